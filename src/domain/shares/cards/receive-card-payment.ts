import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { type CardIntentRow, cardIntentNamed, cardPaymentOf } from '../../payments/cards/card-payments.ts'
import { type NewCardPayment, recordCardPayment } from '../../payments/cards/record-card-payment.ts'
import type { SuspenseReason } from '../../payments/receipt.ts'
import { subscriberAccount } from '../shares-accounts.ts'
import { type SubscriptionRow, subscriptionOf, subscriptionsByReference } from '../subscriptions.ts'

/** A card was charged, as the processor says. */
export type ReceivedCardPayment = {
  processorReference: string
  /** The reference of an order that stands beside it, for people. */
  reference: string | null
  amount: bigint
  currency: Currency
  paidAt: Date
}

/**
 * A card payment arrived. When it is what the investor was shown for his order, and in time, the order is paid; otherwise
 * the money lies in suspense with the reason. Either way it is in the books. The same payment again changes nothing.
 */
export async function receiveCardPayment(
  em: EntityManager,
  { reference, ...payment }: ReceivedCardPayment,
  now: Date,
): Promise<{ cardPaymentId: string }> {
  const { processorReference } = payment
  const intent = await cardIntentNamed(em, processorReference)
  const order = intent === undefined ? undefined : await lockedOrder(em, intent.subscriptionId)
  const reason = intent === undefined || order === undefined ? 'NO_ORDER' : whyNot(order, intent, payment)
  const meant = reference === null ? [] : await subscriptionsByReference(em, [reference])
  const pays: NewCardPayment['pays'] =
    reason === null && order !== undefined
      ? { account: subscriberAccount(order) }
      : { reason: reason ?? 'NO_ORDER', targetId: order?.id ?? meant[0]?.id ?? null }
  const made = await recordCardPayment(em, { ...payment, intentId: intent?.id ?? null, pays }, now)
  if (made === null) return { cardPaymentId: (await cardPaymentOf(em, processorReference)).id }
  if (reason === null && order !== undefined) {
    await sqlOf(em)
      .insertInto('subscriptionPayment')
      .values({ subscriptionId: order.id, receiptId: null, cardPaymentId: made, paidAt: payment.paidAt })
      .execute()
  }
  return { cardPaymentId: made }
}

async function lockedOrder(em: EntityManager, subscriptionId: string): Promise<SubscriptionRow> {
  const { offeringId } = await subscriptionOf(em, subscriptionId)
  await lockOffering(em, offeringId)
  return subscriptionOf(em, subscriptionId)
}

function whyNot(
  order: SubscriptionRow,
  intent: CardIntentRow,
  payment: Pick<ReceivedCardPayment, 'amount' | 'currency' | 'paidAt'>,
): SuspenseReason | null {
  if (order.ended !== null) return 'ORDER_ENDED'
  if (order.paidAt !== null || order.heldAt !== null) return 'ALREADY_PAID'
  if (payment.paidAt >= order.paymentDueAt) return 'LATE'
  if (payment.currency !== order.currency) return 'WRONG_CURRENCY'
  const asked = intent.bearer === 'investor' ? intent.amount + intent.cost : intent.amount
  return payment.amount === asked ? null : 'WRONG_AMOUNT'
}
