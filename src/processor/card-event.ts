import type Stripe from 'stripe'
import { type Currency, isCurrency } from '../domain/money/currency.ts'

/** What the processor tells us, as far as it concerns us. Amounts are minor units. */
export type CardEvent =
  | { kind: 'paid'; payment: string; reference: string | null; amount: bigint; currency: Currency; at: Date }
  | ({ kind: 'refunded'; amount: bigint; at: Date } & Refund)
  | ({ kind: 'refundFailed'; code: string; at: Date } & Refund)
  | { kind: 'disputed'; dispute: string; payment: string; amount: bigint; at: Date }
  | { kind: 'disputeWon'; dispute: string; at: Date }
  | { kind: 'paidOut'; payout: string; currency: Currency; at: Date }

/** A refund under the processor's name, and our id of it if we asked for it. */
type Refund = { payment: string; refund: string; ours: string | null }

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
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return refundOf(event.data.object, at)
    case 'charge.dispute.created':
      // An inquiry takes no money yet, and what the processor prevented never does: else it tells `funds_withdrawn`.
      return /^(warning|prevented)/.test(event.data.object.status) ? null : disputeOf(event.data.object, at)
    case 'charge.dispute.funds_withdrawn':
      return disputeOf(event.data.object, at)
    case 'charge.dispute.funds_reinstated':
      return { kind: 'disputeWon', dispute: event.data.object.id, at }
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

/** A refund as it stands: those that failed have their money back with us. */
function refundOf(told: Stripe.Refund, at: Date): CardEvent | null {
  const { id: refund, payment_intent: payment, amount, status, failure_reason: code, metadata } = told
  if (payment === null) return null
  const named = { payment: idOf(payment), refund, ours: metadata?.refund ?? null }
  if (status !== 'failed' && status !== 'canceled')
    return { kind: 'refunded', ...named, amount: BigInt(amount), at }
  return { kind: 'refundFailed', ...named, code: code ?? status, at }
}

function disputeOf(
  { id: dispute, payment_intent: payment, amount }: Stripe.Dispute,
  at: Date,
): CardEvent | null {
  return payment === null
    ? null
    : { kind: 'disputed', dispute, payment: idOf(payment), amount: BigInt(amount), at }
}

const idOf = (named: string | { id: string }) => (typeof named === 'string' ? named : named.id)

function currencyOf({ currency }: { currency: string }): Currency | null {
  const code = currency.toUpperCase()
  return isCurrency(code) ? code : null
}
