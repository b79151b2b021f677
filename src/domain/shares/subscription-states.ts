/** What decides the state of an order. */
export type SubscriptionFacts = {
  revocableUntil: Date
  paidAt: Date | null
  ended: 'withdrawn' | 'expired' | 'refunded' | null
  allotted: boolean
}

export type SubscriptionState = keyof typeof SUBSCRIPTION_MOVES

/** Which state may follow which: the only place that names the states of an order. */
export const SUBSCRIPTION_MOVES = {
  /** The shares are held for the investor until the payment is due. */
  reserved: ['paid', 'binding', 'withdrawn', 'expired'],
  /** Paid, and it can still be withdrawn. */
  paid: ['binding', 'withdrawn'],
  /** Paid, and it counts towards the goal. */
  binding: ['allotted', 'refunded'],
  /** The shares are in the register. */
  allotted: [],
  withdrawn: [],
  /** Not paid in time: the shares are free again. */
  expired: [],
  /** The offering failed: the money went back to the investor's account. */
  refunded: [],
} as const

/** Reads the state off the facts. An order is revocable until just before `revocableUntil`. */
export function subscriptionState(facts: SubscriptionFacts, now: Date): SubscriptionState {
  if (facts.ended !== null) return facts.ended
  if (facts.allotted) return 'allotted'
  if (facts.paidAt === null) return 'reserved'
  return now < facts.revocableUntil ? 'paid' : 'binding'
}
