import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { readUnreported } from '../revenue/check-period.ts'
import { currencyOf, type RevenueLineInput, readLines } from '../revenue/read-lines.ts'
import { refuseTooLong } from '../revenue/report-lines.ts'
import { toDraft } from './draft-lines.ts'

/** A draft: its period may last on, and it may have no line yet. */
export type NewDraft = {
  projectId: string
  periodStart: string
  periodEnd: string
  lines: RevenueLineInput[]
  savedById: string
}

/**
 * Keeps the draft of a period in the place of the one before. It is no fact: nobody approves or distributes it.
 * Refuses PROJECT_UNKNOWN, REPORT_TOO_LONG, CURRENCY_UNKNOWN, and what `readUnreported` and `readLines` refuse.
 */
export async function saveDraft(
  em: EntityManager,
  input: NewDraft,
  now: Date,
): Promise<{ projectId: string; periodStart: string; periodEnd: string }> {
  const project = await lockProject(em, input.projectId)
  const period = await readUnreported(em, project, input)
  refuseTooLong(input.lines)
  const currency = currencyOf(input.lines) ?? project.currency
  const content = { currency, lines: toDraft(readLines(input.lines, currency)) }
  const kept = { content, savedById: input.savedById, savedAt: now }
  await sqlOf(em)
    .insertInto('reportDraft')
    .values({ projectId: project.id, ...period, ...kept })
    .onConflict(conflict => conflict.columns(['projectId', 'periodStart', 'periodEnd']).doUpdateSet(kept))
    .execute()
  return { projectId: project.id, ...period }
}
