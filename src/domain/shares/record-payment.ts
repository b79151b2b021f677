import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'
import { formatAmount } from '../money/money.ts'
import { lockOffering } from '../offerings/lock-offering.ts'
import type { SuspenseReason } from '../payments/receipt.ts'
import { type ReceiptRow, receiptOf } from '../payments/receipts.ts'
import { claimReceipt, type NewReceipt, recordReceipt } from '../payments/record-receipt.ts'
import { meantBy } from '../payments/reference.ts'
import { refuse as refusePayment } from '../payments/refusals.ts'
import { keepHeld } from './currencies/keep-held.ts'
import { quoteIn } from './currencies/quotes.ts'
import { refuse } from './refusals.ts'
import { subscriberAccount } from './shares-accounts.ts'
import { type SubscriptionRow, subscriptionMeant, subscriptionOf } from './subscriptions.ts'

/**
 * Finance records money that arrived. Its reference names the order; when it pays that order in full and in time
 * the order is paid, otherwise the money lies in suspense with the reason. Either way it is in the books: money
 * that arrived cannot be refused. Refuses only what `recordReceipt` refuses.
 */
export async function recordPayment(
  em: EntityManager,
  input: NewReceipt,
  now: Date,
): Promise<{ receiptId: string }> {
  const { receiptId } = await recordReceipt(em, input, now)
  const receipt = await receiptOf(em, receiptId)
  if (receipt.purpose !== null || receipt.heldForId !== null) return { receiptId }
  const order = await subscriptionMeant(em, meantBy({ text: input.remittance }))
  const reason = order === undefined ? 'NO_ORDER' : await payOrder(em, order.id, receipt, now)
  if (reason !== null) {
    await sqlOf(em)
      .insertInto('suspenseNote')
      .values({ receiptId, reason, targetId: order?.id ?? null })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  return { receiptId }
}

/**
 * Finance claims money from suspense for an order, when the payer's reference was wrong.
 * Refuses RECEIPT_UNKNOWN, RECEIPT_CLAIMED, RECEIPT_HELD, SUBSCRIPTION_UNKNOWN, PAYMENT_NOT_CLAIMABLE.
 */
export async function claimPayment(
  em: EntityManager,
  input: { receiptId: string; subscriptionId: string },
  now: Date,
): Promise<{ receiptId: string }> {
  const { receiptId } = input
  const receipt = await receiptOf(em, receiptId)
  if (receipt.purpose !== null) throw refusePayment.RECEIPT_CLAIMED(receipt)
  const order = await subscriptionOf(em, input.subscriptionId)
  const reason = await payOrder(em, order.id, receipt, now)
  if (reason !== null && reason !== 'AWAITS_CHANGE') {
    const money = ({ amount, currency }: { amount: bigint; currency: string }) =>
      `${formatAmount(amount, currency as Currency)} ${currency}`
    throw refuse.PAYMENT_NOT_CLAIMABLE({ reason, paid: money(receipt), due: money(order) })
  }
  return { receiptId }
}

/** Of a receipt, what decides whether it pays an order. */
export type ArrivedMoney = Pick<ReceiptRow, 'id' | 'amount' | 'currency' | 'receivedAt'>

/**
 * Pays an order from a receipt, or says why the receipt does not pay it. What was quoted in another currency is kept for the
 * order: the bank's change of it will pay it. Refuses SUBSCRIPTION_UNKNOWN, RECEIPT_CLAIMED, RECEIPT_HELD.
 */
export async function payOrder(
  em: EntityManager,
  subscriptionId: string,
  receipt: ArrivedMoney,
  now: Date,
): Promise<SuspenseReason | null> {
  const { offeringId } = await subscriptionOf(em, subscriptionId)
  await lockOffering(em, offeringId)
  const order = await subscriptionOf(em, subscriptionId)
  const reason = await whyNotPaying(em, order, receipt)
  if (reason !== null) return reason
  if (receipt.currency !== order.currency) {
    await keepHeld(em, order.id, receipt)
    return 'AWAITS_CHANGE'
  }
  const account = subscriberAccount(order)
  await claimReceipt(em, { receiptId: receipt.id, purpose: 'subscription', targetId: order.id, account }, now)
  await sqlOf(em)
    .insertInto('subscriptionPayment')
    .values({ subscriptionId, receiptId: receipt.id, cardPaymentId: null, paidAt: receipt.receivedAt })
    .execute()
  return null
}

async function whyNotPaying(
  em: EntityManager,
  order: SubscriptionRow,
  receipt: ArrivedMoney,
): Promise<SuspenseReason | null> {
  if (order.ended !== null) return 'ORDER_ENDED'
  if (order.paidAt !== null || order.heldAt !== null) return 'ALREADY_PAID'
  if (receipt.receivedAt >= order.paymentDueAt) return 'LATE'
  const due = receipt.currency === order.currency ? order : await quoteIn(em, order.id, receipt.currency)
  if (due === undefined) return 'WRONG_CURRENCY'
  return receipt.amount === due.amount ? null : 'WRONG_AMOUNT'
}
