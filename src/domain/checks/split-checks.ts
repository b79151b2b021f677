import type { Check } from './check.ts'
import { paidElsewhere } from './imports/import-checks.ts'

/** Runs that took adjustments in: their tiers start from earlier runs played again, which SQL does not do. */
const ADJUSTED = '(select distribution_id from distribution_adjustment)'
const unadjusted = (table: string) => `(select * from ${table} where distribution_id not in ${ADJUSTED})`

/** The tiers of each run and what they give to its recipients, recomputed from its facts by the second engine. */
export const SPLIT_CHECKS: readonly Check[] = [
  {
    name: 'What each tier took and what is due to each recipient is exactly what the contract gives',
    query: `with said as materialized (
              select run.id as distribution_id, run.previous_id, tier.*, place - 1 as position
                from distribution as run cross join recomputed.tiers(run.id) as tier
               where run.id not in ${ADJUSTED}
            ), due as (
              select distribution_id, previous_id, part.recipient, recomputed.total(part.exact) as exact
                from said cross join unnest(dues) as part group by 1, 2, 3
            ), due_ever as (
              select due.*, recomputed.plus(due.exact, coalesce(recomputed.read(before.received), '(0,1)')) as received
                from due left join distribution_recipient as before
                  on before.distribution_id = due.previous_id and before.recipient = due.recipient
            ), compared as (
              select distribution_id, name as who, what, is_said, is_written
                from said full join ${unadjusted('distribution_tier')} as written using (distribution_id, position, name)
               cross join lateral (values
                 ('prior', said.prior, recomputed.read(written.prior)),
                 ('taken', said.taken, recomputed.read(written.taken)),
                 ('owed', said.owed, recomputed.read(written.owed)),
                 ('target', said.target, recomputed.read(written.target)),
                 ('accrued', (said.accrual).accrued, recomputed.read(written.accrued)),
                 ('bearing', (said.accrual).bearing, recomputed.read(written.bearing)),
                 ('days accrued', recomputed.whole((said.accrual).accrued_to - date '2000-01-01'),
                                  recomputed.whole(written.accrued_to - date '2000-01-01'))
               ) as figure (what, is_said, is_written)
              union all
              select distribution_id, recipient, what, is_said, is_written
                from due_ever full join ${unadjusted('distribution_recipient')} as written using (distribution_id, recipient)
               cross join lateral (values
                 ('exact', due_ever.exact, recomputed.read(written.exact)),
                 ('received', due_ever.received, recomputed.read(written.received))
               ) as figure (what, is_said, is_written)
            )
            select * from compared where is_said is distinct from is_written`,
  },
  {
    name: 'A recipient got the whole units that were due to him, and his carry is exactly the rest',
    query: `with said as (
              select run.id as distribution_id, part.* from distribution as run
               cross join recomputed.recipients(run.id) as part
            ), written as (
              select distribution_id, recipient, amount, carry from distribution_recipient
              union all select id, '', null, residue from distribution
            )
            select distribution_id, recipient, said.amount as due, said.carry as left_over,
                   written.amount, written.carry
              from said full join written using (distribution_id, recipient)
             where (said.amount is distinct from written.amount or said.carry is distinct from written.carry)
               and (written.recipient is not null or said.amount <> 0)
               and not ${paidElsewhere('amount')}`,
  },
  {
    name: 'What the recipients of a run got sums to its amount',
    query: `select run.id, run.amount, sum(part.amount) from distribution as run
              left join distribution_recipient as part on distribution_id = run.id
             group by run.id having run.amount <> coalesce(sum(part.amount), 0)`,
  },
  {
    name: 'Carries and residue of the recipients of a run sum to zero',
    query: `select run.id, residue + coalesce(sum(carry), 0) as left_over
              from distribution as run left join distribution_recipient on distribution_id = run.id
             group by run.id having residue + coalesce(sum(carry), 0) <> 0`,
  },
  {
    name: 'Each class of a project has a pool in each run, and it is what the class got',
    query: `select run.id, code, part.amount, pool.amount as pool
              from distribution as run
              join share_class as class on class.project_id = run.project_id
              left join distribution_pool as pool on pool.distribution_id = run.id and class_id = class.id
              left join distribution_recipient as part
                on part.distribution_id = run.id and recipient = 'class:' || code
             where pool.amount is distinct from coalesce(part.amount, 0)
            union all
            select distribution_id, code, null, pool.amount from distribution_pool as pool
              join share_class as class on class.id = class_id
              join distribution as run on run.id = distribution_id where class.project_id <> run.project_id`,
  },
  {
    name: 'Everything is booked but the part of whoever collects the revenue himself',
    query: `select part.distribution_id, recipient, posted from distribution_recipient as part
              join distribution as run on run.id = distribution_id
              join contract on contract.id = contract_id
             where posted = (recipient = terms ->> 'collectedBy')`,
  },
]
