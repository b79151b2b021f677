import { type Check, denominator, numerator, PLAIN_CONTRACTS } from './check.ts'
import { handOut, ownShare, UNIT } from './whole-units.ts'

/** The weights of the holders of each class at the record date of each run, from the lots. */
const WEIGHED = `
  weighed as (
    select run.id as distribution_id, run.previous_id, class.id as class_id, side.holder_id,
           sum(side.shares)::numeric as weight
      from distribution as run
      join project on project.id = run.project_id
      join share_class as class on class.project_id = project.id
      join (select class_id, taker_id as holder_id, shares, occurred_at from lot
            union all select class_id, giver_id, -shares, occurred_at from lot where giver_id is not null) as side
        on side.class_id = class.id
       and side.occurred_at < (run.record_date + 1)::timestamp at time zone project.time_zone
     where run.contract_id in ${PLAIN_CONTRACTS}
     group by run.id, class.id, side.holder_id having sum(side.shares) <> 0
  )`

/** What a line should be, from the facts alone: what is due before rounding, and the whole units of it. */
const RECOMPUTED = `
  with ${WEIGHED}, gone as (
    select run.id as distribution_id, line.class_id, sum(line.carry) as carry
      from distribution as run
      join dividend as line on line.distribution_id = run.previous_id
      left join weighed on weighed.distribution_id = run.id and weighed.class_id = line.class_id
       and weighed.holder_id = line.holder_id
     where weighed.holder_id is null group by run.id, line.class_id
  ), pooled as (
    select pool.distribution_id, pool.class_id, pool.amount as pool,
           case when pool.amount < 0 then -1 else 1 end as direction,
           pool.amount::numeric * ${UNIT} + coalesce(before.residue, 0) + coalesce(gone.carry, 0) as whole
      from distribution_pool as pool
      join distribution as run on run.id = pool.distribution_id
      left join distribution_pool as before
        on before.distribution_id = run.previous_id and before.class_id = pool.class_id
      left join gone on gone.distribution_id = pool.distribution_id and gone.class_id = pool.class_id
  ), shared as (
    select weighed.*, pool, direction, whole * weighed.weight as part,
           sum(weighed.weight) over (partition by weighed.distribution_id, weighed.class_id) as all_weight
      from weighed join pooled using (distribution_id, class_id)
  ), target as (
    select shared.distribution_id, shared.class_id, shared.holder_id, pool, direction,
           coalesce(before.carry, 0) + ${ownShare('part', 'all_weight')} as due
      from shared
      left join dividend as before
        on before.distribution_id = shared.previous_id and before.class_id = shared.class_id
       and before.holder_id = shared.holder_id
  ), ${handOut('distribution_id, class_id', 'holder_id')}`

/** The lines of the holders: every one recomputed from the facts in SQL, without the engine. */
export const LINE_CHECKS: readonly Check[] = [
  {
    name: 'Whoever held shares at the record date has a line with that weight, and nobody else has one',
    query: `with ${WEIGHED}
            select coalesce(weighed.holder_id, line.holder_id) as holder, weighed.weight as held, line.weight
              from weighed full join (
                select * from dividend where distribution_id in (
                  select id from distribution where contract_id in ${PLAIN_CONTRACTS})) as line
                using (distribution_id, class_id, holder_id)
             where weighed.weight is distinct from line.weight`,
  },
  {
    name: 'No holder of a class ever got more than its cap: so many times what was paid in for his shares',
    query: `with cap as (
              select distinct class.id as class_id, ${numerator("cap ->> 'times'")} as num,
                     ${denominator("cap ->> 'times'")} as den
                from distribution as run join contract on contract.id = contract_id
               cross join jsonb_array_elements(terms -> 'caps') as cap
                join share_class as class on class.project_id = run.project_id and code = cap ->> 'class'
            ), got as (
              select class_id, holder_id, sum(gross) as gross from dividend
               where class_id in (select class_id from cap) group by 1, 2
            ), put_in as (
              select class_id, taker_id as holder_id, sum(paid_in) as paid_in from lot
               where class_id in (select class_id from cap) group by 1, 2
            )
            select class_id, holder_id, gross, paid_in
              from got join cap using (class_id) left join put_in using (class_id, holder_id)
             where gross > div(coalesce(paid_in, 0) * num, den)`,
  },
  {
    name: 'A line has the whole units that were due to its holder, and its carry is exactly the rest',
    query: `${RECOMPUTED}
            select line.distribution_id, line.holder_id, due, units, gross, carry
              from handed_out join dividend as line using (distribution_id, class_id, holder_id)
             where gross::numeric * ${UNIT} + carry <> due or (surely and gross <> units)`,
  },
  {
    name: "No line has the sign opposite to its holder's share of the run, and none pays more than its gross",
    query: `select distribution_id, holder_id, gross, net from dividend join distribution_pool as pool
             using (distribution_id, class_id) where gross::numeric * pool.amount < 0 or net > gross`,
  },
  {
    name: 'The lines of a pool sum to the pool, and it counts them and their weight',
    query: `select distribution_id, class_id, pool.amount, gross, pool.weight, lines.weight as weighed,
                   pool.holders, lines.holders as counted
              from distribution_pool as pool
              left join (select distribution_id, class_id, sum(gross) as gross, sum(weight) as weight,
                                count(*) as holders
                           from dividend group by 1, 2) as lines using (distribution_id, class_id)
             where (pool.amount, pool.weight, pool.holders)
                <> (coalesce(gross, 0), coalesce(lines.weight, 0), coalesce(lines.holders, 0))`,
  },
  {
    name: 'Carries and residue of each pool sum to zero',
    query: `select pool.distribution_id, class_id, residue + coalesce(sum(carry), 0) as left_over
              from distribution_pool as pool left join dividend using (distribution_id, class_id)
             group by pool.distribution_id, class_id, residue having residue + coalesce(sum(carry), 0) <> 0`,
  },
  {
    name: 'A statement is about a line of its holder',
    query: `select statement.id from statement
              left join (select distinct distribution_id, holder_id from dividend) as line
                   using (distribution_id, holder_id)
             where line.holder_id is null`,
  },
]
