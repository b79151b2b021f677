import type { Method } from '../../money/allocate.ts'
import type { Currency } from '../../money/currency.ts'
import type { WaivableIncome } from '../../parties/tax/tax-residence.ts'
import type { DayCount } from '../../time/day-count.ts'
import type { RepaymentClauses } from './repayment-terms.ts'

/** Who a tier pays: a class of holders, the issuer, the platform or a named partner. */
export type Recipient = 'issuer' | 'platform' | `class:${string}` | `partner:${string}`

/**
 * One step of the waterfall. It asks for something in each run, gets at most what is left, and splits that.
 * Ratios are written "0.30" or "1/3", amounts as decimals in the project's currency. A contract that is prolonged
 * until a floor is reached has a second tier: from the day after the term, up to the floor.
 */
export type Tier = {
  name: string
  split: { to: Recipient; ratio: string }[]
  /** It asks for this ratio of `of`; "1" of what is left when nothing else is said. */
  takes?: string
  /**
   * `left`: what the tiers before it have left. `source`: what came in, net of deductions, before any tier.
   * `turnover`: what came in before deductions.
   */
  of?: 'left' | 'source' | 'turnover'
  /** Or it asks for this amount for each report. */
  perReport?: string
  /** Or for this amount for each unit that was reported (a ticket, a record). */
  perUnit?: string
  /** Only revenue of these categories; not given: all. */
  categories?: string[]
  /** Only revenue of periods that end on or after this day. */
  from?: string
  /** Only revenue of periods that end on or before this day. */
  until?: string
  /** It is cut exactly where this is reached. */
  upTo?: Threshold
  /** What it asked for and did not get is asked for again in the next run. */
  accrue?: boolean
  /** Tiers next to each other with the same group are served side by side, in proportion to what each asks for. */
  group?: string
}

/** A sum that a tier, or a recipient, is to reach over all runs: one of the four. */
export type Threshold = {
  /** Counted are the takings of the tier, or all that this recipient ever got. */
  counts?: 'tier' | Recipient
  amount?: string
  /** So many times what was paid in for the shares of a class. */
  raised?: { class: string; times: string }
  /** The preferred return that has accrued. */
  interest?: Interest
  /** Until this recipient has his ratio of what this tier and those named (before it) have paid together. */
  catchUp?: { to: Recipient; ratio: string; with: string[] }
}

/** Interest on what was paid in for a class and not yet repaid by a tier. */
export type Interest = {
  class: string
  /** Per year. */
  rate: string
  dayCount: DayCount
  /** It runs from this day on. */
  from: string
  /** Unpaid interest itself bears interest from these dates on, counted from `from`; between them it is simple. */
  compounds: 'never' | 'yearly' | 'quarterly' | 'monthly'
  /** The tier whose takings repay the capital. */
  repaidBy?: string
}

/** What each holder of a class gets at most: so many times what was paid in for his shares. */
export type HolderCap = { class: string; times: string }

/** A partner the tiers may name by code. */
export type Partner = { code: string; name: string; partyId: string }

/** What a holder weighs in a pool. */
export type Weights = {
  /** `recordDate`: his shares at its end. `shareDays`: shares × days over the periods of the run. */
  by: 'recordDate' | 'shareDays'
  /** Shares held for fewer days than this at the record date weigh nothing. */
  minimumDays?: number
}

/** What a line above capital is paid as: it decides the levies and the word on paper. */
export type IncomeKind = WaivableIncome | 'royalty'

/** Levies are withheld. With `capitalFirst` a holder first gets back what was paid in for his shares, untaxed. */
export type LevyClause = { income: IncomeKind; capitalFirst?: boolean }

/** When the issuer reports: periods of one length, one after the other, without end. */
export type Reporting = {
  every: 'month' | 'quarter' | 'halfYear' | 'year'
  /** The first day of the first period. */
  from: string
  /** A report is due so many days after the last day of its period; that day is in time. */
  dueDays: number
  /** By what part of the last report the net may differ before an approver is told; a quarter when nothing is said. */
  tolerance?: string
  /** When the issuer is reminded: days after the due day, below zero before it. */
  remindDays?: number[]
}

/** The contract as data. Money in it is written in the project's currency. */
export type ContractTerms = RepaymentClauses & {
  currency: Currency
  tiers: Tier[]
  partners: Partner[]
  /** Who holds shares at the end of this day shares in the run. */
  recordDate: 'periodEnd' | 'approvalDay'
  /**
   * A run of up to this amount needs no signed preview: the approval of its reports is enough. Not given: each run is
   * signed.
   */
  unsignedUpTo?: string
  /** A preview counts the holders whose amount moved by more than this ratio of that of the latest run. */
  tolerance?: string
  /**
   * What a reversal took back from somebody who had spent it is taken from what he gets later: this ratio of it; all
   * when nothing is said.
   */
  recoverRatio?: string
  weights?: Weights
  caps?: HolderCap[]
  /** Not given: the issuer reports when he likes. */
  reporting?: Reporting
  /** What becomes of fractions of a minor unit among the holders of a pool; `carry` when nothing is said. */
  rounding?: Method
  /**
   * Whom an adjustment of an earlier period belongs to: `replay` (when nothing is said), the holders and tiers of the runs it
   * corrects; `nextPeriod`, those of the next run, as if it were revenue of it.
   */
  adjustments?: 'replay' | 'nextPeriod'
  /** What becomes of the part of the pool that belongs to unsold shares. */
  unsold: 'raisesSold' | 'toIssuer'
  /**
   * Where the revenue arrives. On the clients' bank account all of it is booked; when the platform or the issuer
   * collects it, what he keeps himself is shown, neither asked for nor booked.
   */
  collectedBy: 'clientsAccount' | 'platform' | 'issuer'
  /** `none`: no levy is withheld, and the paper says "before tax". */
  levies: 'none' | LevyClause
}
