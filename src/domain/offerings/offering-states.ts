/** What decides the state of an offering. */
export type OfferingFacts = {
  publishedAt: Date | null
  opensAt: Date
  closesAt: Date
  outcome: 'funded' | 'failed' | null
}

export type OfferingState = keyof typeof OFFERING_MOVES

/** Which state may follow which: the only place that names the states of an offering. */
export const OFFERING_MOVES = {
  /** Proposed; seen by staff and issuer only. */
  draft: ['scheduled', 'open', 'closing'],
  /** Published, not open yet. */
  scheduled: ['open'],
  /** Orders are taken, from `opensAt` until just before `closesAt`. */
  open: ['closing'],
  /** No more orders; it is decided when the last one can no longer be withdrawn. */
  closing: ['funded', 'failed'],
  /** The goal was met: shares are allotted, the money is released. */
  funded: [],
  /** The goal was missed: all money went back. */
  failed: [],
} as const

/** Reads the state off the facts. Open is half-open: from `opensAt`, refused at `closesAt`. */
export function offeringState(facts: OfferingFacts, now: Date): OfferingState {
  if (facts.outcome !== null) return facts.outcome
  if (facts.publishedAt === null) return 'draft'
  if (now < facts.opensAt) return 'scheduled'
  return now < facts.closesAt ? 'open' : 'closing'
}
