import type { EntityManager } from '@mikro-orm/postgresql'
import { lockProject } from '../../offerings/lock-project.ts'
import { refuse } from '../refusals.ts'
import { checkPeriod } from '../revenue/check-period.ts'
import { writeReport } from '../revenue/write-report.ts'
import { draftOf } from './drafts.ts'

/**
 * The draft of a period becomes its report, as it is kept; the draft goes.
 * Refuses PROJECT_UNKNOWN, DRAFT_UNKNOWN, and what `checkPeriod` and `writeReport` refuse.
 */
export async function sendDraft(
  em: EntityManager,
  input: { projectId: string; periodStart: string; periodEnd: string; reporterId: string },
  now: Date,
): Promise<{ reportId: string }> {
  const project = await lockProject(em, input.projectId)
  const period = await checkPeriod(em, project, input, now)
  const draft = await draftOf(em, project.id, period)
  if (draft === undefined) throw refuse.DRAFT_UNKNOWN({ from: period.periodStart, to: period.periodEnd })
  const currency = draft.currency ?? project.currency
  const { reporterId } = input
  return writeReport(em, project, { ...period, lines: draft.lines, reporterId, currency }, now)
}
