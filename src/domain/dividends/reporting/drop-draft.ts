import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Period } from '../revenue/check-period.ts'

/** Throws away the draft of a period, if there is one. */
export async function dropDraft(em: EntityManager, projectId: string, period: Period): Promise<void> {
  await sqlOf(em)
    .deleteFrom('reportDraft')
    .where('projectId', '=', projectId)
    .where('periodStart', '=', period.periodStart)
    .where('periodEnd', '=', period.periodEnd)
    .execute()
}
