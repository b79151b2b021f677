import { NOTHING } from '../ids.ts'
import { type Check, denominator, numerator } from './check.ts'
import { paidElsewhere } from './imports/import-checks.ts'

/** Runs of projects whose contract, now or before, keeps in reserve what cannot be divided: it is a residue of units. */
const WITH_RESERVE = `
  (select run.id from distribution as run
    where project_id in (select project_id from contract where terms ->> 'rounding' = 'toReserve'))`

/** The lines of the holders: every one recomputed from its facts by the second engine. */
export const LINE_CHECKS: readonly Check[] = [
  {
    name: 'Whoever held shares at the record date has a line with that weight, and nobody else has one',
    query: `with said as (
              select run.id as distribution_id, holding.* from distribution as run
               cross join recomputed.holdings(run.id) as holding where weight <> 0)
            select distribution_id, class_id, holder_id, said.weight as weighs, written.weight
              from said full join dividend as written using (distribution_id, class_id, holder_id)
             where coalesce(said.weight, 0) is distinct from written.weight
                or (said.weight is null and not exists (
                  select from adjusted_line as owed where owed.distribution_id = written.distribution_id
                     and owed.class_id = written.class_id and owed.holder_id = written.holder_id))`,
  },
  {
    name: 'No line takes a holder past the cap of his class: so many times what was paid in for his shares',
    query: `with cap as (
              select run.id as distribution_id, class.id as class_id, ${numerator("cap ->> 'times'")} as num,
                     ${denominator("cap ->> 'times'")} as den
                from distribution as run join contract on contract.id = contract_id
               cross join jsonb_array_elements(terms -> 'caps') as cap
                join share_class as class on class.project_id = run.project_id and code = cap ->> 'class'
            ), line as (
              select line.distribution_id, line.class_id, line.holder_id, gross, number,
                     least(run_back.after_number, line_back.after_number) as stood_to
                from dividend as line join distribution as run on run.id = line.distribution_id
                left join run_reversal as run_back on run_back.distribution_id = run.id
                left join line_reversal as line_back
                  on (line_back.distribution_id, line_back.class_id, line_back.holder_id)
                   = (line.distribution_id, line.class_id, line.holder_id)
               where line.class_id in (select class_id from cap)
            ), got as (
              select line.distribution_id, class_id, holder_id, line.gross, sum(earlier.gross) as ever
                from line join line as earlier using (class_id, holder_id)
               where earlier.number <= line.number and coalesce(earlier.stood_to, line.number) >= line.number
               group by 1, 2, 3, 4
            ), put_in as (
              select class_id, taker_id as holder_id, sum(paid_in) as paid_in from lot
               where class_id in (select class_id from cap) group by 1, 2
            )
            select distribution_id, class_id, holder_id, ever, paid_in
              from got join cap using (distribution_id, class_id) left join put_in using (class_id, holder_id)
             where gross > 0 and ever > div(coalesce(paid_in, 0) * num, den)`,
  },
  {
    name: 'A line has the whole units that were due to its holder, and its carry is exactly the rest',
    query: `with said as (
              select run.id as distribution_id, line.* from distribution as run
               cross join recomputed.lines(run.id) as line
            ), written as (
              select distribution_id, class_id, holder_id, gross, carry from dividend
              union all select distribution_id, class_id, null, null, residue from distribution_pool
            )
            select distribution_id, class_id, said.holder_id, said.gross as due, said.carry as left_over,
                   written.holder_id as holder, written.gross, written.carry
              from (select *, coalesce(holder_id, '${NOTHING}') as who from said) as said
              full join (select *, coalesce(holder_id, '${NOTHING}') as who from written) as written
             using (distribution_id, class_id, who)
             where (said.gross is distinct from written.gross or said.carry is distinct from written.carry)
               and not ${paidElsewhere('gross')}`,
  },
  {
    name: "No line has the sign opposite to its holder's share of the run, and none pays more than its gross",
    query: `select distribution_id, holder_id, gross, net from dividend join distribution_pool as pool
             using (distribution_id, class_id)
             where (gross::numeric * pool.amount < 0 and distribution_id not in (
                      select distribution_id from distribution_adjustment))
                or (net > gross and gross >= 0)`,
  },
  {
    name: 'The lines of a pool sum to the pool but for what is kept in reserve, and it counts them and their weight',
    query: `select distribution_id, class_id, pool.amount, gross, pool.weight, lines.weight as weighed,
                   pool.holders, lines.holders as counted
              from distribution_pool as pool
              left join (select distribution_id, class_id, sum(gross) as gross, sum(weight) as weight,
                                count(*) as holders
                           from dividend group by 1, 2) as lines using (distribution_id, class_id)
             where (pool.weight, pool.holders) <> (coalesce(lines.weight, 0), coalesce(lines.holders, 0))
                or (pool.amount <> coalesce(gross, 0) and distribution_id not in ${WITH_RESERVE})`,
  },
  {
    name: 'Carries and residue of each pool sum to zero, but where a reserve is kept',
    query: `select pool.distribution_id, class_id, residue + coalesce(sum(carry), 0) as left_over
              from distribution_pool as pool left join dividend using (distribution_id, class_id)
             where pool.distribution_id not in ${WITH_RESERVE}
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
