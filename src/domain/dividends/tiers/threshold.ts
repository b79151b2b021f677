import { type Exact, exact, ONE, parseRatio, sum, ZERO } from '../../money/fraction.ts'
import { minorUnits } from '../../money/money.ts'
import type { Interest, Recipient, Threshold, Tier } from '../../offerings/terms/contract-terms.ts'
import { accrue } from './interest.ts'
import type { Progress, Target } from './progress.ts'

/** What a threshold of a tier comes to in this run. */
export function targetOf(threshold: Threshold, tier: Tier, progress: Progress): Target {
  const { amount, raised, interest, catchUp } = threshold
  if (interest !== undefined) return interestOf(interest, tier, progress)
  const plain = (sum: Exact): Target => ({ sum, accrual: null })
  if (amount !== undefined) return plain(minorUnits(amount, progress.terms.currency))
  if (raised !== undefined) return plain(parseRatio(raised.times).mul(capitalOf(raised.class, progress)))
  if (catchUp !== undefined) return plain(catchUpOf(catchUp, tier, progress))
  throw new Error(`The threshold of tier "${tier.name}" says nothing`)
}

function interestOf(interest: Interest, tier: Tier, progress: Progress): Target {
  const { tiers } = progress.before
  const repaid = interest.repaidBy === undefined ? ZERO : (tiers.get(interest.repaidBy)?.taken ?? ZERO)
  const before = tiers.get(tier.name)
  const accrual = accrue(interest, {
    before: before?.accrual ?? null,
    paid: before?.taken ?? ZERO,
    capital: greater(ZERO, capitalOf(interest.class, progress).sub(repaid)),
    to: progress.asOf,
  })
  return { sum: accrual.accrued, accrual }
}

/**
 * How much the tier may still take until the threshold is reached; nothing when it is passed, null when none of what
 * it takes reaches whom it counts: a class of which nothing is sold.
 */
export function roomOf(
  { counts = 'tier' }: Threshold,
  { target, tier, progress }: { target: Target; tier: Tier; progress: Progress },
): Exact | null {
  if (counts === 'tier') {
    return greater(ZERO, target.sum.sub(progress.before.tiers.get(tier.name)?.taken ?? ZERO))
  }
  const open = greater(ZERO, target.sum.sub(progress.received.get(counts) ?? ZERO))
  const part = partOf(counts, tier, progress)
  return part.equals(ZERO) ? null : open.div(part)
}

/** The part of a tier's takings that reaches a recipient: a class that of its shares sold, the issuer perhaps the rest. */
function partOf(recipient: Recipient, tier: Tier, progress: Progress): Exact {
  const parts = tier.split.map(({ to, ratio }) => {
    const whole = parseRatio(ratio)
    const sold = whole.mul(soldOf(to, progress))
    if (to === recipient) return sold
    return recipient === 'issuer' ? whole.sub(sold) : ZERO
  })
  return sum(parts)
}

/** The part of a class that belongs to shares sold; where unsold shares raise those sold, and of others, all. */
function soldOf(recipient: Recipient, { terms, classes }: Progress): Exact {
  const shares = terms.unsold === 'toIssuer' ? classes.get(recipient) : undefined
  return shares === undefined ? ONE : exact(shares.sold).div(exact(shares.all))
}

function capitalOf(code: string, { classes }: Progress): Exact {
  return exact(classes.get(`class:${code}`)?.raised ?? 0n)
}

/**
 * A catch-up tier T is to reach C, where what `to` gets of T and of the tiers named is his ratio of all they pay:
 * R + C × t = ratio × (P + C), so C = (ratio × P − R) ÷ (t − ratio); t is his ratio of T's split.
 */
function catchUpOf(
  { to, ratio: text, with: names }: NonNullable<Threshold['catchUp']>,
  tier: Tier,
  { terms, done, before }: Progress,
): Exact {
  const ratio = parseRatio(text)
  const ratioIn = (split: Tier['split']) => parseRatio(split.find(part => part.to === to)?.ratio ?? '0')
  const paid = names.map(name => {
    const result = done.find(each => each.name === name)
    // Beside a tier of its own group, it knows what that one took in the runs before.
    const all = result?.prior.add(result.taken) ?? before.tiers.get(name)?.taken ?? ZERO
    return { all, his: all.mul(ratioIn(terms.tiers.find(each => each.name === name)?.split ?? [])) }
  })
  const open = ratio.mul(sum(paid.map(each => each.all))).sub(sum(paid.map(each => each.his)))
  return greater(ZERO, open.div(ratioIn(tier.split).sub(ratio)))
}

const greater = (a: Exact, b: Exact) => (a.compare(b) > 0 ? a : b)
