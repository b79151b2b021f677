import type { Currency } from '../../money/currency.ts'
import { type Exact, formatExact, ONE, parseRatio } from '../../money/fraction.ts'
import { checkAmount, formatAmount } from '../../money/money.ts'
import { parseEvidence } from '../../parties/tax/evidence.ts'
import { within } from '../../refusal.ts'
import type { GoalMode } from '../offering.ts'
import { refuse } from '../refusals.ts'
import { type CardTermsInput, checkCardTerms } from './check-card-terms.ts'
import type { Entitlement } from './entitlements.ts'
import { type Audience, checkLife, type LifeClauses } from './life-clauses.ts'
import { type Allotment, type Matching, MOST_SHARES, type Repeats } from './offering-terms.ts'
import { refuse as refuseTerms } from './refusals.ts'
import { listGates, type Regime } from './regimes.ts'

/** The terms of an offering; money in minor units of the project's currency. */
export type OfferingTermsInput = {
  sharePrice: bigint
  shares: number
  goalMode: GoalMode
  goal: bigint | null
  maxPerInvestor: number | null
  opensAt: Date
  closesAt: Date
  paymentDueAt: Date
  withdrawalDays: number
  commissionRatio: string
  vatRatio: string
  /** Not given: no regime is named. */
  regime?: Regime | null
  keyInformation?: KeyInformation | null
  offeredElsewhere?: bigint
  /** The least an order may come to; not given: one share. */
  minimum?: bigint | null
  /** What an order gives; not given: a share of receipts. */
  entitlements?: readonly Entitlement[]
  allotment?: Allotment
  matching?: Matching | null
  /** Not given: the public. */
  audience?: Audience
  life?: LifeClauses | null
  /** Not given: no cards are taken. */
  cards?: CardTermsInput | null
  /** Not given: it is offered once. */
  repeats?: Repeats | null
}

/** A key information sheet: its SHA-256 in 64 hexadecimal digits, and how many sides of A4 it has. */
export type KeyInformation = { sha256: string; sides: number }

const MOST_DAYS = 365

/**
 * The static checks of an offering's terms.
 * Refuses SHARES_NOT_POSITIVE, PERIOD_WRONG, GOAL_WRONG, DAYS_OUT_OF_RANGE, RATIO_MALFORMED, RATE_OUT_OF_RANGE,
 * COMMISSION_TOO_LARGE, AMOUNT_TOO_LARGE, MINIMUM_WRONG, MATCHING_WRONG, REGIME_CURRENCY, SIDES_NOT_POSITIVE, EVIDENCE_MALFORMED.
 */
export function checkOfferingTerms(terms: OfferingTermsInput, currency: Currency): void {
  checkShares(terms.shares)
  const { maxPerInvestor } = terms
  if (maxPerInvestor !== null) within('maxPerInvestor', () => checkShares(maxPerInvestor))
  const all = terms.sharePrice * BigInt(terms.shares)
  checkAmount(all, currency)
  checkGoal(terms, all, currency)
  const { opensAt, closesAt, paymentDueAt, withdrawalDays: days } = terms
  // An order that comes just before the closing instant must still be able to be paid.
  if (opensAt >= closesAt || paymentDueAt < closesAt) {
    const [opens, closes, due] = [opensAt, closesAt, paymentDueAt].map(instant => instant.toISOString())
    throw refuse.PERIOD_WRONG({ opensAt: opens ?? '', closesAt: closes ?? '', paymentDueAt: due ?? '' })
  }
  if (days < 0 || days > MOST_DAYS) throw refuse.DAYS_OUT_OF_RANGE({ days })
  checkCommission(terms)
  checkMinimum(terms, currency)
  checkMatching(terms)
  checkRegime(terms, currency)
  checkLife(terms.life, opensAt)
  if (terms.cards != null) checkCardTerms(terms.cards, terms.regime ?? null)
}

/** Refuses SHARES_NOT_POSITIVE. */
export function checkShares(shares: number): void {
  if (shares < 1 || shares > MOST_SHARES) throw refuse.SHARES_NOT_POSITIVE({ shares })
}

function checkGoal({ goalMode, goal }: OfferingTermsInput, all: bigint, currency: Currency): void {
  const fits = goalMode === 'none' ? goal === null : goal !== null && goal > 0n && goal <= all
  if (!fits) {
    throw refuse.GOAL_WRONG({
      mode: goalMode,
      goal: goal === null ? 'nothing' : `${formatAmount(goal, currency)} ${currency}`,
      offered: `${formatAmount(all, currency)} ${currency}`,
    })
  }
}

/** An order is for whole shares, so the least one is; and the one who may order least may order at all. */
function checkMinimum(
  { minimum = null, sharePrice, shares, maxPerInvestor }: OfferingTermsInput,
  currency: Currency,
) {
  if (minimum === null) return
  const most = sharePrice * BigInt(maxPerInvestor ?? shares)
  if (minimum > 0n && minimum % sharePrice === 0n && minimum <= most) return
  const [given, price, all] = [minimum, sharePrice, most].map(each => formatAmount(each, currency))
  throw refuseTerms.MINIMUM_WRONG({ minimum: given ?? '', price: price ?? '', most: all ?? '', currency })
}

/** What a sponsor adds is counted in the order it came in; pro rata it would depend on itself. */
function checkMatching({ matching = null, allotment = 'inOrder' }: OfferingTermsInput): void {
  if (matching === null) return
  const ratio = within('matching', () => parseRatio(matching.ratio))
  if (ratio.n === 0n) throw refuseTerms.MATCHING_WRONG({ why: 'its ratio is 0' })
  if (allotment === 'proRata') throw refuseTerms.MATCHING_WRONG({ why: 'orders are cut pro rata' })
}

/** Gates count in EUR: what another currency comes to in it changes by the day, so it cannot be promised. */
function checkRegime({ regime = null, keyInformation }: OfferingTermsInput, currency: Currency): void {
  if (currency !== 'EUR' && listGates(regime).length > 0) {
    throw refuse.REGIME_CURRENCY({ regime: regime ?? '', currency })
  }
  if (keyInformation == null) return
  const { sha256, sides } = keyInformation
  within('keyInformation', () => parseEvidence(sha256))
  if (sides < 1 || !Number.isSafeInteger(sides)) throw refuse.SIDES_NOT_POSITIVE({ sides })
}

/** The commission and its VAT are taken from the money raised: more than that would be taken from nowhere. */
function checkCommission({ commissionRatio, vatRatio }: OfferingTermsInput): void {
  const commission = within('commissionRatio', () => rateOf(commissionRatio, 'the commission'))
  const vat = within('vatRatio', () => rateOf(vatRatio, 'the VAT'))
  const taken = commission.mul(vat.add(ONE))
  if (taken.compare(ONE) > 0) {
    throw refuse.COMMISSION_TOO_LARGE({ commissionRatio, vatRatio, taken: formatExact(taken) })
  }
}

function rateOf(text: string, what: string): Exact {
  const rate = parseRatio(text)
  if (rate.compare(ONE) > 0) throw refuse.RATE_OUT_OF_RANGE({ what, rate: text })
  return rate
}
