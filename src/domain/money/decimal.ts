import { type Currency, decimalsOf } from './currency.ts'
import { divide, type Exact } from './fraction.ts'
import { formatAmount, formatScaled, GREATEST } from './money.ts'
import { refuse } from './refusals.ts'

/**
 * An exact signed decimal, counted in 10^-30: amounts of distributors, far finer than a cent, are summed as they are.
 */
export type Decimal = bigint

/** More decimals than a program prints of a binary float of a hundred-thousandth. */
const DECIMALS = 30
const PLAIN = /^(-?)(\d{1,18})(?:\.(\d{1,30}))?$/

/** Reads "-6.99" or "0.001234567" exactly; null for anything else, also for a zero with a sign. */
export function parseDecimal(text: string): Decimal | null {
  const [, sign, whole = '', decimals = ''] = PLAIN.exec(text) ?? []
  if (sign === undefined) return null
  const units = BigInt(`${whole}${decimals.padEnd(DECIMALS, '0')}`)
  if (sign === '') return units
  return units === 0n ? null : -units
}

/** Writes it with the decimals it has: what `parseDecimal` reads back. */
export function formatDecimal(value: Decimal): string {
  return formatScaled(value, DECIMALS).replace(/\.?0+$/, '')
}

/**
 * An exact decimal of whole units, times a rate, as minor units of a currency: half up, the one rounding it gets.
 * Refuses AMOUNT_TOO_LARGE.
 */
export function roundToMinor(value: Decimal, rate: Exact, currency: Currency): bigint {
  const exact = value * rate.s * rate.n * 10n ** BigInt(decimalsOf(currency))
  const minor = divide(exact, rate.d * 10n ** BigInt(DECIMALS), 'halfUp')
  if (minor <= GREATEST && minor >= -GREATEST) return minor
  throw refuse.AMOUNT_TOO_LARGE({ text: formatDecimal(value), greatest: formatAmount(GREATEST, currency) })
}
