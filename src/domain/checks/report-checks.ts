import type { Check } from './check.ts'

/** The reports: each decided on once, by somebody independent; days and files reported once. */
export const REPORT_CHECKS: readonly Check[] = [
  {
    name: 'A day of a project is reported once, but for what was sent back',
    query: `select id, project_id, period_start from (
              select report.id, project_id, period_start,
                     max(period_end) over (partition by project_id order by period_start, report.id
                                           rows between unbounded preceding and 1 preceding) as reported
                from revenue_report as report
               where not exists (select from report_send_back where report_id = report.id)) as report
             where period_start <= reported`,
  },
  {
    name: 'A report that was sent back was neither approved nor distributed',
    query: `select report_id from report_send_back
             where exists (select from report_approval as approval
                            where approval.report_id = report_send_back.report_id)
                or exists (select from distribution_report as taken
                            where taken.report_id = report_send_back.report_id)`,
  },
  {
    name: 'Nobody sent back his own report, and no issuer that of his project',
    query: `select report_id from report_send_back join revenue_report as report on report.id = report_id
              join project on project.id = project_id
             where approver_id in (reporter_id, issuer_id)`,
  },
  {
    name: 'Each further revision of a report answers the sending back of the one before',
    query: `select report.id, report.revision from revenue_report as report
              left join report_correction as correction on correction.report_id = report.id
              left join revenue_report as corrected on corrected.id = correction.sent_back_id
             where (report.revision = 1) <> (corrected.id is null)
                or report.revision <> corrected.revision + 1
                or (report.project_id, report.period_start, report.period_end)
                   is distinct from (corrected.project_id, corrected.period_start, corrected.period_end)
                   and corrected.id is not null`,
  },
  {
    name: 'A file makes one report of a project, but for what was sent back',
    query: `select project_id, sha256, count(*) from report_evidence as evidence
             where not exists (select from report_send_back where report_id = evidence.report_id)
             group by project_id, sha256 having count(*) > 1`,
  },
]
