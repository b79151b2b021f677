import { refuse } from './refusals.ts'
import type { LifeClauses } from './terms/life-clauses.ts'

/** What decides the state of an offering. */
export type OfferingFacts = {
  /** The latest submission, and how its review ended if not by a publication. */
  submissionId: string | null
  reviewed: 'sentBack' | 'refused' | null
  publishedAt: Date | null
  opensAt: Date
  closesAt: Date
  life: LifeClauses | null
  /** How many members voted for it. */
  votes: number
  /** Its sheet was found wrong and not corrected yet: until just before then it may be; null: it is not suspended. */
  correctBy: Date | null
  outcome: 'funded' | 'failed' | null
}

/** The only place that names the states of an offering. */
export const OFFERING_STATES = [
  /** Proposed, not handed in; seen by staff and issuer only, as all until it is published. */
  'draft',
  /** Handed in: it waits to be published, sent back or refused. */
  'review',
  /** Not published as it is: it may be revised and handed in again. */
  'sentBack',
  /** Not published, and the end of it. */
  'refused',
  /** Published: members vote whether it is to open. */
  'vote',
  /** Published, not open yet. */
  'scheduled',
  /** Orders are taken, from `opensAt` until just before `closesAt`. */
  'open',
  /** Its key information sheet was found wrong: nothing is ordered or decided until it is corrected. */
  'suspended',
  /** The sheet was not corrected in time: it fails, whatever came together. */
  'cancelled',
  /** No more orders, or too few votes; it is decided when the last order can no longer be withdrawn. */
  'closing',
  /** The goal was met: shares are allotted, the money is released. */
  'funded',
  /** The goal or the quorum was missed: all money went back. */
  'failed',
] as const

export type OfferingState = (typeof OFFERING_STATES)[number]

/** What moves an offering, or is done in some of its states only: verbs, and the passing of time. */
export type OfferingMove =
  | 'submitOffering'
  | 'reviseOffering'
  | 'sendBackOffering'
  | 'refuseOffering'
  | 'publishOffering'
  | 'voteInterest'
  | 'approveRevision'
  | 'extendOffering'
  | 'closeEarly'
  | 'suspendOffering'
  | 'subscribe'
  | 'closeOffering'
  | 'time'

type Moves = Partial<Record<OfferingMove, readonly OfferingState[]>>

/** The legal moves: from each state, by what, to which states. What is not here is refused. */
export const OFFERING_MOVES: Record<OfferingState, Moves> = {
  draft: { submitOffering: ['review'], reviseOffering: ['draft'] },
  review: {
    publishOffering: ['vote', 'scheduled', 'open', 'closing'],
    sendBackOffering: ['sentBack'],
    refuseOffering: ['refused'],
  },
  sentBack: { submitOffering: ['review'], reviseOffering: ['sentBack'] },
  refused: {},
  vote: {
    voteInterest: ['vote'],
    reviseOffering: ['vote'],
    approveRevision: ['vote'],
    extendOffering: ['vote'],
    suspendOffering: ['suspended'],
    time: ['scheduled', 'open', 'closing'],
  },
  scheduled: {
    reviseOffering: ['scheduled'],
    approveRevision: ['scheduled'],
    extendOffering: ['scheduled'],
    suspendOffering: ['suspended'],
    time: ['open'],
  },
  open: {
    subscribe: ['open'],
    reviseOffering: ['open'],
    approveRevision: ['open'],
    extendOffering: ['open'],
    closeEarly: ['open', 'closing'],
    suspendOffering: ['suspended'],
    time: ['closing'],
  },
  // Time goes on meanwhile: it may be past its vote, its opening or its closing when the sheet is corrected.
  suspended: {
    reviseOffering: ['suspended'],
    approveRevision: ['vote', 'scheduled', 'open', 'closing'],
    time: ['cancelled'],
  },
  cancelled: { closeOffering: ['failed'] },
  closing: { suspendOffering: ['suspended'], closeOffering: ['funded', 'failed'] },
  funded: {},
  failed: {},
}

/** Reads the state off the facts. Open is half-open: from `opensAt`, refused at `closesAt`; so is the vote. */
export function offeringState(facts: OfferingFacts, now: Date): OfferingState {
  if (facts.outcome !== null) return facts.outcome
  if (facts.publishedAt === null) return facts.reviewed ?? (facts.submissionId === null ? 'draft' : 'review')
  if (facts.correctBy !== null) return now < facts.correctBy ? 'suspended' : 'cancelled'
  const vote = facts.life?.vote
  if (vote !== undefined) {
    if (now < new Date(vote.endsAt)) return 'vote'
    if (facts.votes < vote.quorum) return 'closing'
  }
  if (now < facts.opensAt) return 'scheduled'
  return now < facts.closesAt ? 'open' : 'closing'
}

/** Refuses OFFERING_MOVE_ILLEGAL where the table does not have a move from the state of an offering. */
export function refuseMove(facts: OfferingFacts, move: OfferingMove, now: Date): void {
  const state = offeringState(facts, now)
  if (OFFERING_MOVES[state][move] !== undefined) return
  const from = OFFERING_STATES.filter(each => OFFERING_MOVES[each][move] !== undefined)
  throw refuse.OFFERING_MOVE_ILLEGAL({ move, state, from: from.join(', ') })
}
