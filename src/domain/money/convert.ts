import { type Currency, decimalsOf } from './currency.ts'
import { divide, type Exact } from './fraction.ts'
import { checkAmount } from './money.ts'

/** How one currency becomes another: so much of a whole unit of `to` for one whole unit of `from`. Above zero. */
export type Conversion = { from: Currency; to: Currency; rate: Exact }

/** Minor units of one currency as minor units of another, rounded half even. Refuses AMOUNT_TOO_LARGE. */
export function convert(minor: bigint, conversion: Conversion): bigint {
  const [dividend, divisor] = quotient(minor, conversion)
  return checkAmount(divide(dividend, divisor, 'halfEven'), conversion.to)
}

/**
 * The parts of an amount in another currency. Their sum is the converted sum, rounded once: each part is its exact amount
 * rounded down, and the units missing go one each to the greatest fractions, the first of equals first. So no part is a
 * unit away from its exact amount, and a part of nothing stays nothing. Refuses AMOUNT_TOO_LARGE.
 */
export function convertParts(parts: readonly bigint[], conversion: Conversion): bigint[] {
  const exact = parts.map(part => quotient(part, conversion))
  const down = exact.map(([dividend, divisor]) => divide(dividend, divisor, 'down'))
  const left = exact.map(([dividend, divisor], place) => dividend - (down[place] as bigint) * divisor)
  const whole = convert(sum(parts), conversion)
  const missing = Number(whole - sum(down))
  const greatest = [...left.keys()].sort((a, b) => compare(left[b] as bigint, left[a] as bigint) || a - b)
  for (const place of greatest.slice(0, missing)) down[place] = (down[place] as bigint) + 1n
  return down
}

function quotient(minor: bigint, { from, to, rate }: Conversion): [dividend: bigint, divisor: bigint] {
  return [minor * rate.n * 10n ** BigInt(decimalsOf(to)), rate.d * 10n ** BigInt(decimalsOf(from))]
}

const sum = (values: readonly bigint[]) => values.reduce((total, each) => total + each, 0n)

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
