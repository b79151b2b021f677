import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** Ends a mandate now. Ending it again changes nothing. */
export async function endMandate(
  em: EntityManager,
  input: { mandateId: string },
  now: Date,
): Promise<{ mandateId: string }> {
  await sqlOf(em)
    .insertInto('mandateEnd')
    .values({ mandateId: input.mandateId, endedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { mandateId: input.mandateId }
}
