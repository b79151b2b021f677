import { divide } from './fraction.ts'
import { greatest, smallest } from './greatest.ts'
import { nonZero } from './non-zero.ts'
import { remembering } from './remembering.ts'

/** Carries and residues are counted in 10^-18 of a minor unit. */
export const PRECISION = 10n ** 18n

/**
 * Whom a pool is divided among, as columns of one length: a million of them fit. Their order decides ties, so it
 * must not depend on how rows were read: by id.
 */
export type Parts = {
  weights: ArrayLike<bigint>
  /** The fraction each is still owed from the run before, in 10^-18 minor units. */
  carries: ArrayLike<bigint>
  /** The most each may get of this pool, in whole minor units; not given: no limit. Together at least the pool. */
  most?: ArrayLike<bigint>
  /** By place: what is added to a part's own share, in 10^-18 minor units and of either sign. The pool holds it. */
  adjusted?: ReadonlyMap<number, bigint>
}

/**
 * What becomes of fractions. `carry`: each keeps his own. The others keep nothing from run to run:
 * `largestRemainder` and `firstListed` give the missing units to those with the largest fraction or to the first in
 * order, `toReserve` to nobody, so that they join the next pool.
 */
export type Method = 'carry' | 'largestRemainder' | 'firstListed' | 'toReserve'

/** In the order of the parts. The residue is what belongs to nobody yet, in 10^-18 minor units. */
export type Allocation = { amounts: BigInt64Array; carries: BigInt64Array; residue: bigint; open: Open }

/** What the parts below their most shared by weight, in 10^-18 minor units, and what these weigh together. */
export type Open = { whole: bigint; weight: bigint }

/**
 * Divides whole minor units so that the parts always sum to the pool (under `toReserve`: with what the residue grew).
 *
 * Each part's target is its exact share of (pool + residue) plus its carry. The line is the target rounded
 * down, but never of the sign opposite to the part's own share. Missing units then go one each to the parts
 * that are owed most, surplus units are taken back from those owed least; ties go by order. What a line misses of
 * its target is the new carry: over many runs nobody gains or loses. A negative pool is the exact mirror of the
 * positive one. A part without weight gets nothing; its carry falls into the residue. Carries + residue sum to what
 * they summed to before (0 from the first run on).
 *
 * What is adjusted belongs to its parts alone: it is set aside before the rest is shared by weight, and counts as the
 * part's own share. So a part without weight may have a line, and one below zero in a pool above.
 *
 * A part that would get more than its most gets that and is owed nothing; the surplus is shared by the others, by
 * weight, until nobody is above. A negative pool knows no most.
 *
 * A plain largest remainder would let the same parts win each tie for ever; a carry without the rule on signs
 * could give somebody a negative line in a positive run (weights 6, 6, 2: a run of 10, then one of 1).
 */
export function allocate(pool: bigint, parts: Parts, residue = 0n, method: Method = 'carry'): Allocation {
  if (pool < 0n) return mirror(allocate(-pool, mirrored(parts), -residue, method))
  const before = method === 'carry' ? parts : { ...parts, carries: new BigInt64Array(parts.weights.length) }
  const signs = signsOf(pool * PRECISION, before)
  const { draft, dropped, open } = share(pool * PRECISION + residue, { ...before, signs })
  const { amounts, owed } = draft
  const missing = pool - sum(amounts)
  if (method === 'toReserve') return keepNothing(amounts, residue + missing * PRECISION, open)
  settle(missing, { ...before, signs }, draft, method === 'firstListed')
  if (method !== 'carry') return keepNothing(amounts, 0n, open)
  return { amounts, carries: owed, residue: dropped, open }
}

/** Whole units, and what they miss of the targets in 10^-18 minor units: a million targets are never big numbers at once. */
type Draft = { amounts: BigInt64Array; owed: BigInt64Array }

/** With the sign of each part's own share where some are adjusted; elsewhere all own shares have the sign of the pool. */
type Signed = Parts & { signs: Int8Array | undefined }

/** The residue is nobody's own, so it is left out here. */
function signsOf(whole: bigint, { weights, adjusted }: Parts): Int8Array | undefined {
  if (adjusted === undefined || adjusted.size === 0) return undefined
  const [weight, shared] = [sum(weights), whole - sum([...adjusted.values()])]
  return Int8Array.from(weights, (own, index) => {
    const share = (weight === 0n ? 0n : divide(shared * own, weight, 'down')) + (adjusted.get(index) ?? 0n)
    return share < 0n ? -1 : 1
  })
}

/** The exact targets, rounded down to 10^-18 minor units, as a draft; and what that rounding dropped. */
function share(whole: bigint, parts: Signed): { draft: Draft; dropped: bigint; open: Open } {
  const { weights, carries, most, adjusted } = parts
  const draft = { amounts: new BigInt64Array(weights.length), owed: new BigInt64Array(weights.length) }
  let left = whole
  for (const amount of adjusted?.values() ?? []) left -= amount
  let open = nonZero(weights)
  for (let index = 0; index < weights.length; index++) {
    if (weights[index] === 0n) left += keepAlone(index, parts, draft)
  }
  if (open.length === 0) {
    if (adjusted !== undefined && left < PRECISION && left > -PRECISION) {
      return { draft, dropped: left, open: { whole: left, weight: 0n } }
    }
    throw new Error('A pool cannot be divided among parts that weigh nothing.')
  }
  for (;;) {
    const { given, weight, full } = shareAmong(open, left, parts, draft)
    if (full.size === 0) return { draft, dropped: left - given, open: { whole: left, weight } }
    for (const index of full) {
      const limit = at(most as ArrayLike<bigint>, index)
      keep(draft, index, { units: limit, rest: 0n })
      left -= limit * PRECISION - at(carries, index) - (adjusted?.get(index) ?? 0n)
    }
    open = open.filter(index => !full.has(index))
    if (open.length === 0) return { draft, dropped: left, open: { whole: left, weight: 0n } }
  }
}

