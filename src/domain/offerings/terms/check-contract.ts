import { type Exact, formatExact, ONE, parseRatio, sum } from '../../money/fraction.ts'
import { shortened, within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import type { ContractTerms, Recipient, Tier } from './contract-terms.ts'

/**
 * The static checks of a contract before anybody can sign it: every split is exactly 1, every recipient is known,
 * no tier is dead, and the last one takes all that is left.
 * Refuses CONTRACT_EMPTY, SPLIT_NOT_ONE, RATIO_OUT_OF_RANGE, TIER_DEAD, TIERS_LEAVE_REST, RECIPIENT_UNKNOWN,
 * RECIPIENT_TWICE, CLASS_TWICE, RATIO_MALFORMED.
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
  for (const tier of terms.tiers) checkSplit(tier, known)
  checkOrder(terms.tiers)
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

function checkOrder(tiers: readonly Tier[]): void {
  const takes = tiers.map(tier => ratioOf(tier.takes, `tier "${tier.name}"`))
  const first = takes.findIndex(ratio => ratio.equals(ONE))
  const last = tiers.at(-1) as Tier
  if (first === -1) throw refuse.TIERS_LEAVE_REST({ tier: last.name, takes: last.takes })
  const dead = tiers[first + 1]
  if (dead !== undefined) throw refuse.TIER_DEAD({ tier: dead.name, before: tiers[first]?.name ?? '' })
}

function ratioOf(text: string, what: string): Exact {
  const ratio = within('tiers', () => parseRatio(text))
  if (ratio.n === 0n || ratio.compare(ONE) > 0) throw refuse.RATIO_OUT_OF_RANGE({ what, ratio: text })
  return ratio
}

const CODE = /^[a-z][a-z0-9-]{0,29}$/

/** Reads the code of a class or partner. Refuses CLASS_CODE_MALFORMED. */
export function checkCode(code: string): string {
  if (!CODE.test(code)) throw refuse.CLASS_CODE_MALFORMED({ code: shortened(code) })
  return code
}

/** Refuses CLASS_TWICE when a code is there twice. */
export function refuseTwice(codes: readonly string[]): void {
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  if (twice !== undefined) throw refuse.CLASS_TWICE({ code: twice })
}
