import Stripe from 'stripe'
import type { UnsentRefund } from '../domain/payments/refunds/refunds.ts'
import { refuse } from '../domain/payments/refusals.ts'
import type { CardOrder } from '../domain/shares/cards/card-order.ts'
import { type CardEvent, cardEventOf } from './card-event.ts'
import { type RefundAnswer, sendRefund } from './send-refund.ts'

/** What the operator got from the processor: the secret key, the secret of its messages, the key for browsers. */
export type ProcessorKeys = { secretKey: string; webhookSecret: string; publishableKey: string | null }

/** A payment that waits for its payer: the processor's name for it, and what his browser needs to go on. */
export type OpenPayment = { named: string; clientSecret: string }

/** The card processor, Stripe: every call to it over the network is here. Amounts are minor units. */
export type Processor = {
  publishableKey: string | null
  /** Asks for a payment, or finds the one under this name again. Refuses CARD_PROCESSOR_FAILED. */
  openPayment(order: CardOrder, known: string | undefined): Promise<OpenPayment>
  /** Asks for a refund, once however often: its name, or why it is refused for good. Throws when it does not get through. */
  sendRefund(refund: UnsentRefund): Promise<RefundAnswer>
  /** What arrived by a payout, and what the processor kept of the payments in it. */
  settlementOf(payout: string): Promise<{ net: bigint; fee: bigint }>
  /** Reads a message as it came, byte by byte. Throws when its signature is wrong or too old; null: none of ours. */
  readEvent(body: Buffer, signature: string, now: Date): CardEvent | null
}

/** How old a message may be, in seconds, before it counts as one that somebody kept and sends again. */
const TOLERANCE = 300

/** Opens the processor with its own library. `options`: where it is reached, when not at Stripe's own address. */
export function openProcessor(keys: ProcessorKeys, options: Stripe.StripeConfig = {}): Processor {
  const stripe = new Stripe(keys.secretKey, {
    maxNetworkRetries: 2,
    timeout: 10_000,
    telemetry: false,
    ...options,
  })
  return {
    publishableKey: keys.publishableKey,
    openPayment: (order, known) => openPayment(stripe, order, known).catch(failed),
    sendRefund: refund => sendRefund(stripe, refund),
    settlementOf: payout => settlementOf(stripe, payout),
    readEvent: (body, signature, now) => {
      const { webhookSecret: secret } = keys
      return cardEventOf(
        stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE, undefined, now.getTime()),
      )
    },
  }
}

/** What went wrong there may name keys and addresses: it is not told. */
function failed(): never {
  throw refuse.CARD_PROCESSOR_FAILED({})
}

async function openPayment(
  stripe: Stripe,
  order: CardOrder,
  known: string | undefined,
): Promise<OpenPayment> {
  const { subscriptionId, total, currency, reference } = order
  const intent =
    known === undefined
      ? await stripe.paymentIntents.create(
          {
            amount: Number(total),
            currency: currency.toLowerCase(),
            allowed_payment_method_types: ['card'],
            // Who pays for what is nobody's business there: our reference finds the order.
            metadata: { reference },
          },
          { idempotencyKey: `order-${subscriptionId}-${total}` },
        )
      : await stripe.paymentIntents.retrieve(known)
  return { named: intent.id, clientSecret: intent.client_secret ?? '' }
}

async function settlementOf(stripe: Stripe, payout: string): Promise<{ net: bigint; fee: bigint }> {
  let [net, fee] = [0n, 0n]
  for await (const moved of stripe.balanceTransactions.list({ payout, limit: 100 })) {
    // The payout itself stands among what it pays out.
    if (moved.type === 'payout') continue
    net += BigInt(moved.net)
    fee += BigInt(moved.fee)
  }
  return { net, fee }
}
