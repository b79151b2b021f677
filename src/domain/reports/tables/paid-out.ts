import { type RawBuilder, sql } from 'kysely'
import { wasCommitted } from '../../../database/sql-cut.ts'
import type { EntryKind } from '../../ledger/kinds.ts'
import { PLATFORM_ZONE } from '../../time/calendar.ts'
import type { Asked } from './report-kinds.ts'

/** What takes back a run, and what is kept back for it later: whoever was paid too early is paid by that when he earns again. */
const MADE_GOOD: readonly EntryKind[] = [
  ...(['runReversed', 'shortfallBooked', 'recovered'] as const),
  ...(['offsetTaken', 'offsetReturned'] as const),
]

/**
 * A query of the runs that stand and credited holders, `run_id`, with the day on which the last of that money had left,
 * `paid_on`: null while some of it is here. What left an account is taken to be the oldest that had come; a payout left
 * on the day on which the bank carried it out, unless it came back.
 */
export function paidRuns({ until, cut }: Asked): RawBuilder<unknown> {
  return sql`
    select run_id, case when count(left_on) = count(*) then max(greatest(left_on, came_on)) end as paid_on
      from (select run_id, came_on, min(left_on) over (partition by account_id order by upto desc, left_on is null
                                                        rows unbounded preceding) as left_on
              from (select account_id, run_id, booked_on as came_on, null::date as left_on,
                           sum(amount) over (partition by account_id order by booked_on, entry_id, line) as upto
                      from (select account_id, booked_on, entry_id, line, -amount as amount,
                                   case when what = 'revenueDistributed' then fact_id end as run_id
                              from own where amount < 0) as come
                    union all
                    select account_id, null, null, left_on,
                           sum(amount) over (partition by account_id order by left_on, id) as upto
                      from (select account_id, booked_on as left_on, entry_id as id, amount from own where amount > 0
                            union all
                            select leg.account_id, ${onDay('ended_at')}, leg.id, leg.amount
                              from payout_leg as leg
                              join account on account.id = leg.account_id and account.kind = 'holder'
                              join payout_leg_end as finish on leg_id = leg.id and how = 'settled'
                                   and ${onDay('ended_at')} <= ${until}::date and ${known('finish', cut)}
                             where not exists (select from payout_return as back
                                                where back.leg_id = leg.id and ${onDay('returned_at')} <= ${until}::date
                                                  and ${known('back', cut)})) as gone) as moved) as told
     where run_id is not null group by run_id`
}

/** The postings of holders that `paidRuns` reads, as a query called `own`. */
export const ownPostings = (booked: RawBuilder<unknown>, { until, cut }: Asked): RawBuilder<unknown> => sql`
    select booked.* from ${booked} as booked
      join account on account.id = account_id and account.kind = 'holder'
     where what not like 'payout%' and what <> all(${MADE_GOOD}::text[])
       and not exists (select from run_reversal as back
                        where what = 'revenueDistributed' and back.distribution_id = fact_id
                          and ${onDay('reversed_at')} <= ${until}::date and ${known('back', cut)})`

const onDay = (instant: string) => sql`(${sql.ref(instant)} at time zone ${sql.lit(PLATFORM_ZONE)})::date`

const known = (table: string, cut: string | null) => sql`exists (
    select from act where act.id = ${sql.ref(`${table}.act_id`)} and ${wasCommitted(cut, 'act.xid')})`
