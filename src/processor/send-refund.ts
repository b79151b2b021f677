import Stripe from 'stripe'
import type { UnsentRefund } from '../domain/payments/refunds/refunds.ts'

/** The processor's name for a refund that it gives, or its code for why it never will. */
export type RefundAnswer = { named: string } | { refused: string }

/** Refusals that pass by themselves: money comes in, or another request ends. */
const PASSING = ['balance_insufficient', 'insufficient_funds', 'lock_timeout']

/**
 * Asks the processor for a refund, once however often. What it refuses for good is answered with its code; what may pass, such
 * as a fault of its own, of the network or of our key, is thrown. What is there already is asked first: the answer to an earlier
 * request may have been lost, and the processor forgets keys after a day.
 */
export async function sendRefund(
  stripe: Stripe,
  { id, payment, amount }: UnsentRefund,
): Promise<RefundAnswer> {
  const known = await askedBefore(stripe, id, payment)
  if (known !== undefined) return { named: known }
  try {
    // Our id comes back with all that the processor tells of it, also when its answer does not.
    const refund = { payment_intent: payment, amount: Number(amount), metadata: { refund: id } }
    return { named: (await stripe.refunds.create(refund, { idempotencyKey: `refund-${id}` })).id }
  } catch (error) {
    const refused = refusedForGood(error)
    if (refused === null) throw error
    return { refused }
  }
}

function refusedForGood(error: unknown): string | null {
  const { StripeInvalidRequestError, StripeCardError } = Stripe.errors
  if (!(error instanceof StripeInvalidRequestError || error instanceof StripeCardError)) return null
  const code = error.code ?? error.rawType ?? null
  return code === null || PASSING.includes(code) ? null : code
}

async function askedBefore(stripe: Stripe, id: string, payment: string): Promise<string | undefined> {
  for await (const each of stripe.refunds.list({ payment_intent: payment, limit: 100 })) {
    if (each.metadata?.refund === id) return each.id
  }
  return undefined
}
