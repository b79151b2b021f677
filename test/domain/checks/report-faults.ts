import type { Fault, Planted } from './planted-world.ts'

const reportOf = ({ film }: Planted) =>
  `(select report_id from distribution_report where distribution_id = '${film.first}')`
/** A report is sent back by this person. */
const sendBack = (report: string, approver: string) =>
  `insert into report_send_back (report_id, approver_id, sent_back_at, reason, explanation, due_by, act_id)
   select id, ${approver}, reported_at, 'other', 'x', period_end, act_id from revenue_report where id = ${report}`
const corrected = ({ song }: Planted) =>
  `(select report_id from report_correction join revenue_report on id = report_id where project_id = '${song.id}')`

const DECIDED = 'A report that was sent back was neither approved nor distributed'
const INDEPENDENT = 'Nobody sent back his own report, and no issuer that of his project'
const REVISION = 'Each further revision of a report answers the sending back of the one before'

/** What was reported, sent back and corrected. */
export const REPORT_FAULTS: readonly Fault[] = [
  [
    'a day that was reported twice',
    w =>
      `update revenue_report set period_start = '2025-03-31'
           where project_id = '${w.film.id}' and period_start = '2025-04-01'`,
    'A day of a project is reported once, but for what was sent back',
  ],
  ['a distributed report that was sent back', w => sendBack(reportOf(w), 'id'), DECIDED],
  [
    'a report sent back after its approval',
    w => sendBack(`(select id from revenue_report where project_id = '${w.song.id}' limit 1)`, 'id'),
    DECIDED,
  ],
  ['a report sent back by its reporter', w => sendBack(corrected(w), 'reporter_id'), INDEPENDENT],
  ['a report sent back by the issuer', w => sendBack(corrected(w), `'${w.song.issuer}'`), INDEPENDENT],
  [
    'a correction of nothing',
    w => `delete from report_correction where report_id = ${corrected(w)}`,
    REVISION,
  ],
  [
    'a correction that skips a revision',
    w => `update revenue_report set revision = 3 where id = ${corrected(w)}`,
    REVISION,
  ],
  [
    'a correction of another period',
    w => `update revenue_report set period_end = period_end - 1 where id = ${corrected(w)}`,
    REVISION,
  ],
  [
    'a file that was reported twice',
    w => `insert into report_evidence (report_id, project_id, file_name, sha256, time, bytes, format, lines, currency, act_id)
          select id, '${w.film.id}', 'x.csv', 'a', row_number() over (order by id), 1, 'template', 1, currency, act_id
            from revenue_report where project_id = '${w.film.id}'`,
    'A file makes one report of a project, but for what was sent back',
  ],
]
