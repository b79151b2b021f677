/** What decides the state of an order. */
export type SubscriptionFacts = {
  revocableUntil: Date
  paidAt: Date | null
  ended: 'withdrawn' | 'expired' | 'refunded' | null
  allotted: boolean
}

/** The only place that names the states of an order. */
export const SUBSCRIPTION_STATES = [
  /** The shares are held for the investor until the payment is due. */
  'reserved',
  /** Paid, and it can still be withdrawn. */
  'paid',
  /** Paid, and it counts towards the goal. */
  'binding',
  /** The shares are in the register. */
  'allotted',
  'withdrawn',
  /** Not paid in time: the shares are free again. */
  'expired',
  /** The offering failed: the money went back to the investor's account. */
  'refunded',
] as const

export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number]

/** Reads the state off the facts. An order is revocable until just before `revocableUntil`. */
export function subscriptionState(facts: SubscriptionFacts, now: Date): SubscriptionState {
  if (facts.ended !== null) return facts.ended
  if (facts.allotted) return 'allotted'
  if (facts.paidAt === null) return 'reserved'
  return now < facts.revocableUntil ? 'paid' : 'binding'
}
