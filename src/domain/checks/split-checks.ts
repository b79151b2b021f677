import { type Check, denominator, numerator, PLAIN_CONTRACTS } from './check.ts'
import { handOut, ownShare, UNIT } from './whole-units.ts'

/**
 * The share of each recipient in each run, as num ÷ den, from the tiers of its contract. What a tier leaves is a
 * product over the tiers before it, and what several tiers give to one recipient is a sum of quotients: neither is an
 * aggregate of SQL, so each is a walk, step by step. Nothing is divided, so nothing is rounded.
 */
const SHARES = `
  with recursive tier as (
    select contract.id as contract_id, terms ->> 'unsold' as unsold, number, tier -> 'split' as split,
           ${numerator("coalesce(tier ->> 'takes', '1')")} as num,
           ${denominator("coalesce(tier ->> 'takes', '1')")} as den
      from contract cross join jsonb_array_elements(terms -> 'tiers') with ordinality as each (tier, number)
     where contract.id in (select contract_id from distribution) and contract.id in ${PLAIN_CONTRACTS}
  ), reached as (
    select contract_id, number, 1::numeric as num, 1::numeric as den from tier where number = 1
    union all
    select contract_id, number + 1, reached.num * (tier.den - tier.num), reached.den * tier.den
      from reached join tier using (contract_id, number)
  ), part as (
    select contract_id, unsold, part ->> 'to' as recipient,
           reached.num * tier.num * ${numerator("part ->> 'ratio'")} as num,
           reached.den * tier.den * ${denominator("part ->> 'ratio'")} as den
      from tier join reached using (contract_id, number) cross join jsonb_array_elements(split) as part
  ), class as (
    select distribution_id, 'class:' || code as recipient, weight as sold, shares as foreseen
      from distribution_pool join share_class on share_class.id = class_id
  ), named as (
    select run.id as distribution_id, part.recipient, num * coalesce(sold, 1) as num, den * coalesce(foreseen, 1) as den
      from distribution as run join part using (contract_id)
      left join class on class.distribution_id = run.id and class.recipient = part.recipient and unsold = 'toIssuer'
    union all
    select run.id, 'issuer', num * (foreseen - sold), den * foreseen
      from distribution as run join part using (contract_id)
      join class on class.distribution_id = run.id and class.recipient = part.recipient and unsold = 'toIssuer'
     where sold < foreseen
  ), step as (
    select named.*, row_number() over (partition by distribution_id, recipient) as number,
           count(*) over (partition by distribution_id, recipient) as steps from named
  ), summed as (
    select * from step where number = 1
    union all
    select distribution_id, recipient, summed.num * step.den + step.num * summed.den, summed.den * step.den,
           step.number, step.steps
      from summed join step using (distribution_id, recipient) where step.number = summed.number + 1
  ), share as (
    select distribution_id, recipient, num, den from summed where number = steps
  )`

/** What each recipient should have got, from his exact due and the carries of the run before. */
const RECOMPUTED = `
  with due_to as (
    select part.*, run.amount as pool, previous_id, case when run.amount < 0 then -1 else 1 end as direction,
           ${numerator('part.exact')} as num, ${denominator('part.exact')} as den
      from distribution as run join distribution_recipient as part on part.distribution_id = run.id
  ), gone as (
    select run.id as distribution_id, sum(before.carry) as carry
      from distribution as run
      join distribution_recipient as before on before.distribution_id = run.previous_id
      left join due_to on due_to.distribution_id = run.id and due_to.recipient = before.recipient and num <> 0
     where due_to.recipient is null group by run.id
  ), whole as (
    select run.id as distribution_id,
           run.amount::numeric * ${UNIT} + coalesce(before.residue, 0) + coalesce(gone.carry, 0) as whole
      from distribution as run
      left join distribution as before on before.id = run.previous_id
      left join gone on gone.distribution_id = run.id
  ), target as (
    select due_to.distribution_id, due_to.recipient, pool, direction,
           coalesce(before.carry, 0) + ${ownShare('whole * num * direction', '(den * nullif(abs(pool), 0))')} as due
      from due_to join whole using (distribution_id)
      left join distribution_recipient as before
        on before.distribution_id = previous_id and before.recipient = due_to.recipient
     where num <> 0
  ), ${handOut('distribution_id', 'recipient collate "C"')}`

/** The split of each run among its recipients: recomputed from the contract in SQL, without the engine. */
export const SPLIT_CHECKS: readonly Check[] = [
  {
    name: 'What is due to each recipient of a run is exactly what the tiers of its contract give him',
    query: `${SHARES}
            select coalesce(share.distribution_id, part.distribution_id) as run,
                   coalesce(share.recipient, part.recipient) as recipient, num, den, exact
              from share full join distribution_recipient as part using (distribution_id, recipient)
              left join distribution as run on run.id = distribution_id
             where run.contract_id in ${PLAIN_CONTRACTS}
               and (num is null or exact is null
                or num * run.amount * ${denominator('exact')} <> ${numerator('exact')} * den)`,
  },
  {
    name: 'A recipient got the whole units that were due to him, and his carry is exactly the rest',
    query: `${RECOMPUTED}
            select part.recipient, due, units, part.amount, carry
              from distribution_recipient as part left join handed_out using (distribution_id, recipient)
              join distribution as run on run.id = distribution_id and contract_id in ${PLAIN_CONTRACTS}
             where part.amount::numeric * ${UNIT} + carry <> coalesce(due, 0)
                or (coalesce(surely, true) and part.amount <> coalesce(units, 0))`,
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
