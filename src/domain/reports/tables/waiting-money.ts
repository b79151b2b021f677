import { type RawBuilder, sql } from 'kysely'
import { wasCommitted } from '../../../database/sql-cut.ts'
import { PLATFORM_ZONE } from '../../time/calendar.ts'
import type { Asked } from './report-kinds.ts'

/**
 * The money that waited on the last day for a change by the bank, as rows of `currency`, `amount`, and what it counts as,
 * `counts_in` and `counts_as`. Minor units.
 */
export const waitingMoney = (asked: Asked): RawBuilder<unknown> => sql`
  ${reports(asked)} union all ${heldOrders(asked)} union all ${endedOrders(asked)}`

/** What approved reports say was sent for them, and what they were converted to. */
const reports = (asked: Asked) => sql`
  select report.currency, reported_net as amount, conversion.currency as counts_in, net as counts_as
    from report_conversion as conversion join revenue_report as report on report.id = report_id
   where exists (select from report_approval as approval
                   join act on act.id = approval.act_id and ${wasCommitted(asked.cut, 'act.xid')}
                  where approval.report_id = conversion.report_id and ${wasBy(asked, 'approved_at')})
     and not ${isBooked(asked, 'revenueConverted', 'conversion.report_id')}`

/** What was sent for orders in another currency, and their price: until it pays them, or goes back with their end. */
const heldOrders = (asked: Asked) => sql`
  select receipt.currency, receipt.amount, ordered.currency as counts_in, ordered.amount as counts_as
    from receipt_hold as hold join receipt on receipt.id = hold.receipt_id
    join act on act.id = hold.act_id and ${wasCommitted(asked.cut, 'act.xid')}
    join subscription as ordered on ordered.id = hold.target_id
   where ${isBooked(asked, 'receiptRecorded', 'receipt.id')}
     and not ${isBooked(asked, 'receiptClaimed', 'receipt.id')}`

/** The price of orders that ended after their money was changed, and what was sent for them: until it is changed back. */
const endedOrders = (asked: Asked) => sql`
  select ordered.currency, ordered.amount, receipt.currency as counts_in, receipt.amount as counts_as
    from receipt_hold as hold join receipt on receipt.id = hold.receipt_id
    join subscription as ordered on ordered.id = hold.target_id
    join subscription_end as ended on ended.subscription_id = ordered.id and ${wasBy(asked, 'ended_at')}
    join act on act.id = ended.act_id and ${wasCommitted(asked.cut, 'act.xid')}
   where ${isBooked(asked, 'orderConverted', 'ordered.id')}
     and not ${isBooked(asked, 'orderConvertedBack', 'ordered.id')}`

const wasBy = ({ until }: Asked, instant: string) =>
  sql`${sql.ref(instant)} < (${until}::date + 1)::timestamp at time zone ${sql.lit(PLATFORM_ZONE)}`

/** Whether an entry of a kind was booked for a fact by the last day. */
const isBooked = ({ until, cut }: Asked, kind: string, fact: string) => sql`
  exists (select from entry where kind = ${kind} and fact_id = ${sql.ref(fact)}
             and booked_on <= ${until}::date and ${wasCommitted(cut, 'entry.xid')})`
