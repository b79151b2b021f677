/** What decides the state of an order. */
export type SubscriptionFacts = {
  revocableUntil: Date
  paidAt: Date | null
  /** When what was sent for it in another currency arrived; null: nothing was, or in its own. */
  heldAt: Date | null
  ended: 'withdrawn' | 'expired' | 'refunded' | 'lapsed' | 'chargedBack' | null
  allotted: boolean
  /** Until just before then it is to be reconfirmed, for its terms were revised; null: it need not be. */
  suspendedUntil: Date | null
}

/** The only place that names the states of an order. */
export const SUBSCRIPTION_STATES = [
  /** The shares are held for the investor until the payment is due. */
  'reserved',
  /** What was sent for it in another currency is kept for it until the bank has changed it. */
  'held',
  /** Paid, and it can still be withdrawn. */
  'paid',
  /** Paid, and it counts towards the goal. */
  'binding',
  /** Its terms were revised: it counts for nothing until its investor reconfirms it. */
  'suspended',
  /** The shares are in the register. */
  'allotted',
  'withdrawn',
  /** Not paid in time: the shares are free again. */
  'expired',
  /** The offering failed: the money went back to the investor's account. */
  'refunded',
  /** Not reconfirmed in time after a revision: the shares are free again, and the money went back. */
  'lapsed',
  /** The card processor took the payment back: the shares are free again. */
  'chargedBack',
] as const

export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number]

/** Reads the state off the facts. An order is revocable until just before `revocableUntil`. */
export function subscriptionState(facts: SubscriptionFacts, now: Date): SubscriptionState {
  if (facts.ended !== null) return facts.ended
  if (facts.allotted) return 'allotted'
  if (facts.suspendedUntil !== null) return 'suspended'
  if (facts.paidAt === null) return facts.heldAt === null ? 'reserved' : 'held'
  return now < facts.revocableUntil ? 'paid' : 'binding'
}
