import type { Check } from './check.ts'

/** What a line should be, from the facts alone: the weight at the record date, and the target before rounding. */
const RECOMPUTED = `
  with weighed as (
    select run.id as distribution_id, run.previous_id, class.id as class_id, side.holder_id,
           sum(side.shares)::numeric as weight
      from distribution as run
      join project on project.id = run.project_id
      join share_class as class on class.project_id = project.id
      join (select class_id, taker_id as holder_id, shares, occurred_at from lot
            union all select class_id, giver_id, -shares, occurred_at from lot where giver_id is not null) as side
        on side.class_id = class.id
       and side.occurred_at < (run.record_date + 1)::timestamp at time zone project.time_zone
     group by run.id, class.id, side.holder_id having sum(side.shares) <> 0
  ), gone as (
    select run.id as distribution_id, line.class_id, sum(line.carry) as carry
      from distribution as run
      join dividend as line on line.distribution_id = run.previous_id
      left join weighed on weighed.distribution_id = run.id and weighed.class_id = line.class_id
       and weighed.holder_id = line.holder_id
     where weighed.holder_id is null group by run.id, line.class_id
  ), pooled as (
    select pool.distribution_id, pool.class_id, pool.amount < 0 as negative,
           pool.amount::numeric * 1000000000000000000 + coalesce(before.residue, 0) + coalesce(gone.carry, 0) as whole
      from distribution_pool as pool
      join distribution as run on run.id = pool.distribution_id
      left join distribution_pool as before
        on before.distribution_id = run.previous_id and before.class_id = pool.class_id
      left join gone on gone.distribution_id = pool.distribution_id and gone.class_id = pool.class_id
  ), shared as (
    select weighed.*, negative, whole * weighed.weight as part,
           sum(weighed.weight) over (partition by weighed.distribution_id, weighed.class_id) as all_weight
      from weighed join pooled using (distribution_id, class_id)
  ), target as (
    -- div() cuts towards zero; the rule rounds down, and a negative pool is the mirror of a positive one.
    select shared.*, coalesce(before.carry, 0) + div(part, all_weight)
             + case when negative and mod(part, all_weight) > 0 then 1
                    when not negative and mod(part, all_weight) < 0 then -1 else 0 end as due
      from shared
      left join dividend as before
        on before.distribution_id = shared.previous_id and before.class_id = shared.class_id
       and before.holder_id = shared.holder_id
  )`

/** The runs: every line recomputed from the facts in SQL, without the engine. */
export const DISTRIBUTION_CHECKS: readonly Check[] = [
  {
    name: 'A run distributed exactly the net of its reports',
    query: `select run.id, run.amount, sum(gross - deduction) from distribution as run
              join distribution_report on distribution_id = run.id
              join revenue_line using (report_id)
             group by run.id having run.amount <> sum(gross - deduction)`,
  },
  {
    name: 'What the recipients of a run got sums to its amount',
    query: `select run.id, run.amount, sum(part.amount) from distribution as run
              left join distribution_recipient as part on distribution_id = run.id
             group by run.id having run.amount <> coalesce(sum(part.amount), 0)`,
  },
  {
    name: 'The lines of a pool sum to the pool, and the pool is what its class got',
    query: `select pool.distribution_id, pool.class_id, pool.amount, lines.gross, part.amount as recipient
              from distribution_pool as pool
              join share_class on share_class.id = class_id
              left join distribution_recipient as part
                on part.distribution_id = pool.distribution_id and recipient = 'class:' || code
              left join (select distribution_id, class_id, sum(gross) as gross from dividend group by 1, 2) as lines
                on lines.distribution_id = pool.distribution_id and lines.class_id = pool.class_id
             where pool.amount <> coalesce(lines.gross, 0) or pool.amount <> coalesce(part.amount, 0)`,
  },
  {
    name: 'Carries and residue of every run sum to zero, among recipients and in each pool',
    query: `select run.id, 'recipients' as among, residue + coalesce(sum(carry), 0) as left_over
              from distribution as run left join distribution_recipient on distribution_id = run.id
             group by run.id having residue + coalesce(sum(carry), 0) <> 0
            union all
            select pool.distribution_id, class_id::text, residue + coalesce(sum(carry), 0)
              from distribution_pool as pool left join dividend using (distribution_id, class_id)
             group by pool.distribution_id, class_id, residue having residue + coalesce(sum(carry), 0) <> 0`,
  },
  {
    name: 'Whoever held shares at the record date has a line with that weight, and nobody else has one',
    query: `${RECOMPUTED}
            select coalesce(target.holder_id, line.holder_id) as holder, target.weight as held, line.weight
              from target full join dividend as line using (distribution_id, class_id, holder_id)
             where target.weight is distinct from line.weight`,
  },
  {
    name: 'A line and its carry are together exactly what was due, recomputed from the facts',
    query: `${RECOMPUTED}
            select line.distribution_id, line.holder_id, due, gross, carry
              from target join dividend as line using (distribution_id, class_id, holder_id)
             where gross::numeric * 1000000000000000000 + carry <> due`,
  },
  {
    name: "No line has the sign opposite to its holder's share of the run",
    query: `select distribution_id, holder_id, gross from dividend join distribution_pool as pool
             using (distribution_id, class_id) where gross::numeric * pool.amount < 0 or net > gross`,
  },
  {
    name: 'Every holder of a distribution whose papers are complete has one',
    query: `select line.distribution_id, line.holder_id from statement_completion
              join dividend as line using (distribution_id)
              left join statement on statement.distribution_id = line.distribution_id
                   and statement.holder_id = line.holder_id
             where statement.id is null`,
  },
  {
    name: 'Nobody approved his own report',
    query: `select report_id from report_approval join revenue_report on id = report_id
             where approver_id = reporter_id`,
  },
]
