import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { wasCommitted } from '../../../database/sql-cut.ts'
import type { EntryKind } from '../../ledger/kinds.ts'
import { PLATFORM_ZONE } from '../../time/calendar.ts'
import type { Asked } from './report-kinds.ts'
import { bookedTable, type Table } from './table.ts'

/**
 * Each period that a contract in force asks a report for, and the days on which all of it was reported, approved,
 * distributed and paid out. Days late are those of the project's calendar: the longest delay of the report, and of each
 * correction after the day named for it. A report's revenue stands with the period in which it begins: nothing while one
 * of them is in another currency than the project's, and not converted, as its approval does.
 */
export function punctualityTable(em: EntityManager, asked: Asked): Table {
  return bookedTable(
    em,
    'punctuality',
    asked,
    booked => sql`
    with ${periods(asked)}, ${reports(asked)}, own as (${ownPostings(booked, asked)}), paid as (${paidRuns(asked)}),
    mine as (
      select due.*, report.*, range_agg(report.days) over sent @> span as complete, answer.sent_on as answered_on
        from due left join report on report.project_id = due.id and report.days && span
        left join report as answer on answer.corrects_id = report.report_id
      window sent as (partition by due.id, starts order by report.report_id)
    ), told as (
      select id, name, currency, starts, finishes, due_on, today,
             coalesce(range_agg(days) filter (where due_by is null) @> span, false) as covered,
             min(sent_on) filter (where complete) as complete_on,
             max(sent_on) filter (where due_by is null) as sent_on,
             case when bool_and(approved_on is not null) filter (where due_by is null)
                  then max(approved_on) filter (where due_by is null) end as approved_on,
             case when bool_and(distributed_on is not null) filter (where due_by is null)
                  then max(distributed_on) filter (where due_by is null) end as distributed_on,
             case when bool_and(paid_on is not null) filter (where due_by is null)
                  then max(paid_on) filter (where due_by is null) end as paid_on,
             case when coalesce(bool_and(net is not null) filter (where due_by is null and span @> lower(days)), true)
                  then coalesce(sum(net) filter (where due_by is null and span @> lower(days)), 0) end as net,
             max(answered_on - due_by) as corrected_late, min(due_by) filter (where answered_on is null) as open_by
        from mine left join paid using (run_id)
       group by id, name, currency, starts, finishes, due_on, today, span
    )
    select id || '|' || starts as key, currency,
           jsonb_build_array(name, id::text, currency, starts::text, finishes::text, due_on::text,
             case when covered then sent_on::text end, case when covered then approved_on::text end,
             case when covered then distributed_on::text end, case when covered then paid_on::text end,
             greatest(0, coalesce(complete_on, today) - due_on, corrected_late,
               case when covered then sent_on else today end - open_by)::text, net::bigint::text) as cells
      from told`,
  )
}

/** The periods that have begun until the last day asked for, and end on the first or later, of each contract in force. */
function periods({ from, until, cut }: Asked): RawBuilder<unknown> {
  const start = (number: RawBuilder<unknown>) =>
    sql`((clause ->> 'from')::date + make_interval(months => months * (${number})))::date`
  return sql`
    force as (
      select project.id, name, currency, time_zone, terms -> 'reporting' as clause, ends, ${until}::date as today,
             case terms -> 'reporting' ->> 'every'
               when 'month' then 1 when 'quarter' then 3 when 'halfYear' then 6 when 'year' then 12 end as months
        from project
       cross join lateral (select (${until}::date + 1)::timestamp at time zone time_zone as ends) as day
        join lateral (select terms from contract join contract_signature on contract_id = contract.id
                        join act on act.id = contract_signature.act_id and ${wasCommitted(cut, 'act.xid')}
                       where contract.project_id = project.id and signed_at < ends
                       order by version desc limit 1) as signed on terms ? 'reporting'
    ), due as (
      select id, name, currency, today, starts, finishes, finishes + (clause ->> 'dueDays')::int as due_on,
             daterange(starts, finishes, '[]') as span
        from force
       cross join lateral generate_series(0, greatest(0,
               (extract(year from today) - extract(year from (clause ->> 'from')::date))::int * 12 + 12) / months) as number
       cross join lateral (select ${start(sql`number`)} as starts, ${start(sql`number + 1`)} - 1 as finishes) as period
       where starts <= today and (${from}::date is null or finishes >= ${from}::date)
    )`
}

