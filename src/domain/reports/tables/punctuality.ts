import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { wasCommitted } from '../../../database/sql-cut.ts'
import { ownPostings, paidRuns } from './paid-out.ts'
import type { Asked } from './report-kinds.ts'
import { bookedTable, type Table } from './table.ts'

/**
 * Each period that a contract in force asks a report for, and the days on which all of it was reported, approved,
 * distributed and paid out. Days late are those of the project's calendar: the longest delay of the report, and of each
 * correction after the day named for it. A report's revenue stands with the period in which it begins.
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
             coalesce(sum(net) filter (where due_by is null and span @> lower(days)), 0) as net,
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
  const known = (table: string) => sql`exists (
    select from act where act.id = ${sql.ref(`${table}.act_id`)} and ${wasCommitted(cut, 'act.xid')})`
  const onDay = (instant: string) => sql`(${sql.ref(instant)} at time zone time_zone)::date`
  return sql`
    report as (
      select report.id as report_id, report.project_id, daterange(period_start, period_end, '[]') as days,
             ${onDay('reported_at')} as sent_on, due_by, corrected.sent_back_id as corrects_id,
             ${onDay('approved_at')} as approved_on, run.run_id, run.distributed_on,
             coalesce(converted.net, (select sum(gross - deduction) from revenue_line
                                       where revenue_line.report_id = report.id)) as net
        from force join revenue_report as report on report.project_id = force.id
                    and reported_at < ends and ${known('report')}
        left join report_send_back as back on back.report_id = report.id and sent_back_at < ends and ${known('back')}
        left join report_correction as corrected on corrected.report_id = report.id
        left join report_approval as approval on approval.report_id = report.id
             and approved_at < ends and ${known('approval')}
        left join report_conversion as converted on converted.report_id = report.id and ${known('converted')}
        left join lateral (
          select distribution.id as run_id, ${onDay('distributed_at')} as distributed_on
            from distribution_report as taken join distribution on distribution.id = taken.distribution_id
           where taken.report_id = report.id and distributed_at < ends and ${known('distribution')}
             and not exists (select from run_reversal as reversed where reversed.distribution_id = distribution.id
                                and reversed_at < ends and ${known('reversed')})) as run on true
    )`
}
