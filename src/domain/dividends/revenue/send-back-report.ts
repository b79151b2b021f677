import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { TEXTS } from '../../parties/messages/texts.ts'
import { writeMessage } from '../../parties/messages/write-message.ts'
import { within } from '../../refusal.ts'
import { dayOf, parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { readersOf } from '../reminders/reminders.ts'
import { refuseDecided } from '../reporting/report-state.ts'
import { readExplanation } from './explanation.ts'
import { refuseUnlessIndependent } from './independent.ts'
import { linesOf, type ReportRow, reportOf } from './reports.ts'
import type { SendBackReason } from './revenue-report.ts'

export type SendBack = {
  reportId: string
  approverId: string
  reason: SendBackReason
  explanation: string
  /** Counted from 1; null: the whole report. */
  line: number | null
  /** Last day for the correction, in the project's zone. */
  dueBy: string
}

/**
 * An approver sends a report back that he does not confirm: about which line, why, and by when it is to be corrected. The
 * issuer's people get a mail. From then on its days are not reported; a report for the same period is its next revision.
 * Who may is who may approve.
 * Refuses REPORT_UNKNOWN, REPORT_APPROVED, REPORT_SENT_BACK, REPORT_LINE_UNKNOWN, CORRECTION_DUE_BEFORE_TODAY,
 * EXPLANATION_MALFORMED, DATE_MALFORMED, and what `refuseUnlessIndependent` refuses.
 */
export async function sendBackReport(
  em: EntityManager,
  input: SendBack,
  now: Date,
): Promise<{ reportId: string }> {
  const { reportId, approverId, line, reason } = input
  const { projectId } = await reportOf(em, reportId)
  const project = await lockProject(em, projectId)
  const report = await reportOf(em, reportId)
  refuseDecided(report)
  await refuseUnlessIndependent(em, { report, project, approverId }, now)
  const explanation = readExplanation(input.explanation)
  const dueBy = within('dueBy', () => parseDay(input.dueBy))
  const today = dayOf(now, project.timeZone)
  if (dueBy < today) throw refuse.CORRECTION_DUE_BEFORE_TODAY({ dueBy, today })
  if (line !== null) await refuseUnlessLine(em, reportId, line)
  await sqlOf(em)
    .insertInto('reportSendBack')
    .values({ reportId, approverId, sentBackAt: now, reason, explanation, line, dueBy })
    .execute()
  await tellIssuer(em, { project, report, dueOn: dueBy }, now)
  return { reportId }
}

type News = { project: ProjectRow; report: ReportRow; dueOn: string }

async function tellIssuer(em: EntityManager, { project, report, dueOn }: News, now: Date): Promise<void> {
  const facts = { project: project.name, from: report.periodStart, to: report.periodEnd, dueOn }
  for (const { address, language } of await readersOf(em, project, 'issuer', now)) {
    await writeMessage(em, { address, ...TEXTS[language].correctionDue(facts) }, now)
  }
}

async function refuseUnlessLine(em: EntityManager, reportId: string, line: number): Promise<void> {
  const lines = (await linesOf(em, [reportId])).length
  if (line < 1 || line > lines) throw refuse.REPORT_LINE_UNKNOWN({ line, lines })
}
