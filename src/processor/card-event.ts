import type Stripe from 'stripe'
import { type Currency, isCurrency } from '../domain/money/currency.ts'

/** What the processor tells us, as far as it concerns us. Amounts are minor units. */
export type CardEvent =
  | { kind: 'paid'; payment: string; reference: string | null; amount: bigint; currency: Currency; at: Date }
  | { kind: 'refunded'; payment: string; total: bigint; at: Date }
  | { kind: 'disputed'; dispute: string; payment: string; amount: bigint; at: Date }
  | { kind: 'disputeWon'; dispute: string; at: Date }
  | { kind: 'paidOut'; payout: string; currency: Currency; at: Date }

/** The event of a message of Stripe; null for all that it may tell besides, and in currencies that are none of ours. */
export function cardEventOf(event: Stripe.Event): CardEvent | null {
  const at = new Date(event.created * 1000)
  switch (event.type) {
    case 'payment_intent.succeeded': {
      const { id: payment, amount_received: amount, metadata } = event.data.object
      const currency = currencyOf(event.data.object)
      const reference = metadata.reference ?? null
      return currency && { kind: 'paid', payment, reference, amount: BigInt(amount), currency, at }
    }
    case 'charge.refunded': {
      const { payment_intent: payment, amount_refunded: total } = event.data.object
      return payment === null ? null : { kind: 'refunded', payment: idOf(payment), total: BigInt(total), at }
    }
    case 'charge.dispute.created': {
      const { id: dispute, payment_intent: payment, amount, status } = event.data.object
      // An inquiry takes no money yet.
      if (payment === null || status.startsWith('warning')) return null
      return { kind: 'disputed', dispute, payment: idOf(payment), amount: BigInt(amount), at }
    }
    case 'charge.dispute.closed': {
      const { id: dispute, status } = event.data.object
      return status === 'won' ? { kind: 'disputeWon', dispute, at } : null
    }
    case 'payout.paid': {
      const currency = currencyOf(event.data.object)
      return currency && { kind: 'paidOut', payout: event.data.object.id, currency, at }
    }
    default:
      return null
  }
}

const idOf = (named: string | { id: string }) => (typeof named === 'string' ? named : named.id)

function currencyOf({ currency }: { currency: string }): Currency | null {
  const code = currency.toUpperCase()
  return isCurrency(code) ? code : null
}
