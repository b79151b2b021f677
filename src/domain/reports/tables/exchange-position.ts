import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { wasCommitted } from '../../../database/sql-cut.ts'
import { CURRENCIES, decimalsOf } from '../../money/currency.ts'
import { PLATFORM_ZONE } from '../../time/calendar.ts'
import type { Asked } from './report-kinds.ts'
import { bookedTable, type Table } from './table.ts'

/**
 * What changing money left, by currency. Held = gained − lost + paid out, where each act that books changes of money by the
 * bank counts as one: more or less than what it changed was converted to. What converted payouts left or took is neither gained nor
 * lost, and stands apart, less what came back. Beside it what still waits to be changed, as it was sent, and what it counts
 * as: reports that were approved, orders whose money is held, and orders that ended after their change. Worths are in euros
 * at the latest rate of the last day, rounded half even; nothing where no rate is stored, and never a guess.
 */
export function exchangePositionTable(em: EntityManager, asked: Asked): Table {
  return bookedTable(
    em,
    'exchangePosition',
    asked,
    booked => sql`
    with known as (${ratesToEuros(asked)}), change as (
      select account.currency, entry.act_id, -sum(booked.amount) as amount, what <> 'payoutPrepared'
             and exists (select from money_change where money_change.act_id = entry.act_id) as by_bank
        from ${booked} as booked join account on account.id = account_id and account.kind = 'exchange'
        join entry on entry.id = entry_id group by account.currency, entry.act_id, by_bank
    ), position as (
      select currency, sum(amount) as held, coalesce(sum(amount) filter (where by_bank and amount > 0), 0) as gained,
             coalesce(-sum(amount) filter (where by_bank and amount < 0), 0) as lost,
             coalesce(sum(amount) filter (where not by_bank), 0) as paid_out from change group by 1
    ), waiting as (
      select waits.currency, sum(amount) as reported, sum(${inEuros(sql`counts_as`)}) as counted,
             count(*) = count(up) as counts
        from (${waitingMoney(asked)}) as waits left join known on known.code = waits.counts_in group by 1
    ), shown as (
      select code, coalesce(held, 0) as held, coalesce(gained, 0) as gained, coalesce(lost, 0) as lost,
             coalesce(paid_out, 0) as paid_out, coalesce(reported, 0) as reported, case when coalesce(counts, true) then coalesce(counted, 0) end as counted,
             from_currency, to_currency, rate, source, at, up, down
        from known left join position on position.currency = code left join waiting on waiting.currency = code
       where held is not null or reported is not null
    )
    select 'EUR|' || code as key, 'EUR' as currency,
           jsonb_build_array(code, 'EUR', held || ' ' || code, gained || ' ' || code, lost || ' ' || code,
             paid_out || ' ' || code, reported || ' ' || code, from_currency, to_currency, rate, source,
             to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ${inEuros(sql`held`)}::bigint::text,
             ${inEuros(sql`reported`)}::bigint::text, counted::bigint::text) as cells
      from shown`,
  )
}

/** Each currency with the latest rate between it and the euro: minor units × up ÷ down are cents. */
function ratesToEuros({ until, cut }: Asked): RawBuilder<unknown> {
  const scales = CURRENCIES.map(code => sql`(${sql.lit(code)}, ${sql.lit(10 ** decimalsOf(code))}::numeric)`)
  return sql`
      select code, from_currency, to_currency, rate, source, at,
             case when code = 'EUR' then 1 when from_currency = code then rate::numeric * 100 else 100 end as up,
             case when code = 'EUR' then 1 when from_currency = code then scale else scale * rate::numeric end as down
        from (values ${sql.join(scales)}) as currency (code, scale)
        left join lateral (
               select from_currency, to_currency, rate, source, at from exchange_rate as told
                 join act on act.id = told.act_id and ${wasCommitted(cut, 'act.xid')}
                where (from_currency, to_currency) in ((code, 'EUR'), ('EUR', code))
                  and at < (${until}::date + 1)::timestamp at time zone ${sql.lit(PLATFORM_ZONE)}
                order by at desc, told.id desc limit 1) as latest on true
       where code = 'EUR' or rate is not null or code in (select currency from account where kind = 'exchange')
          or code in (select currency from revenue_report) or code in (select currency from receipt_hold join receipt on receipt.id = receipt_id)`
}

/** An amount by the rate of its row, rounded half even; where there is no rate, nothing. */
const inEuros = (amount: RawBuilder<unknown>): RawBuilder<unknown> => {
  const dividend = sql`(2 * abs(${amount}) * up + down)`
  const nearest = sql`div(${dividend}, 2 * down)`
  const isTieToOdd = sql`mod(${dividend}, 2 * down) = 0 and mod(${nearest}, 2) = 1`
  return sql`(sign(${amount}) * (${nearest} - case when ${isTieToOdd} then 1 else 0 end))`
}

/**
 * The money that waited on the last day for a change by the bank, as rows of `currency`, `amount`, and what it counts as,
 * `counts_in` and `counts_as`. Minor units.
 */
const waitingMoney = (asked: Asked): RawBuilder<unknown> => sql`
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
