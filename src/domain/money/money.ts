import Big from 'big.js'
import { shortened } from '../refusal.ts'
import { type Currency, decimalsOf, parseCurrency } from './currency.ts'
import { type Exact, exact, parseRatio } from './fraction.ts'
import { refuse } from './refusals.ts'

/** An amount in minor units (cents for EUR) with its currency. */
export type Money = { minor: bigint; currency: Currency }

/** Money as the outside writes it: decimal digits and an ISO 4217 code. */
export type MoneyText = { amount: string; currency: string }

/** A constructor of our own: the shared one of big.js could be reconfigured by any other package. */
const Decimal = Big()
Decimal.strict = true

/** Greatest amount in minor units, either sign: PostgreSQL keeps sums of them up to 9.2 × 10^18. */
export const GREATEST = 10n ** 18n

/** Zero has no sign: whoever writes -0 meant something else. */
const PLAIN_DECIMAL = /^(?!-[0.]+$)-?\d+(\.\d+)?$/
/** Longer texts are not worth reading: the greatest amount has 19 digits. */
const LONGEST = 64

/**
 * Reads "12.34" in EUR as 1234 minor units, exactly.
 * Refuses AMOUNT_MALFORMED (no digits, exponent, comma, spaces, -0), AMOUNT_TOO_PRECISE, AMOUNT_TOO_LARGE.
 */
export function parseAmount(text: string, currency: Currency): bigint {
  if (text.length > LONGEST || !PLAIN_DECIMAL.test(text)) {
    throw refuse.AMOUNT_MALFORMED({ text: shortened(text, LONGEST) })
  }
  const decimals = decimalsOf(currency)
  const minor = new Decimal(text).times(scale(decimals))
  if (!minor.eq(minor.round(0, Decimal.roundDown))) {
    throw refuse.AMOUNT_TOO_PRECISE({ text, currency, decimals })
  }
  return checkAmount(BigInt(minor.toFixed(0)), currency, text)
}

/** An amount, as read or worked out from others, when the books can hold it. Refuses AMOUNT_TOO_LARGE. */
export function checkAmount(minor: bigint, currency: Currency, text = formatAmount(minor, currency)): bigint {
  if (minor > GREATEST || minor < -GREATEST) {
    throw refuse.AMOUNT_TOO_LARGE({ text, greatest: formatAmount(GREATEST, currency) })
  }
  return minor
}

/** Reads an amount of terms, which may be finer than the currency ("0.001" a play), as exact minor units. */
export function minorUnits(text: string, currency: Currency): Exact {
  return parseRatio(text).mul(exact(10n ** BigInt(decimalsOf(currency))))
}

/** Reads money as the outside writes it. Refuses as parseAmount does, and CURRENCY_UNKNOWN. */
export function parseMoney(text: MoneyText): Money {
  const currency = parseCurrency(text.currency)
  return { minor: parseAmount(text.amount, currency), currency }
}

/** Reads money that must be above zero and in this currency. Refuses CURRENCY_MISMATCH, AMOUNT_NOT_POSITIVE. */
export function parsePositive(text: MoneyText, expected: Currency): bigint {
  const { minor, currency } = parseMoney(text)
  if (currency !== expected) throw refuse.CURRENCY_MISMATCH({ given: currency, expected })
  if (minor <= 0n) throw refuse.AMOUNT_NOT_POSITIVE({ amount: text.amount, currency })
  return minor
}

/** Reads money that may be zero, in this currency. Refuses CURRENCY_MISMATCH, AMOUNT_NEGATIVE. */
export function parseNotNegative(text: MoneyText, expected: Currency): bigint {
  const { minor, currency } = parseMoney(text)
  if (currency !== expected) throw refuse.CURRENCY_MISMATCH({ given: currency, expected })
  if (minor < 0n) throw refuse.AMOUNT_NEGATIVE({ amount: text.amount, currency })
  return minor
}

/** Reads money of either sign, in this currency. Refuses CURRENCY_MISMATCH. */
export function parseSigned(text: MoneyText, expected: Currency): bigint {
  const { minor, currency } = parseMoney(text)
  if (currency !== expected) throw refuse.CURRENCY_MISMATCH({ given: currency, expected })
  return minor
}

/** Writes 1234 minor units of EUR as "12.34": the currency's decimals, a point, no separators. */
export function formatAmount(minor: bigint, currency: Currency): string {
  return formatScaled(minor, decimalsOf(currency))
}

/** Writes units of 10^-decimals as a decimal text with exactly that many decimals. */
export function formatScaled(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const rest = decimals === 0 ? '' : `.${digits.slice(-decimals)}`
  return `${units < 0n ? '-' : ''}${whole}${rest}`
}

/** Money as the outside reads it. */
export function moneyText(minor: bigint, currency: string): MoneyText {
  return { amount: formatAmount(minor, parseCurrency(currency)), currency }
}

function scale(decimals: number): Big {
  return new Decimal(`1${'0'.repeat(decimals)}`)
}
