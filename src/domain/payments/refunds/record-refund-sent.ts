import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { FoundRefund, ToldRefund } from './refunds.ts'

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

/** The same for one that the processor tells of under a name, when its answer to us was lost. */
export async function keepName(
  em: EntityManager,
  { id: refundId, named }: FoundRefund,
  { processorReference }: ToldRefund,
  now: Date,
): Promise<void> {
  if (named === null && processorReference !== null) {
    await recordRefundSent(em, { refundId, processorReference }, now)
  }
}