/** A part without weight has what is adjusted and its carry, up to its most; without either it keeps nothing. Answers what it leaves. */
function keepAlone(index: number, { carries, most, adjusted, signs }: Signed, draft: Draft): bigint {
  const extra = adjusted?.get(index)
  if (extra === undefined) return at(carries, index)
  const target = extra + at(carries, index)
  const limit = most === undefined ? target : at(most, index) * PRECISION
  keep(draft, index, splitOf(target < limit ? target : limit), signs?.[index])
  return target < limit ? 0n : target - limit
}

/** Shares out by weight; answers what was given without the carries, and who would get more than his most. */
function shareAmong(
  open: Uint32Array,
  whole: bigint,
  { weights, carries, most, adjusted, signs }: Signed,
  draft: Draft,
): { given: bigint; weight: bigint; full: Set<number> } {
  let weight = 0n
  for (const index of open) weight += at(weights, index)
  let given = 0n
  const full = new Set<number>()
  const shareOf = remembering(one => splitOf(divide(whole * one, weight, 'down')))
  for (const index of open) {
    const own = shareOf(at(weights, index))
    given += own.exact
    const rest = own.rest + at(carries, index) + (adjusted?.get(index) ?? 0n)
    if (most !== undefined && rest > (at(most, index) - own.units) * PRECISION) full.add(index)
    else keep(draft, index, { units: own.units, rest }, signs?.[index])
  }
  return { given, weight, full }
}

/** An amount in 10^-18 minor units, and as whole units and what is left of it. */
type Split = { exact: bigint; units: bigint; rest: bigint }

function splitOf(exact: bigint): Split {
  const units = divide(exact, PRECISION, 'down')
  return { exact, units, rest: exact - units * PRECISION }
}

/**
 * Rounds a target of so many units and a rest of any size down, but never across nothing to the other side of the part's
 * own share. The units that many parts have alike were divided once; a rest is mostly within one. Refuses to wrap around:
 * a fraction is mostly below two units, a column holds nine. It grows where many leave who were owed something, and the
 * pool is less than what they leave.
 */
function keep({ amounts, owed }: Draft, index: number, target: Omit<Split, 'exact'>, sign = 1): void {
  let { units, rest } = target
  if (rest < 0n || rest >= PRECISION) {
    const more = divide(rest, PRECISION, 'down')
    units += more
    rest -= more * PRECISION
  }
  const kept = units < 0n === sign < 0 ? units : 0n
  amounts[index] = kept
  owed[index] = held(units === kept ? rest : rest + units * PRECISION)
}

function held(fraction: bigint): bigint {
  if (BigInt.asIntN(64, fraction) !== fraction) throw new Error(`A fraction of ${fraction} cannot be kept.`)
  return fraction
}

/** Gives the missing units to those owed most, or takes the surplus from those owed least; in order where that is asked. */
function settle(missing: bigint, parts: Signed, { amounts, owed }: Draft, inOrder: boolean): void {
  const { weights, most, adjusted, signs } = parts
  const unit = missing > 0n ? 1n : -1n
  const takesPart = (index: number) => weights[index] !== 0n || adjusted?.has(index) === true
  const mayMove = (index: number) => {
    const [amount, below] = [at(amounts, index), signs?.[index] === -1]
    if (unit < 0n) return below || amount > 0n
    return takesPart(index) && (!below || amount < 0n) && (most === undefined || amount < at(most, index))
  }
  for (let left = missing * unit; left !== 0n; ) {
    const willing = indexes(amounts.length, mayMove)
    if (willing.length === 0) throw new Error(`${left * unit} units are left that nobody may get.`)
    const count = left < willing.length ? Number(left) : willing.length
    const select = unit > 0n ? greatest : smallest
    const movers = inOrder ? willing.subarray(0, count) : select(willing, owed, count)
    for (const index of movers) {
      amounts[index] = at(amounts, index) + unit
      owed[index] = held(at(owed, index) - unit * PRECISION)
    }
    left -= BigInt(count)
  }
}

function indexes(length: number, wanted: (index: number) => boolean): Uint32Array {
  const found = new Uint32Array(length)
  let count = 0
  for (let index = 0; index < length; index++) if (wanted(index)) found[count++] = index
  return found.subarray(0, count)
}

function keepNothing(amounts: BigInt64Array, residue: bigint, open: Open): Allocation {
  return { amounts, carries: new BigInt64Array(amounts.length), residue, open }
}

const at = (column: ArrayLike<bigint>, index: number) => column[index] as bigint

function sum(column: ArrayLike<bigint>): bigint {
  let total = 0n
  for (let index = 0; index < column.length; index++) total += at(column, index)
  return total
}

function mirrored({ weights, carries, adjusted }: Parts): Parts {
  const negated = adjusted && new Map([...adjusted].map(([index, amount]) => [index, -amount]))
  return {
    weights,
    carries: BigInt64Array.from(carries, carry => -carry),
    ...(negated && { adjusted: negated }),
  }
}

function mirror({ amounts, carries, residue, open }: Allocation): Allocation {
  return {
    amounts: amounts.map(amount => -amount),
    carries: carries.map(carry => -carry),
    residue: -residue,
    open: { ...open, whole: -open.whole },
  }
}
