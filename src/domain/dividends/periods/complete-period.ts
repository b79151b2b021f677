import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** Notes that every holder of a period has his paper, so that its holders are not looked through again at every tick. */
export async function completePeriod(
  em: EntityManager,
  { periodId }: { periodId: string },
  now: Date,
): Promise<{ periodId: string }> {
  await sqlOf(em)
    .insertInto('periodCompletion')
    .values({ periodId, completedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { periodId }
}
