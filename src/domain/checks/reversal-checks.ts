import type { Check } from './check.ts'

/** Both kinds of reversals, with what was taken back. */
const REVERSALS = `
  (select request_id, distribution_id, null::uuid as class_id, null::uuid as holder_id, after_number, approver_id,
          reversed_at from run_reversal
   union all
   select request_id, distribution_id, class_id, holder_id, after_number, approver_id, reversed_at
     from line_reversal) as back`

/** What was taken back: as it was asked for, by whom, in which order, and what it left to be recovered. */
export const REVERSAL_CHECKS: readonly Check[] = [
  {
    name: 'What was taken back is what somebody else asked for before, and no issuer approved it',
    query: `select request_id from ${REVERSALS}
              join reversal_request as request on request.id = request_id
              join distribution as run on run.id = back.distribution_id
              join project on project.id = run.project_id
             where (request.distribution_id, request.class_id, request.holder_id)
                   is distinct from (back.distribution_id, back.class_id, back.holder_id)
                or approver_id in (requester_id, issuer_id) or reversed_at < requested_at`,
  },
  {
    name: 'A reversal says after which run it was made',
    query: `select request_id, after_number, other.number from ${REVERSALS}
              join distribution as run on run.id = back.distribution_id
              join distribution as other on other.project_id = run.project_id
             where case when other.number <= after_number then other.distributed_at > reversed_at
                        else other.distributed_at < reversed_at end
                or after_number < run.number`,
  },
  {
    name: 'A run is taken back as a whole only after those that started from it, and only with all of its lines',
    query: `select back.distribution_id, later.id as later from run_reversal as back
              join distribution as later on later.previous_id = back.distribution_id and number <= after_number
              left join run_reversal as before on before.distribution_id = later.id
             where before.reversed_at is null or before.reversed_at > back.reversed_at
            union all
            select distribution_id, null from run_reversal join line_reversal using (distribution_id)`,
  },
  {
    name: 'A report goes into one run, and into another only after that one was taken back',
    query: `select taken.report_id, taken.turn from distribution_report as taken
              join distribution as run on run.id = taken.distribution_id
              left join distribution_report as before
                on before.report_id = taken.report_id and before.turn = taken.turn - 1
              left join run_reversal as back on back.distribution_id = before.distribution_id
             where taken.turn < 0 or (taken.turn > 0 and (after_number is null or after_number >= run.number))`,
  },
  {
    name: 'A line that was taken back is there, and gives back what it had moved of the carry',
    query: `select back.distribution_id, back.holder_id, carry_back, line.carry, came.carry as came_with
              from line_reversal as back
              left join dividend as line using (distribution_id, class_id, holder_id)
              left join lateral (select * from recomputed.holders(back.distribution_id) as holder
                                  where holder.class_id = back.class_id and holder.holder_id = back.holder_id)
                as came on true
             where carry_back is distinct from line.carry - coalesce(came.carry, 0)`,
  },
  {
    name: 'A run recovers no more than the contract says of what it credited to an account',
    query: `select taken.distribution_id, account_id, taken.amount, credited, ratio from (
              select recovery.*, run.id, coalesce(terms ->> 'recoverRatio', '1') as ratio,
                     (select -sum(posting.amount) from entry join posting on entry_id = entry.id
                       where kind = 'revenueDistributed' and fact_id = run.id
                         and posting.account_id = recovery.account_id) as credited
                from recovery join distribution as run on run.id = distribution_id
                join contract on contract.id = contract_id) as taken
             where taken.amount <= 0 or credited is null
                or taken.amount > div(credited * (recomputed.read(ratio)).num, (recomputed.read(ratio)).den)`,
  },
  {
    name: 'Nobody has to give back less than nothing, and no reversal missed nothing',
    query: `select account.id, sum(posting.amount) from account join posting on posting.account_id = account.id
             where kind = 'recoverable' group by account.id having sum(posting.amount) < 0
            union all
            select account_id, amount from shortfall where amount <= 0`,
  },
]
