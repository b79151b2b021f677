import { PLATFORM_ZONE } from '../time/calendar.ts'
import type { Check } from './check.ts'

/** The runs as a whole: what they took, under which contract, for which day, with whose leave. */
export const DISTRIBUTION_CHECKS: readonly Check[] = [
  {
    name: 'A run distributed exactly the net of its reports and adjustments',
    query: `select run.id, run.amount, reported, adjusted from distribution as run
              left join (select distribution_id, sum(gross - deduction) as reported from distribution_report
                           join recomputed.counted_lines() using (report_id) group by 1) as report on report.distribution_id = run.id
              left join (select taken.distribution_id, sum(adjustment.amount) as adjusted
                           from distribution_adjustment as taken join adjustment on adjustment.id = adjustment_id
                          group by 1) as besides on besides.distribution_id = run.id
             where run.amount is distinct from coalesce(reported + coalesce(adjusted, 0), adjusted)`,
  },
  {
    name: 'The reports of a run are of its own project and in its currency, and approved',
    query: `select report.id from distribution_report as taken
              join distribution as run on run.id = distribution_id
              join project on project.id = run.project_id
              join revenue_report as report on report.id = report_id
              left join report_approval as approval on approval.report_id = report.id
              left join report_conversion as conversion on conversion.report_id = report.id
             where report.project_id <> run.project_id
                or coalesce(conversion.currency, report.currency) <> project.currency
                or approval.report_id is null`,
  },
  {
    name: 'The runs of a project are numbered without a gap, and each starts from the latest that stood',
    query: `select run.id, number, place, previous_id, before from (
              select *, row_number() over (partition by project_id order by number) as place from distribution) as run
              left join lateral (
                select earlier.id as before from distribution as earlier
                  left join run_reversal as back on back.distribution_id = earlier.id and after_number < run.number
                 where earlier.project_id = run.project_id and earlier.number < run.number and back.request_id is null
                 order by earlier.number desc limit 1) as stood on true
             where number <> place or previous_id is distinct from before`,
  },
  {
    name: 'A run follows a signed contract of its own project',
    query: `select run.id from distribution as run
              join contract on contract.id = contract_id
              left join contract_signature as signature on signature.contract_id = contract.id
             where contract.project_id <> run.project_id or signature.contract_id is null`,
  },
  {
    name: 'A run has the record date its contract says, and is paid on the day it was made',
    query: `select run.id, record_date, latest, paid_on from distribution as run
              join project on project.id = run.project_id
              join (select run.id, max(case terms ->> 'recordDate' when 'periodEnd' then period_end
                                       else (approved_at at time zone time_zone)::date end) as latest
                      from distribution as run
                      join project on project.id = run.project_id
                      join contract on contract.id = contract_id
                      join distribution_report as taken on taken.distribution_id = run.id
                      join revenue_report as report on report.id = taken.report_id
                      join report_approval as approval on approval.report_id = report.id
                     group by run.id) as said on said.id = run.id
             where record_date <> latest or paid_on <> (distributed_at at time zone '${PLATFORM_ZONE}')::date`,
  },
  {
    name: 'Nobody approved his own report, and no issuer that of his project',
    query: `select report_id from report_approval join revenue_report as report on report.id = report_id
              join project on project.id = project_id
             where approver_id in (reporter_id, issuer_id)`,
  },
  {
    name: 'A run was signed for its day, or is within what its contract lets run unsigned',
    query: `select run.id, run.amount, terms ->> 'unsignedUpTo' as unsigned_up_to, signed.paid_on from distribution as run
              join contract on contract.id = contract_id
              left join distribution_approval as signed on signed.id = approval_id
             where case when approval_id is null
                        then run.amount > coalesce(
                               (recomputed.minor_units(terms ->> 'unsignedUpTo', terms ->> 'currency')).num, -1)
                        else signed.project_id is distinct from run.project_id
                          or signed.paid_on <> run.paid_on or signed.approved_at > distributed_at end`,
  },
  {
    name: 'Nobody signed a run over his own report, and no issuer that of his project',
    query: `select signed.id from distribution_approval as signed
              join distribution as run on approval_id = signed.id join project on project.id = run.project_id
              join distribution_report as taken on taken.distribution_id = run.id
              join revenue_report as report on report.id = taken.report_id
             where signed.approver_id in (reporter_id, issuer_id)`,
  },
  {
    name: 'Every holder of a distribution whose papers are complete has one',
    query: `select line.distribution_id, line.holder_id from statement_completion
              join dividend as line using (distribution_id)
              left join statement on statement.distribution_id = line.distribution_id
                   and statement.holder_id = line.holder_id
             where statement.id is null`,
  },
]
