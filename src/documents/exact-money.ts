import { PRECISION } from '../domain/money/allocate.ts'
import type { Currency } from '../domain/money/currency.ts'
import { divide } from '../domain/money/fraction.ts'
import { EXPLANATION_WORDS } from './explanation-words.ts'
import { formatFraction, formatMoney, type Language } from './format.ts'

/** An amount in 10^-18 of a minor unit as money and, when it is not round, the fraction of a minor unit above it. */
export function exactMoney(units: bigint, currency: Currency, language: Language): string {
  const whole = divide(units, PRECISION, 'down')
  const fraction = units - whole * PRECISION
  const money = formatMoney(whole, currency, language)
  if (fraction === 0n) return money
  return EXPLANATION_WORDS[language].exactly(money, formatFraction(fraction, currency, language))
}

/** The same with its sign before it, of what was corrected upwards or downwards. */
export function signedMoney(units: bigint, currency: Currency, language: Language): string {
  const size = units < 0n ? -units : units
  return `${units < 0n ? '−' : '+'}${exactMoney(size, currency, language)}`
}
