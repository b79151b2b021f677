-- What whole units of a pool each part gets by weight, and the fraction he is still owed. Fractions are counted in
-- 10^-18 of a unit. The parts come as columns of one length; their order decides ties; `most` is null where there is no
-- limit. The row of place 0 is nobody's: its carry is the residue.
--
-- Of parts with a limit, those are full whose limit lies below the level at which the others stand. A full part leaves
-- more than its weight asks for to the others, so the level only rises while they are filled from the lowest limit on:
-- full is who stands in that line before the first that is not.
create function recomputed.hand_out(
  pool numeric, residue numeric, weights numeric[], carries numeric[], most numeric[], method text,
  adjusted numeric[] default null
) returns table (place bigint, amount numeric, carry numeric)
language plpgsql immutable set search_path = recomputed, public as
$$ declare
  one constant numeric := 1000000000000000000;
  -- A pool below zero is handed out as the mirror of the same pool above.
  side constant numeric := case when pool < 0 then -1 else 1 end;
  keeps constant boolean := method = 'carry';
begin
  return query
  with recursive given as (
    select part.place, weight, case when keeps then side * part.carry else 0 end as carry,
           case when side > 0 then part.most end as most, side * coalesce(part.adjusted, 0) as adjusted
      from unnest(weights, carries, most, adjusted) with ordinality as part (weight, carry, most, adjusted, place)
  ), sums as (
    select coalesce(sum(weight), 0) as weight,
           side * (pool * one + residue)
           + coalesce(sum(given.carry) filter (where weight = 0 and given.adjusted = 0), 0) as whole,
           coalesce(sum(given.adjusted), 0) as adjusted,
           -- Who weighs nothing and is adjusted has that and his carry, up to his limit.
           coalesce(sum(greatest(given.carry + given.adjusted - given.most * one, 0))
                    filter (where weight = 0 and given.adjusted <> 0), 0) as cut
      from given
  ), line_up as (
    select given.*, sums.whole - sums.adjusted + sums.cut as whole, sums.weight as all_weight,
           given.most * one - given.carry - given.adjusted as room,
           rounded_down((given.most * one - given.carry - given.adjusted + 1) * sums.weight * sums.weight,
                        given.weight) as limited_at
      from given cross join sums where given.weight > 0
  ), filling as (
    select line_up.*, coalesce(sum(room) over earlier, 0) as room_before,
           coalesce(sum(weight) over earlier, 0) as weight_before
      from line_up
    window earlier as (order by limited_at nulls last, line_up.place rows between unbounded preceding and 1 preceding)
  ), filled as (
    select filling.*,
           bool_and(coalesce((whole - room_before) * weight >= (room + 1) * (all_weight - weight_before), false))
             over (order by limited_at nulls last, filling.place rows unbounded preceding) as is_full
      from filling
  ), level as (
    select filled.*,
           whole - coalesce(sum(room) filter (where is_full) over (), 0) as open_whole,
           all_weight - coalesce(sum(weight) filter (where is_full) over (), 0) as open_weight
      from filled
  ), target as (
    select level.place, level.weight, level.carry, level.most, level.adjusted,
           case when is_full then level.most * one
                else rounded_down(open_whole * weight, nullif(open_weight, 0)) + level.carry + level.adjusted end as due
      from level
    union all
    select given.place, weight, given.carry, given.most, given.adjusted,
           least(given.carry + given.adjusted, given.most * one)
      from given where weight = 0 and given.adjusted <> 0
  ), sided as (
    -- A line is never on the other side of nothing than the part's own share, the residue not counted.
    select target.*, coalesce(rounded_down((side * pool * one - sums.adjusted) * target.weight,
                                           nullif(sums.weight, 0)), 0) + target.adjusted < 0 as is_below
      from target cross join sums
  ), based as (
    select sided.*, case when is_below then least(rounded_down(due, one), 0) else greatest(div(due, one), 0) end as base
      from sided
  ), draft as (
    select based.*, side * pool - sum(base) over () as missing from based
  ), moving as (
    -- How many units may still come to, or go from, a part; null: any number.
    select draft.*, case when missing > 0 then case when is_below then -base else draft.most - base end
                         when not is_below then base end as movable,
           case when method = 'firstListed' then 0
                when missing > 0 then base * one - due else due - base * one end as turn
      from draft
  ), rounds as (
    -- One unit goes to each in turn; who may take none more stands aside in the next round.
    select 1 as round, abs(max(missing)) as units, count(*) filter (where movable >= 1 or movable is null) as willing
      from moving
    union all
    select round + 1, units - willing,
           (select count(*) from moving where movable > round or movable is null)
      from rounds where units > willing and willing > 0
  ), final as (
    select round as final_round, units as final_units from rounds order by round desc limit 1
  ), placed as (
    select moving.*, final_round, final_units,
           row_number() over (partition by movable >= final_round or movable is null
                              order by turn, moving.place) as nth
      from moving cross join final
  ), paid as (
    select placed.place, due, placed.carry as before,
           base + case when method = 'toReserve' then 0 else sign(missing) * (
             least(movable, final_round - 1)
             + case when (movable >= final_round or movable is null) and nth <= final_units then 1 else 0 end)
           end as units
      from placed
  )
  select paid.place, side * units, case when keeps then side * (due - units * one) else 0 end from paid
  union all
  select given.place, 0, 0 from given where weight = 0 and given.adjusted = 0
  union all
  select 0, null,
         case when not exists (select from paid)
              then residue + coalesce((select sum(each) from unnest(carries) as each), 0)
              when keeps then side * (sums.whole - (select sum(due - before) from paid))
              when method = 'toReserve' then residue + pool * one - side * (select sum(units) from paid) * one
              else 0 end
    from sums;
end $$;
