import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** The processor gives money back to a card, as it was asked to. The same again changes nothing. */
export async function recordRefundSent(
  em: EntityManager,
  sent: { refundId: string; processorReference: string },
  now: Date,
): Promise<{ refundId: string }> {
  await sqlOf(em)
    .insertInto('cardRefundSent')
    .values({ ...sent, sentAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { refundId: sent.refundId }
}
