import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { Period } from '../revenue/check-period.ts'
import type { ReportLine } from '../revenue/report-lines.ts'
import { fromDraft } from './draft-lines.ts'

/** A draft that is kept; its currency is the project's where it is null. */
export type DraftRow = Period & { currency: Currency | null; lines: ReportLine[]; savedAt: Date }

/** The draft of a period, if one is kept. */
export async function draftOf(
  em: EntityManager,
  projectId: string,
  period: Period,
): Promise<DraftRow | undefined> {
  const draft = await sqlOf(em)
    .selectFrom('reportDraft')
    .select(['periodStart', 'periodEnd', 'content', 'savedAt'])
    .where('projectId', '=', projectId)
    .where('periodStart', '=', period.periodStart)
    .where('periodEnd', '=', period.periodEnd)
    .executeTakeFirst()
  if (draft === undefined) return undefined
  const { content, ...rest } = draft
  return { ...rest, currency: content.currency ?? null, lines: fromDraft(content.lines) }
}

/** The periods of which a project keeps drafts, oldest first. */
export function draftPeriods(em: EntityManager, projectId: string): Promise<Period[]> {
  return sqlOf(em)
    .selectFrom('reportDraft')
    .select(['periodStart', 'periodEnd'])
    .where('projectId', '=', projectId)
    .orderBy('periodStart')
    .execute()
}