/** What was reported until then, in days of its project, and what became of it; `due_by` is set where it was sent back. */
function reports({ cut }: Asked): RawBuilder<unknown> {
  const onItsDay = (instant: string) => sql`(${sql.ref(instant)} at time zone time_zone)::date`
  return sql`
    report as (
      select report.id as report_id, report.project_id, daterange(period_start, period_end, '[]') as days,
             ${onItsDay('reported_at')} as sent_on, due_by, corrected.sent_back_id as corrects_id,
             ${onItsDay('approved_at')} as approved_on, run.run_id, run.distributed_on,
             case when report.currency <> force.currency then converted.net
                  else (select coalesce(sum(gross - deduction), 0) from revenue_line
                         where revenue_line.report_id = report.id) end as net
        from force join revenue_report as report on report.project_id = force.id
                    and reported_at < ends and ${known('report', cut)}
        left join report_send_back as back on back.report_id = report.id and sent_back_at < ends and ${known('back', cut)}
        left join report_correction as corrected on corrected.report_id = report.id
        left join report_approval as approval on approval.report_id = report.id
             and approved_at < ends and ${known('approval', cut)}
        left join report_conversion as converted on converted.report_id = approval.report_id and ${known('converted', cut)}
        left join lateral (
          select distribution.id as run_id, ${onItsDay('distributed_at')} as distributed_on
            from distribution_report as taken join distribution on distribution.id = taken.distribution_id
           where taken.report_id = report.id and distributed_at < ends and ${known('distribution', cut)}
             and not exists (select from run_reversal as reversed where reversed.distribution_id = distribution.id
                                and reversed_at < ends and ${known('reversed', cut)})) as run on true
    )`
}

/** What takes back a run, and what is kept back for it later: whoever was paid too early is paid by that when he earns again. */
const MADE_GOOD: readonly EntryKind[] = [
  ...(['runReversed', 'shortfallBooked', 'recovered'] as const),
  ...(['offsetTaken', 'offsetReturned'] as const),
]

/**
 * A query of the runs that stand and credited holders, `run_id`, with the day on which the last of that money had left,
 * `paid_on`: null while some of it is here. What left an account is taken to be the oldest that had come; a payout left
 * on the day on which the bank carried it out, unless it came back, and took what it took in the account's currency.
 */
function paidRuns({ until, cut }: Asked): RawBuilder<unknown> {
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
                            select leg.account_id, ${onDay('ended_at')}, leg.id, coalesce(conversion.amount, leg.amount)
                              from payout_leg as leg
                              left join payout_conversion as conversion on conversion.leg_id = leg.id
                              join account on account.id = leg.account_id and account.kind = 'holder'
                              join payout_leg_end as finish on finish.leg_id = leg.id and how = 'settled'
                                   and ${onDay('ended_at')} <= ${until}::date and ${known('finish', cut)}
                             where not exists (select from payout_return as back
                                                where back.leg_id = leg.id and ${onDay('returned_at')} <= ${until}::date
                                                  and ${known('back', cut)})) as gone) as moved) as told
     where run_id is not null group by run_id`
}

/** The postings of holders that `paidRuns` reads, as a query called `own`: nothing of payouts, and nothing of their returns. */
const ownPostings = (booked: RawBuilder<unknown>, { until, cut }: Asked): RawBuilder<unknown> => sql`
    select booked.* from ${booked} as booked
      join account on account.id = account_id and account.kind = 'holder'
     where what not like 'payout%' and what <> all(${MADE_GOOD}::text[])
       and not exists (select from receipt_claim
                        where what = 'receiptClaimed' and receipt_id = fact_id and purpose = 'returned')
       and not exists (select from run_reversal as back
                        where what = 'revenueDistributed' and back.distribution_id = fact_id
                          and ${onDay('reversed_at')} <= ${until}::date and ${known('back', cut)})`

const onDay = (instant: string) => sql`(${sql.ref(instant)} at time zone ${sql.lit(PLATFORM_ZONE)})::date`

const known = (table: string, cut: string | null) => sql`exists (
    select from act where act.id = ${sql.ref(`${table}.act_id`)} and ${wasCommitted(cut, 'act.xid')})`
