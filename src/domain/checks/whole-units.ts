/** How many fractions a minor unit has: carries and residues are counted in them. */
export const UNIT = '1000000000000000000'

/**
 * How SQL rounds `part ÷ all` as a run does: down, and up where the pool is negative, for such a run is the exact
 * mirror. div() alone cuts towards zero. `direction` is 1 or -1, the sign of the pool.
 */
export const ownShare = (part: string, all: string): string =>
  `div(${part}, ${all}) + case when direction * mod(${part}, ${all}) < 0 then -direction else 0 end`

/**
 * Adds to the relation `target` (who, of which `pool`, in which `direction`, and what is `due` in fractions of a unit)
 * a relation `handed_out` with the whole `units` of each: the due rounded down, never below nothing; missing units go
 * one each to those owed most, surplus ones come from those owed least, ties by id. `surely` is false where units had
 * to go round more than once, which only carries of more than a unit can bring about; units is no answer then.
 */
export const handOut = (of: string, who: string): string => `
  draft as (
    select drafted.*, due * direction - base * ${UNIT} as owed
      from (select target.*, greatest(div(due * direction, ${UNIT}), 0) as base from target) as drafted
  ), counted as (
    select ${of}, min(pool * direction) - sum(base) as missing, count(*) as parts,
           count(*) filter (where base > 0) as willing
      from draft group by ${of}
  ), placed as (
    select draft.*, missing, missing between -willing and parts as surely,
           row_number() over (partition by ${of}, missing < 0 and base = 0
                              order by case when missing > 0 then -owed else owed end, ${who}) as place
      from draft join counted using (${of})
  ), handed_out as (
    select placed.*,
           direction * (base + case when missing > 0 and place <= missing then 1
                                    when missing < 0 and base > 0 and place <= -missing then -1 else 0 end) as units
      from placed
  )`
