import { type Exact, exact, ONE, parseRatio, sum, ZERO } from '../../money/fraction.ts'
import { minorUnits } from '../../money/money.ts'
import type { ContractTerms, Recipient, Tier } from '../../offerings/terms/contract-terms.ts'
import type { ClassFacts, Due, Progress, Target, TierResult, TiersInput, TiersResult } from './progress.ts'
import { roomOf, targetOf } from './threshold.ts'
import { baseOf, leftIn, openTill, partFor, type Till, takeFrom } from './till.ts'

/**
 * Runs the tiers in order on exact fractions; nothing is rounded here. Each tier asks for its ratio or amount, is cut
 * exactly at its threshold, gets at most what is left, and splits it. Tiers of a group are served side by side. The
 * part of a class that belongs to unsold shares raises the sold ones, or is due to the issuer, as the contract says;
 * the part of a class whose holders are all at their cap stays for the next tier.
 */
export function runTiers(input: TiersInput): TiersResult {
  const till = openTill(input.revenue)
  const progress: Progress = { ...input, till, done: [], received: new Map(input.before.received) }
  for (const group of groupsOf(input.terms.tiers)) serve(group, progress)
  return { tiers: progress.done, left: leftIn(till) }
}

/** Tiers that stand next to each other with the same group; all others alone. */
function groupsOf(tiers: readonly Tier[]): Tier[][] {
  const groups: Tier[][] = []
  for (const tier of tiers) {
    const last = groups.at(-1)
    if (tier.group !== undefined && last?.[0]?.group === tier.group) last.push(tier)
    else groups.push([tier])
  }
  return groups
}

type Ask = { tier: Tier; part: Till; target: Target | null; amount: Exact }

/** Serves the tiers of a group side by side: where not enough is left, in proportion to what each asks for. */
function serve(group: readonly Tier[], progress: Progress): void {
  const asks = group.map(tier => askOf(tier, progress))
  const left = leftIn(asks[0]?.part ?? [])
  // Who asks to give back where something is to be had, or the reverse, is not served, and pays for nobody.
  const mayBeServed = ({ amount }: Ask) => amount.s === left.s
  const ratio = ratioServed(sum(asks.filter(mayBeServed).map(ask => ask.amount)), left)
  for (const ask of asks) {
    const { tier, part, target, amount } = ask
    const before = progress.before.tiers.get(tier.name)
    const served = mayBeServed(ask) ? amount.mul(ratio) : ZERO
    const dues = pay(tier, served, progress)
    const taken = sum(dues.map(due => due.exact))
    takeFrom(part, taken)
    const owed = tier.accrue === true ? amount.sub(served) : ZERO
    const prior = before?.taken ?? ZERO
    progress.done.push({ name: tier.name, prior, asked: amount, taken, owed, target, dues })
  }
}

/** Nothing is taken where nothing is left; where more was returned than came in, tiers give back their ratio of it. */
function ratioServed(wanted: Exact, left: Exact): Exact {
  if (wanted.equals(ZERO) || wanted.s !== left.s) return ZERO
  const ratio = left.div(wanted)
  return ratio.compare(ONE) < 0 ? ratio : ONE
}

/**
 * What a tier asks for, cut at its threshold. One that takes all that is left up to a threshold asks for all that it
 * is still to reach, so that lenders side by side are served in proportion to what is owed to each.
 */
function askOf(tier: Tier, progress: Progress): Ask {
  const part = partFor(progress.till, tier)
  const target = tier.upTo === undefined ? null : targetOf(tier.upTo, tier, progress)
  const owed = progress.before.tiers.get(tier.name)?.owed ?? ZERO
  const wanted = demandOf(tier, part, progress.terms.currency).add(owed)
  if (target === null) return { tier, part, target, amount: wanted }
  const room = roomOf(tier.upTo ?? {}, { target, tier, progress })
  if (room === null) return { tier, part, target, amount: wanted }
  const takesAll = asksForAll(tier) && wanted.compare(ZERO) > 0
  return { tier, part, target, amount: takesAll || wanted.compare(room) > 0 ? room : wanted }
}

const asksForAll = ({ takes = '1', of = 'left', perReport, perUnit }: Tier) =>
  of === 'left' && perReport === undefined && perUnit === undefined && parseRatio(takes).equals(ONE)

function demandOf(tier: Tier, part: Till, currency: ContractTerms['currency']): Exact {
  const { takes = '1', of = 'left', perReport, perUnit } = tier
  if (perReport !== undefined) return minorUnits(perReport, currency).mul(baseOf(part, 'reports'))
  if (perUnit !== undefined) return minorUnits(perUnit, currency).mul(baseOf(part, 'units'))
  return parseRatio(takes).mul(baseOf(part, of))
}

/** Splits what a tier gets, and counts it as received. */
function pay({ split }: Tier, amount: Exact, progress: Progress): Due[] {
  const { terms, classes, received } = progress
  const dues = split.flatMap(({ to, ratio }) => {
    const due = { recipient: to, exact: amount.mul(parseRatio(ratio)) }
    const parts = terms.unsold === 'toIssuer' ? splitUnsold(due, classes.get(to)) : [due]
    return parts.map(part => (part.recipient === to ? withinRoom(part, progress) : part))
  })
  for (const { recipient, exact: due } of dues) {
    received.set(recipient, (received.get(recipient) ?? ZERO).add(due))
  }
  return dues
}

function splitUnsold(due: Due, shares: ClassFacts | undefined): Due[] {
  if (shares === undefined || shares.sold === shares.all) return [due]
  const sold = due.exact.mul(exact(shares.sold)).div(exact(shares.all))
  return [
    { recipient: due.recipient, exact: sold },
    { recipient: 'issuer', exact: due.exact.sub(sold) },
  ]
}

/** Cuts what is due to a class where all its holders have reached their cap. */
function withinRoom(due: Due, { classes, before, received }: Progress): Due {
  const room = classes.get(due.recipient)?.room ?? null
  if (room === null) return due
  const now = (received.get(due.recipient) ?? ZERO).sub(before.received.get(due.recipient) ?? ZERO)
  const open = exact(room).sub(now)
  return due.exact.compare(open) > 0 ? { ...due, exact: open.compare(ZERO) > 0 ? open : ZERO } : due
}

/** What each recipient is due over all tiers, in the order in which the tiers name them. */
export function duesByRecipient(results: readonly TierResult[]): Due[] {
  const dues = new Map<Recipient, Exact>()
  for (const { recipient, exact: due } of results.flatMap(result => result.dues)) {
    dues.set(recipient, (dues.get(recipient) ?? ZERO).add(due))
  }
  return [...dues].map(([recipient, due]) => ({ recipient, exact: due }))
}
