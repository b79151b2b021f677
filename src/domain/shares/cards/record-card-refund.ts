import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { formatAmount } from '../../money/money.ts'
import { type CardPaymentRow, cardPaymentOf } from '../../payments/cards/card-payments.ts'
import { keepName } from '../../payments/refunds/record-refund-sent.ts'
import { refundTold, type ToldRefund } from '../../payments/refunds/refunds.ts'
import { refuse as refusePayment } from '../../payments/refusals.ts'
import { lockPayment } from './lock-payment.ts'
import { takeBack } from './take-back.ts'

/** A refund as the processor tells it. Minor units. */
export type NewCardRefund = ToldRefund & { processorReference: string; amount: bigint; at: Date }

/**
 * The processor says that it gives money of a payment back. What we asked for is known, and is not asked for again; anything else somebody gave back at
 * the processor, and `takeBack` says who bears it. The same refund again changes nothing. More than was paid goes back only
 * after another refund failed, which is to be told before. Refuses CARD_PAYMENT_UNKNOWN, REFUND_ABOVE_PAYMENT.
 */
export async function recordCardRefund(
  em: EntityManager,
  told: NewCardRefund,
  now: Date,
): Promise<{ refundId: string }> {
  const locked = await lockPayment(em, await cardPaymentOf(em, told.payment))
  // Under the locks, so that one told twice at once is counted once.
  const before = await refundTold(em, told)
  if (before !== undefined) {
    await keepName(em, before, told, now)
    return { refundId: before.id }
  }
  const { processorReference, amount, at: refundedAt } = told
  const { id: cardPaymentId, currency } = locked.payment
  refuseAbove(locked.payment, amount)
  const id = newId()
  const taken = await takeBack(em, { locked, amount, entry: { kind: 'paymentRefunded', factId: id } }, now)
  const fact = { id, processorReference, cardPaymentId, amount, currency, refundedAt }
  await sqlOf(em)
    .insertInto('refund')
    .values({ ...fact, ...taken, receiptId: null, payeeId: null })
    .execute()
  return { refundId: id }
}

function refuseAbove({ amount: paid, refunded, currency }: CardPaymentRow, asked: bigint): void {
  if (asked <= paid - refunded) return
  const money = (minor: bigint) => `${formatAmount(minor, currency)} ${currency}`
  throw refusePayment.REFUND_ABOVE_PAYMENT({
    asked: money(asked),
    left: money(paid - refunded),
    paid: money(paid),
  })
}
