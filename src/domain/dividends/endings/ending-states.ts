import type { Standing } from '../schedule/standing.ts'

/** What finance can record: each leads to a state of the project. */
export const ENDING_KINDS = ['default', 'insolvency', 'windUp', 'maturity'] as const
export type EndingKind = (typeof ENDING_KINDS)[number]

/** The only place that names the states of a project's end. */
export const END_STATES = [
  /** Nothing is wrong that we know of. */
  'live',
  /** An instalment is open after its days of grace. */
  'late',
  /** More than 90 days past due, or recorded as unlikely to pay. */
  'default',
  /** Insolvency was opened. What is recovered goes through the tiers. */
  'insolvent',
  /** Nothing more is expected; what was not got back is lost. */
  'woundUp',
  /** The contract is fulfilled. */
  'matured',
] as const
export type EndState = (typeof END_STATES)[number]

/**
 * The legal moves. What days alone decide goes back when it is paid; what was recorded only goes on. A step may be left
 * out: a firm may be insolvent without having been late, and its members may wind it up without that. An insolvent project is not
 * fulfilled any more, and the last two states are for good.
 */
export const END_MOVES: Record<EndState, readonly EndState[]> = {
  live: ['late', 'default', 'insolvent', 'woundUp', 'matured'],
  late: ['live', 'default', 'insolvent', 'woundUp', 'matured'],
  default: ['live', 'late', 'insolvent', 'woundUp', 'matured'],
  insolvent: ['woundUp'],
  woundUp: [],
  matured: [],
}

const LEADS_TO: Record<EndingKind, EndState> = {
  default: 'default',
  insolvency: 'insolvent',
  windUp: 'woundUp',
  maturity: 'matured',
}

/** The state to which a fact leads. */
export const stateAfter = (kind: EndingKind): EndState => LEADS_TO[kind]

/** Whether a fact may be recorded in a state. */
export const mayRecord = (state: EndState, kind: EndingKind): boolean =>
  END_MOVES[state].includes(LEADS_TO[kind])

/** When a record was confirmed and taken back, if it was. */
export type Counted = { kind: EndingKind; approvedAt: Date | null; revokedAt: Date | null }

/**
 * A winding up counts when somebody else has confirmed it: money follows. The others count at once; what was taken back
 * as wrong counts no more.
 */
export function counts({ kind, approvedAt, revokedAt }: Counted): boolean {
  return revokedAt === null && (kind !== 'windUp' || approvedAt !== null)
}

const BY_STANDING: Record<Standing, EndState> = {
  repaid: 'matured',
  defaulted: 'default',
  late: 'late',
  performing: 'live',
}

/** Reads the state off the facts that count, and off the standing of what is to be repaid, where there is a schedule. */
export function endState(kinds: readonly EndingKind[], standing: Standing | null): EndState {
  const recorded = (['windUp', 'insolvency', 'maturity', 'default'] as const).find(kind =>
    kinds.includes(kind),
  )
  const byDays = standing === null ? 'live' : BY_STANDING[standing]
  // Whoever was found unlikely to pay, and paid all, has fulfilled his contract.
  if (recorded === undefined || (recorded === 'default' && byDays === 'matured')) return byDays
  return LEADS_TO[recorded]
}
