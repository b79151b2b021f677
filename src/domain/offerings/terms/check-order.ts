import { ONE, parseRatio } from '../../money/fraction.ts'
import { addDays, parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import type { ContractTerms, Tier } from './contract-terms.ts'

/** Revenue of one category (null: of none that a tier names) whose period ends on one day. */
type Kind = { category: string | null; day: string }

/**
 * That every kind of revenue is taken to the last cent, and every tier can get some: nothing is left to nobody, and
 * no tier stands behind those that take all. Refuses TIER_DEAD, TIERS_LEAVE_REST, GROUP_MIXED, TIER_PERIOD_WRONG.
 */
export function checkOrder(terms: ContractTerms): void {
  const { tiers } = terms
  tiers.forEach(checkTerm)
  checkGroups(tiers)
  const kinds = kindsOf(tiers)
  for (const [position, tier] of tiers.entries()) {
    const before = tiers
      .slice(0, position)
      .filter(each => each.group === undefined || each.group !== tier.group)
    const own = kinds.filter(kind => mayTake(tier, kind))
    const blocked = own.map(kind => before.find(each => takesAll(each, kind, terms)))
    if (blocked.every(each => each !== undefined)) {
      throw refuse.TIER_DEAD({ tier: tier.name, before: blocked[0]?.name ?? 'its own term' })
    }
  }
  const open = kinds.find(kind => !tiers.some(tier => takesAll(tier, kind, terms)))
  if (open === undefined) return
  const last = tiers.findLast(tier => mayTake(tier, open))
  throw refuse.TIERS_LEAVE_REST({ tier: last?.name ?? '', revenue: inWords(open) })
}

function checkTerm({ name, from, until }: Tier): void {
  for (const day of [from, until]) if (day !== undefined) parseDay(day)
  if (from !== undefined && until !== undefined && until < from) {
    throw refuse.TIER_PERIOD_WRONG({ tier: name, from, until })
  }
}

/** Tiers served side by side share one till: the same categories and term, next to each other. */
function checkGroups(tiers: readonly Tier[]): void {
  for (const [position, tier] of tiers.entries()) {
    if (tier.group === undefined) continue
    const first = tiers.findIndex(each => each.group === tier.group)
    const together = tiers.slice(first, position + 1)
    const alike = together.every(each => each.group === tier.group && tillOf(each) === tillOf(tier))
    if (!alike) throw refuse.GROUP_MIXED({ tier: tier.name, group: tier.group })
  }
}

const tillOf = ({ categories, from, until }: Tier) =>
  JSON.stringify([categories?.toSorted() ?? null, from ?? null, until ?? null])

const FIRST_DAY = '0001-01-01'

/** One revenue of each kind that the tiers tell apart: by category, and by the days on which a term begins or ends. */
function kindsOf(tiers: readonly Tier[]): Kind[] {
  const days = tiers.flatMap(({ from, until }) => [
    ...(from === undefined ? [] : [from]),
    ...(until === undefined ? [] : [addDays(until, 1)]),
  ])
  const categories = new Set([null, ...tiers.flatMap(tier => tier.categories ?? [])])
  return [...categories].flatMap(category =>
    [...new Set([FIRST_DAY, ...days])].map(day => ({ category, day })),
  )
}

function inWords({ category, day }: Kind): string {
  const what = category === null ? 'revenue' : `revenue of "${category}"`
  return day === FIRST_DAY ? what : `${what} of periods that end on ${day} or after`
}

function mayTake(
  { categories, from = FIRST_DAY, until = '9999-12-31' }: Tier,
  { category, day }: Kind,
): boolean {
  const ofCategory = categories === undefined || (category !== null && categories.includes(category))
  return ofCategory && day >= from && day <= until
}

/** Whether nothing is left of such revenue after a tier. Where holders may reach their cap, something may be. */
function takesAll(tier: Tier, kind: Kind, { caps = [] }: ContractTerms): boolean {
  const { takes = '1', of = 'left', perReport, perUnit, upTo, split } = tier
  if (!mayTake(tier, kind) || upTo !== undefined || perReport !== undefined || perUnit !== undefined)
    return false
  const capped = split.some(({ to }) => caps.some(cap => to === `class:${cap.class}`))
  return !capped && of !== 'turnover' && parseRatio(takes).equals(ONE)
}
