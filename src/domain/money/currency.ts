import { shortened } from '../refusal.ts'
import { refuse } from './refusals.ts'

/**
 * The currencies the engine keeps books in, with the decimals of their minor unit (ISO 4217, table A.1).
 * To add one, add a line here: amounts, accounts and documents read nothing else.
 */
const DECIMALS = {
  AUD: 2,
  BGN: 2,
  BHD: 3,
  CAD: 2,
  CHF: 2,
  CZK: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  HUF: 2,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  NOK: 2,
  OMR: 3,
  PLN: 2,
  RON: 2,
  SEK: 2,
  TND: 3,
  USD: 2,
  XAF: 0,
  XOF: 0,
} as const

/** An ISO 4217 code that the engine knows, such as EUR. */
export type Currency = keyof typeof DECIMALS

/** The currency in which the platform's books are kept (Code de commerce art. L123-22). */
export const BOOK_CURRENCY: Currency = 'EUR'

/** All of them, by code. */
export const CURRENCIES = Object.keys(DECIMALS) as Currency[]

/** Whether a code is one that the engine knows. */
export const isCurrency = (code: string): code is Currency => Object.hasOwn(DECIMALS, code)

/** Reads a currency code exactly as ISO 4217 writes it. Refuses CURRENCY_UNKNOWN. */
export function parseCurrency(code: string): Currency {
  if (!isCurrency(code)) {
    throw refuse.CURRENCY_UNKNOWN({ currency: shortened(code, 10), known: CURRENCIES })
  }
  return code
}

/** How many decimals the minor unit has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: Currency): number {
  return DECIMALS[currency]
}
