import type { Exact } from '../../money/fraction.ts'
import type { ContractTerms, Recipient } from '../../offerings/terms/contract-terms.ts'
import type { Accrual } from './interest.ts'
import type { Revenue, Till } from './till.ts'

/** What the tiers know of a class. Shares are counts, money is in minor units. */
export type ClassFacts = {
  /** Shares in the register, and all that the contract foresees. */
  sold: bigint
  all: bigint
  /** What was paid in for the shares sold. */
  raised: bigint
  /** The most its holders together may still get; null: no cap. */
  room: bigint | null
}

/** The sum that is to be reached in all, in exact minor units, and the interest it was computed from. */
export type Target = { sum: Exact; accrual: Accrual | null }

/** What a tier hands on to the next run: all it ever took, what it is owed, the interest it let run. */
export type TierState = { taken: Exact; owed: Exact; accrual: Accrual | null }

/** What runs hand on: by name of the tier, and what each recipient ever was due. Before any rounding. */
export type TiersState = {
  tiers: ReadonlyMap<string, TierState>
  received: ReadonlyMap<Recipient, Exact>
}

export type TiersInput = {
  revenue: readonly Revenue[]
  terms: Pick<ContractTerms, 'currency' | 'tiers' | 'unsold'>
  classes: ReadonlyMap<Recipient, ClassFacts>
  /** The day up to which interest runs. */
  asOf: string
  before: TiersState
}

/** What a recipient is due in minor units, before any rounding. */
export type Due = { recipient: Recipient; exact: Exact }

/**
 * One tier in a run: what it had taken before, asked for after the cut at its threshold, took now, missed and is owed,
 * and is to reach in all (null: no end).
 */
export type TierResult = {
  name: string
  prior: Exact
  asked: Exact
  taken: Exact
  owed: Exact
  target: Target | null
  dues: Due[]
}

/** `left`: what no tier took; with a contract that passed the static checks it is nothing. */
export type TiersResult = { tiers: TierResult[]; left: Exact }

/** A run of the tiers under way. `received`: what each recipient ever was due, this run included. */
export type Progress = TiersInput & { till: Till; done: TierResult[]; received: Map<Recipient, Exact> }
