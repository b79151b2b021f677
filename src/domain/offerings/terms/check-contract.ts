import { type Exact, formatExact, ONE, parseRatio, sum } from '../../money/fraction.ts'
import { parseAmount } from '../../money/money.ts'
import { shortened, within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import { checkOrder } from './check-order.ts'
import { checkRepayment } from './check-repayment.ts'
import { checkReporting } from './check-reporting.ts'
import { checkThreshold } from './check-threshold.ts'
import type { ContractTerms, Recipient, Tier } from './contract-terms.ts'

/**
 * The static checks of a contract before anybody can sign it: every split is exactly 1, every recipient and every
 * tier that is named is known, no tier is dead, no threshold waits for a later tier, and nothing is left to nobody.
 * Refuses CONTRACT_EMPTY, SPLIT_NOT_ONE, RATIO_OUT_OF_RANGE, TIER_DEAD, TIERS_LEAVE_REST, RECIPIENT_UNKNOWN,
 * RECIPIENT_TWICE, CLASS_TWICE, CLASS_CODE_MALFORMED, RATIO_MALFORMED, DATE_MALFORMED, TIER_TWICE, TIER_ASKS_TWICE,
 * TIER_UNKNOWN, TIER_PERIOD_WRONG, GROUP_MIXED, THRESHOLD_UNCLEAR, CATCH_UP_IMPOSSIBLE, WEIGHTS_OUT_OF_RANGE,
 * and what `parseAmount`, `checkReporting` and `checkRepayment` refuse.
 */
export function checkContract(terms: ContractTerms, classCodes: readonly string[]): void {
  if (terms.tiers.length === 0) throw refuse.CONTRACT_EMPTY({ what: 'there is no tier' })
  const partners = terms.partners.map(partner => checkCode(partner.code))
  refuseTwice(partners)
  const known = new Set<Recipient>([
    'issuer',
    'platform',
    ...classCodes.map(code => `class:${code}` as const),
    ...partners.map(code => `partner:${code}` as const),
  ])
  for (const [position, tier] of terms.tiers.entries()) {
    const before = terms.tiers.slice(0, position)
    if (before.some(each => each.name === tier.name)) throw refuse.TIER_TWICE({ tier: tier.name })
    checkSplit(tier, known)
    const { upTo } = tier
    within('tiers', () => checkAsking(tier))
    if (upTo !== undefined)
      within('tiers', () => checkThreshold(tier, { upTo, known, tiers: terms.tiers, before }))
  }
  within('caps', () => checkCaps(terms, classCodes))
  within('tiers', () => checkOrder(terms))
  const days = terms.weights?.minimumDays ?? 0
  if (days < 0 || days > MOST_DAYS) throw refuse.WEIGHTS_OUT_OF_RANGE({ days })
  const { unsignedUpTo, tolerance, recoverRatio, currency } = terms
  if (tolerance !== undefined) within('tolerance', () => parseRatio(tolerance))
  if (recoverRatio !== undefined) within('recoverRatio', () => ratioOf(recoverRatio, 'what is recovered'))
  if (unsignedUpTo !== undefined) within('unsignedUpTo', () => parseAmount(unsignedUpTo, currency))
  if (terms.reporting !== undefined) checkReporting(terms.reporting)
  checkRepayment(terms, classCodes)
}

function checkSplit(tier: Tier, known: ReadonlySet<Recipient>): void {
  if (tier.split.length === 0) throw refuse.CONTRACT_EMPTY({ what: `tier "${tier.name}" pays nobody` })
  const seen = new Set<Recipient>()
  for (const { to } of tier.split) {
    if (!known.has(to)) throw refuse.RECIPIENT_UNKNOWN({ tier: tier.name, recipient: to })
    if (seen.has(to)) throw refuse.RECIPIENT_TWICE({ tier: tier.name, recipient: to })
    seen.add(to)
  }
  const ratios = tier.split.map(part => ratioOf(part.ratio, `"${part.to}" in tier "${tier.name}"`))
  const total = sum(ratios)
  if (!total.equals(ONE)) throw refuse.SPLIT_NOT_ONE({ tier: tier.name, sum: formatExact(total) })
}

/** A tier asks for one thing: a ratio of something, or an amount for each report or unit. */
function checkAsking(tier: Tier): void {
  const { name, takes, of, perReport, perUnit, categories = [] } = tier
  const ways = [takes ?? of, perReport, perUnit].filter(way => way !== undefined)
  if (ways.length > 1) throw refuse.TIER_ASKS_TWICE({ tier: name })
  if (takes !== undefined) ratioOf(takes, `tier "${name}"`)
  for (const amount of [perReport, perUnit]) if (amount !== undefined) parseRatio(amount)
  for (const category of categories) checkCode(category)
  refuseTwice(categories)
}

function checkCaps({ caps = [] }: ContractTerms, classCodes: readonly string[]): void {
  refuseTwice(caps.map(cap => cap.class))
  for (const cap of caps) {
    if (!classCodes.includes(cap.class)) throw refuse.RECIPIENT_UNKNOWN({ tier: 'cap', recipient: cap.class })
    if (parseRatio(cap.times).n === 0n) throw refuse.RATIO_OUT_OF_RANGE({ what: 'the cap', ratio: cap.times })
  }
}

const MOST_DAYS = 366

/** Reads a ratio above 0, at most 1. Refuses RATIO_OUT_OF_RANGE, RATIO_MALFORMED. */
export function ratioOf(text: string, what: string): Exact {
  const ratio = within('tiers', () => parseRatio(text))
  if (ratio.n === 0n || ratio.compare(ONE) > 0) throw refuse.RATIO_OUT_OF_RANGE({ what, ratio: text })
  return ratio
}

const CODE = /^[a-z][a-z0-9-]{0,29}$/

/** Reads the code of a class, partner or category. Refuses CLASS_CODE_MALFORMED. */
export function checkCode(code: string): string {
  if (!CODE.test(code)) throw refuse.CLASS_CODE_MALFORMED({ code: shortened(code) })
  return code
}

/** Refuses CLASS_TWICE when a code is there twice. */
export function refuseTwice(codes: readonly string[]): void {
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  if (twice !== undefined) throw refuse.CLASS_TWICE({ code: twice })
}
