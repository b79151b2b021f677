/** What decides the state of an offering. */
export type OfferingFacts = {
  publishedAt: Date | null
  opensAt: Date
  closesAt: Date
  outcome: 'funded' | 'failed' | null
}

/** The only place that names the states of an offering. */
export const OFFERING_STATES = [
  /** Proposed; seen by staff and issuer only. */
  'draft',
  /** Published, not open yet. */
  'scheduled',
  /** Orders are taken, from `opensAt` until just before `closesAt`. */
  'open',
  /** No more orders; it is decided when the last one can no longer be withdrawn. */
  'closing',
  /** The goal was met: shares are allotted, the money is released. */
  'funded',
  /** The goal was missed: all money went back. */
  'failed',
] as const

export type OfferingState = (typeof OFFERING_STATES)[number]

/** Reads the state off the facts. Open is half-open: from `opensAt`, refused at `closesAt`. */
export function offeringState(facts: OfferingFacts, now: Date): OfferingState {
  if (facts.outcome !== null) return facts.outcome
  if (facts.publishedAt === null) return 'draft'
  if (now < facts.opensAt) return 'scheduled'
  return now < facts.closesAt ? 'open' : 'closing'
}
