import { divide } from './fraction.ts'

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
}

/**
 * What becomes of fractions. `carry`: each keeps his own. The others keep nothing from run to run:
 * `largestRemainder` and `firstListed` give the missing units to those with the largest fraction or to the first in
 * order, `toReserve` to nobody, so that they join the next pool.
 */
export type Method = 'carry' | 'largestRemainder' | 'firstListed' | 'toReserve'

/** In the order of the parts. The residue is what belongs to nobody yet, in 10^-18 minor units. */
export type Allocation = { amounts: BigInt64Array; carries: BigInt64Array; residue: bigint }

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
 * A part that would get more than its most gets that and is owed nothing; the surplus is shared by the others, by
 * weight, until nobody is above. A negative pool knows no most.
 *
 * A plain largest remainder would let the same parts win each tie for ever; a carry without the rule on signs
 * could give somebody a negative line in a positive run (weights 6, 6, 2: a run of 10, then one of 1).
 */
export function allocate(pool: bigint, parts: Parts, residue = 0n, method: Method = 'carry'): Allocation {
  if (pool < 0n) return mirror(allocate(-pool, mirrored(parts), -residue, method))
  const before = method === 'carry' ? parts : { ...parts, carries: new BigInt64Array(parts.weights.length) }
  const { targets, dropped } = share(pool * PRECISION + residue, before)
  const amounts = roundDown(targets)
  const missing = pool - sum(amounts)
  if (method !== 'toReserve')
    settle(missing, { ...before, targets, amounts, inOrder: method === 'firstListed' })
  if (method === 'toReserve') return keepNothing(amounts, residue + missing * PRECISION)
  if (method !== 'carry') return keepNothing(amounts, 0n)
  return { amounts, carries: fractions(targets, amounts), residue: dropped }
}

/** Exact targets in 10^-18 minor units, and what rounding them down to that precision dropped. */
function share(whole: bigint, parts: Parts): { targets: bigint[]; dropped: bigint } {
  const { weights, carries, most } = parts
  const targets: bigint[] = new Array(weights.length).fill(0n)
  let left = whole
  let open: number[] = []
  for (let index = 0; index < weights.length; index++) {
    if (weights[index] !== 0n) open.push(index)
    else left += at(carries, index)
  }
  if (open.length === 0) throw new Error('A pool cannot be divided among parts that weigh nothing.')
  for (;;) {
    const full = shareAmong(open, left, { parts, targets })
    if (full.size === 0) break
    for (const index of full) {
      targets[index] = at(most as ArrayLike<bigint>, index) * PRECISION
      left -= at(targets, index) - at(carries, index)
    }
    open = open.filter(index => !full.has(index))
    if (open.length === 0) return { targets, dropped: left }
  }
  const given = open.reduce((total, index) => total + at(targets, index) - at(carries, index), 0n)
  return { targets, dropped: left - given }
}

/** Shares out by weight; answers those who would get more than their most. */
function shareAmong(
  open: readonly number[],
  whole: bigint,
  { parts, targets }: { parts: Parts; targets: bigint[] },
): Set<number> {
  const { weights, carries, most } = parts
  const weight = open.reduce((total, index) => total + at(weights, index), 0n)
  const full = new Set<number>()
  for (const index of open) {
    const target = divide(whole * at(weights, index), weight, 'down') + at(carries, index)
    targets[index] = target
    if (most !== undefined && target > at(most, index) * PRECISION) full.add(index)
  }
  return full
}

function roundDown(targets: readonly bigint[]): BigInt64Array {
  const amounts = new BigInt64Array(targets.length)
  for (const [index, target] of targets.entries()) amounts[index] = target > 0n ? target / PRECISION : 0n
  return amounts
}

type Draft = Parts & { targets: readonly bigint[]; amounts: BigInt64Array; inOrder: boolean }

/** Gives the missing units to those owed most, or takes the surplus from those owed least. */
function settle(missing: bigint, draft: Draft): void {
  const { weights, targets, amounts, most, inOrder } = draft
  const unit = missing > 0n ? 1n : -1n
  const mayMove = (index: number) =>
    unit < 0n
      ? at(amounts, index) > 0n
      : weights[index] !== 0n && (most === undefined || at(amounts, index) < at(most, index))
  for (let left = missing; left !== 0n; ) {
    const owed = fractions(targets, amounts)
    const willing = Uint32Array.from(amounts.keys()).filter(mayMove)
    if (willing.length === 0) throw new Error(`${left} units are left that nobody may get.`)
    if (!inOrder) willing.sort((a, b) => compare(at(owed, a), at(owed, b)) * Number(-unit) || a - b)
    for (const index of willing) {
      if (left === 0n) return
      amounts[index] = at(amounts, index) + unit
      left -= unit
    }
  }
}

/** Refuses to wrap around: by the rules a fraction is below two units, and a column holds nine. */
function fractions(targets: readonly bigint[], amounts: BigInt64Array): BigInt64Array {
  const owed = new BigInt64Array(targets.length)
  for (const [index, target] of targets.entries()) {
    const fraction = target - at(amounts, index) * PRECISION
    if (BigInt.asIntN(64, fraction) !== fraction) throw new Error(`A fraction of ${fraction} cannot be kept.`)
    owed[index] = fraction
  }
  return owed
}

function keepNothing(amounts: BigInt64Array, residue: bigint): Allocation {
  return { amounts, carries: new BigInt64Array(amounts.length), residue }
}

const at = (column: ArrayLike<bigint>, index: number) => column[index] as bigint
const sum = (column: BigInt64Array) => column.reduce((total, value) => total + value, 0n)
const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)

function mirrored({ weights, carries }: Parts): Parts {
  return { weights, carries: BigInt64Array.from(carries, carry => -carry) }
}

function mirror({ amounts, carries, residue }: Allocation): Allocation {
  return { amounts: amounts.map(amount => -amount), carries: carries.map(carry => -carry), residue: -residue }
}
