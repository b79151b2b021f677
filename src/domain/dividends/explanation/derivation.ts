import type { Currency } from '../../money/currency.ts'
import { type Exact, exact, ZERO } from '../../money/fraction.ts'
import type { ContractTerms, IncomeKind } from '../../offerings/terms/contract-terms.ts'
import type { ToldConversion } from '../conversion/told-conversions.ts'
import { capitalFirst } from '../levies/capital-first.ts'
import { type Levy, levyOf } from '../levies/levies-on.ts'
import type { LineRelease } from '../levies/line-releases.ts'
import { type Portion, portionOf } from './portion.ts'

/** One tier in the derivation of a line, in exact minor units, before any rounding. */
export type DerivedTier = {
  name: string
  /** All it took in the runs before. */
  prior: Exact
  asked: Exact
  taken: Exact
  /** What it missed and asks for again. */
  owed: Exact
  /** What it, or the recipient its threshold counts, is to reach in all; null: it has no end. */
  target: Exact | null
  /** The part of its takings that the class gets, and what that comes to. */
  ratio: Exact
  toClass: Exact
}

/** What one report brought in one category. Minor units. */
export type DerivedRevenue = {
  from: string
  to: string
  category: string | null
  gross: bigint
  deductions: bigint
  net: bigint
}

/** By which versions of the rules a line was computed. */
export type DerivedRules = {
  contractVersion: number
  /** The version of the arithmetic. */
  method: string
  rounding: NonNullable<ContractTerms['rounding']>
  weighsBy: 'recordDate' | 'shareDays'
  /** What is paid, and whether what was paid in comes back first; null: no levy is withheld. */
  income: IncomeKind | null
  capitalFirst: boolean
  /** How many times what was paid in a holder gets at most; null: no cap. */
  cap: string | null
}

/**
 * Everything one net amount follows from, from the reported revenue down. Of others it holds sums only: no other holder,
 * no other holding. Amounts in minor units, exact fractions of them, carries in 10^-18 of them.
 */
export type Derivation = {
  distributionId: string
  classId: string
  holderId: string
  currency: Currency
  project: string
  className: string
  number: number
  recordDate: string
  paidOn: string
  rules: DerivedRules
  revenue: DerivedRevenue[]
  /** Which of it was reported in another currency, and by which rate it became this one; report by report. */
  conversions: ToldConversion[]
  /** The net of all reports: what was divided. */
  amount: bigint
  tiers: DerivedTier[]
  /** What the tiers give to the class, before the one rounding across all recipients. */
  due: Exact
  /** The class among the recipients, and the holder among those of the class. */
  pool: Portion
  line: Portion
  /** What was paid in for the holder's shares, and what they had received; 0 where neither caps nor levies ask for it. */
  paidIn: bigint
  received: bigint
  capital: bigint
  /** Null: the contract withholds none. */
  levies: Levy[] | null
  /** What is missing to know the levies: the amount is held. Null: nothing is. */
  held: string | null
  /** What was withheld later from a line that had been held; null: nothing was. */
  release: LineRelease | null
  /** What was credited by the run. */
  net: bigint
}

/** What a derivation comes to when it is computed again from its own inputs. */
export type Recomputed = Pick<Derivation, 'amount' | 'due' | 'capital' | 'net'> & {
  pool: bigint
  gross: bigint
  carry: bigint
  levies: bigint[] | null
}

/** Computes a line again from nothing but its derivation: revenue, tiers, pool, share, levies, net. */
export function recompute(derivation: Derivation): Recomputed {
  const { revenue, tiers, pool, line, rules, paidIn, received, levies, held } = derivation
  const keeps = rules.rounding === 'carry'
  const amount = revenue.reduce((total, row) => total + row.gross - row.deductions, 0n)
  const due = tiers.reduce((total, tier) => total.add(tier.taken.mul(tier.ratio)), ZERO)
  const ofPool = portionOf({ ...pool, weight: due, isNegative: amount < 0n, keeps: true })
  const own = portionOf({ ...line, isNegative: ofPool.amount < 0n, keeps })
  const gross = own.amount
  const capital = rules.capitalFirst ? capitalFirst({ paidIn, received, gross }).capital : 0n
  const withheld =
    levies === null ? null : levies.map(({ ratio }) => (held === null ? levyOf(gross - capital, ratio) : 0n))
  const net = (withheld ?? []).reduce((left, levy) => left - levy, gross)
  return { amount, due, pool: ofPool.amount, gross, carry: own.after, capital, levies: withheld, net }
}

/** Whether the tiers take all that came in, each at most what it asks for: no more, no less is divided. */
export function dividesAll({ tiers, amount }: Pick<Derivation, 'tiers' | 'amount'>): boolean {
  return tiers.reduce((left, tier) => left.sub(tier.taken), exact(amount)).equals(ZERO)
}
