import type { EntityManager } from '@mikro-orm/postgresql'
import { offeringOf } from '../../offerings/offerings.ts'
import { Refusal } from '../../refusal.ts'
import { paymentsWithRest } from './paid-orders.ts'
import { refundPayment } from './refund-payment.ts'

/** What keeps one payment from going back and not the others: it did before, its payer is unknown, or its money was spent. */
const LEFT_OUT = ['REFUND_ABOVE_PAYMENT', 'REFUND_TO_NOBODY', 'REFUND_NOT_COVERED']

/**
 * Gives back all that is left of every payment of an offering whose order was withdrawn or failed, or got less than it paid.
 * What cannot go back is left out, so that doing it again gives back only what has become possible since. Refuses OFFERING_UNKNOWN.
 */
export async function refundInBulk(
  em: EntityManager,
  { offeringId }: { offeringId: string },
  now: Date,
): Promise<{ offeringId: string; refundIds: string[] }> {
  await offeringOf(em, offeringId)
  const refundIds: string[] = []
  for (const paymentId of await paymentsWithRest(em, offeringId)) {
    try {
      refundIds.push((await refundPayment(em, { paymentId, amount: null }, now)).refundId)
    } catch (error) {
      if (!(error instanceof Refusal) || !LEFT_OUT.includes(error.code)) throw error
    }
  }
  return { offeringId, refundIds }
}
