import type { Check } from './check.ts'

/** The tiers of each run and what they give to its recipients, recomputed from its facts by the second engine. */
export const SPLIT_CHECKS: readonly Check[] = [
  {
    name: 'What each tier took, missed and is to reach is exactly what its contract says',
    query: `with said as (
              select run.id as distribution_id, tier.*, place - 1 as position from distribution as run
               cross join recomputed.tiers(run.id) as tier)
            select distribution_id, position, said.name as tier, said.taken as takes, said.owed as misses,
                   said.target as reaches, written.taken, written.owed, written.target
              from said full join distribution_tier as written using (distribution_id, position)
             where said.name is distinct from written.name
                or said.prior is distinct from recomputed.read(written.prior)
                or said.taken is distinct from recomputed.read(written.taken)
                or said.owed is distinct from recomputed.read(written.owed)
                or said.target is distinct from recomputed.read(written.target)
                or (said.accrual).accrued is distinct from recomputed.read(written.accrued)
                or (said.accrual).bearing is distinct from recomputed.read(written.bearing)
                or (said.accrual).accrued_to is distinct from written.accrued_to`,
  },
  {
    name: 'What is due to each recipient of a run is exactly what the tiers of its contract give him',
    query: `with said as (
              select run.id as distribution_id, due.* from distribution as run
               cross join recomputed.dues(run.id) as due)
            select distribution_id, recipient, said.exact as due, said.received as due_ever,
                   written.exact, written.received
              from said full join distribution_recipient as written using (distribution_id, recipient)
             where said.exact is distinct from recomputed.read(written.exact)
                or said.received is distinct from recomputed.read(written.received)`,
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
               and (written.recipient is not null or said.amount <> 0)`,
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
