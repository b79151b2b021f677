import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { cardPaymentOf } from '../../payments/cards/card-payments.ts'
import { keepName } from '../../payments/refunds/record-refund-sent.ts'
import { refundTold, type ToldRefund } from '../../payments/refunds/refunds.ts'
import { refuse as refusePayment } from '../../payments/refusals.ts'
import { giveBack } from './give-back.ts'
import { lockPayment } from './lock-payment.ts'

/** A refund that did not reach its card, and the processor's word for why. */
export type FailedRefund = ToldRefund & { code: string; failedAt: Date }

/**
 * A refund did not reach its card: the processor refused it, or has the money again. `giveBack` says whose it is, and the
 * payment may be given back anew. An order that it ended stays ended. The same again changes nothing; what fails before it
 * was told at all is to be told again. Refuses CARD_PAYMENT_UNKNOWN, REFUND_UNKNOWN.
 */
export async function recordRefundFailed(
  em: EntityManager,
  { code, failedAt, ...told }: FailedRefund,
  now: Date,
): Promise<{ refundId: string }> {
  const locked = await lockPayment(em, await cardPaymentOf(em, told.payment))
  const refund = await refundTold(em, told)
  const reference = told.processorReference ?? told.refundId ?? ''
  if (refund === undefined) throw refusePayment.REFUND_UNKNOWN({ reference, payment: told.payment })
  const { id: refundId, amount, failedAt: failedBefore } = refund
  if (failedBefore !== null) return { refundId }
  await keepName(em, refund, told, now)
  const entry = { kind: 'refundFailed' as const, factId: refundId }
  const given = await giveBack(em, { locked, amount, entry }, now)
  await sqlOf(em)
    .insertInto('cardRefundFailure')
    .values({ refundId, code, ...given, failedAt })
    .execute()
  return { refundId }
}
