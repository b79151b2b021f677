import { PRECISION } from '../../money/allocate.ts'
import { type Exact, exact, round, ZERO } from '../../money/fraction.ts'

/**
 * How one part of a rounded division came about. Fractions are counted in 10^-18 of a minor unit, amounts in minor units;
 * only sums of the other parts stand here, no part by itself.
 */
export type Portion = {
  /** What is divided by weight: the whole with the fractions that belong to nobody, without what parts at their most got. */
  shared: bigint
  /** Its own weight, and that of all parts below their most together. */
  weight: Exact
  weights: Exact
  /** Its exact share: shared × weight ÷ weights, rounded down. */
  share: bigint
  /** What corrections of earlier runs add (negative: take off) for this part alone. */
  adjusted: bigint
  /** The fraction still owed from the run before; negative: had too much. */
  before: bigint
  /** The most it could get, in minor units; null: no limit. */
  most: bigint | null
  /** It would have got more than its most. */
  isCapped: boolean
  /** Whole units that the parts together missed and it got, or had too many and it gave back. */
  settled: bigint
  amount: bigint
  /** The fraction still owed after it; negative: has too much. */
  after: bigint
}

/** What a portion is computed from. `isNegative`: the whole is taken back; `keeps`: fractions are kept from run to run. */
export type PortionInput = Pick<
  Portion,
  'shared' | 'weight' | 'weights' | 'adjusted' | 'before' | 'most' | 'settled'
> & { isNegative: boolean; keeps: boolean }

/** Computes one part of a division anew, by the rule that `allocate` states, without knowing the other parts. */
export function portionOf({ isNegative, keeps, ...input }: PortionInput): Portion {
  const sign = isNegative ? -1n : 1n
  const { shared, weight, weights, adjusted, before, most, settled } = input
  const open = !weights.equals(ZERO)
  // A negative whole is the exact mirror of a positive one: rounded down is towards nothing on either side.
  const share = open
    ? sign *
      round(
        exact(sign * shared)
          .mul(weight)
          .div(weights),
        'down',
      )
    : 0n
  const wanted = share + adjusted + before
  const isCapped = most !== null && !isNegative && ((!open && adjusted === 0n) || wanted > most * PRECISION)
  const target = isCapped ? (most as bigint) * PRECISION : wanted
  const amount = wholeOf(target, sign) + settled
  return { ...input, share, isCapped, amount, after: keeps ? target - amount * PRECISION : 0n }
}

/** How many whole units an amount came to by settling what the parts missed together. */
export function settledBy(input: Omit<PortionInput, 'settled'>, amount: bigint): bigint {
  return amount - portionOf({ ...input, settled: 0n }).amount
}

function wholeOf(target: bigint, sign: bigint): bigint {
  const size = sign * target
  return size > 0n ? sign * (size / PRECISION) : 0n
}
