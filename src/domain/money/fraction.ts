import Fraction from 'fraction.js'
import { shortened } from '../refusal.ts'
import { refuse } from './refusals.ts'

/** An exact ratio of two whole numbers. Values are never changed in place. */
export type Exact = Fraction

export const ZERO = new Fraction(0n)
export const ONE = new Fraction(1n)

const DECIMAL = /^\d{1,18}(\.\d{1,18})?$/
const QUOTIENT = /^\d{1,18}\/[1-9]\d{0,17}$/

/** Reads "0.30" or "1/3" exactly. Refuses RATIO_MALFORMED (signs, exponents, repeating marks, spaces). */
export function parseRatio(text: string): Exact {
  if (!DECIMAL.test(text) && !QUOTIENT.test(text)) throw refuse.RATIO_MALFORMED({ text: shortened(text) })
  return new Fraction(text)
}

/** A whole number as an exact ratio. */
export function exact(whole: bigint): Exact {
  return new Fraction(whole)
}

/** "371070" or "1/3": what `parseExact` reads back. */
export function formatExact(value: Exact): string {
  const sign = value.s < 0n ? '-' : ''
  return value.d === 1n ? `${sign}${value.n}` : `${sign}${value.n}/${value.d}`
}

/** Reads what `formatExact` wrote. */
export function parseExact(text: string): Exact {
  return new Fraction(text)
}

export function sum(values: readonly Exact[]): Exact {
  return values.reduce((total, value) => total.add(value), ZERO)
}

/** The numerators of the values over their one common denominator: whole numbers in the same proportions. */
export function proportions(values: readonly Exact[]): bigint[] {
  const common = values.reduce((all, value) => (all * value.d) / gcd(all, value.d), 1n)
  return values.map(value => value.s * value.n * (common / value.d))
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b)
}

export type Rounding = 'down' | 'halfUp' | 'halfEven'

/**
 * The only place where a quotient becomes a whole number.
 * `down` goes towards minus infinity, so that what is left over is never negative; `halfUp` takes ties away
 * from zero (the commercial rule); `halfEven` takes them to the even neighbour, so that many of them lean to no side.
 */
export function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (divisor < 0n) return divide(-dividend, -divisor, rounding)
  if (rounding === 'halfUp') {
    return dividend < 0n ? -divide(-dividend, divisor, 'halfUp') : (2n * dividend + divisor) / (2n * divisor)
  }
  const quotient = dividend / divisor
  const down = dividend < 0n && quotient * divisor !== dividend ? quotient - 1n : quotient
  if (rounding === 'down') return down
  const twiceLeft = 2n * (dividend - down * divisor)
  return twiceLeft > divisor || (twiceLeft === divisor && down % 2n !== 0n) ? down + 1n : down
}

/** An exact amount of minor units as a whole number of them. */
export function round(value: Exact, rounding: Rounding): bigint {
  return divide(value.s * value.n, value.d, rounding)
}
