import type { Currency } from '../money/currency.ts'

/** A way money leaves by: SEPA transfer, international transfer, cheque. */
export type Rail = 'sepa' | 'wire' | 'cheque'

/** The rails that reach a bank account we know. */
export const BANK_RAILS: readonly Rail[] = ['sepa', 'wire']

/**
 * What a balance must reach to leave by a rail, and when it is tested: on a day of these months. Several rules stand
 * for one rail where more is tested more often. In force from one test day to another, both included.
 */
export type PayoutRule = {
  rail: Rail
  currency: Currency
  /** A decimal in the currency: a balance of exactly this leaves. */
  minimum: string
  /** 1 to 12. */
  months: readonly number[]
  /** The day of the month, 1 to 28. */
  day: number
  from: string
  /** Null while no end is known. */
  to: string | null
  /** Who decided it, or where it was read. */
  source: string
}

const EACH_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
const EACH_QUARTER = [3, 6, 9, 12]

const FROM_THE_START = { day: 5, from: '2000-01-01', to: null } as const
const PUBLISHED = 'as SoundExchange publishes it (soundexchange.com, when will creative participants be paid)'

/**
 * The platform's setting, which the operator keeps: a change is a new row, and an end on the row before. A currency or
 * rail that is not here has no rule, and nothing leaves by it.
 */
export const PAYOUT_RULES: readonly PayoutRule[] = [
  {
    ...FROM_THE_START,
    rail: 'sepa',
    currency: 'EUR',
    minimum: '10.00',
    months: EACH_MONTH,
    source: 'setting of the platform',
  },
  {
    ...FROM_THE_START,
    rail: 'wire',
    currency: 'USD',
    minimum: '100.00',
    months: EACH_MONTH,
    source: PUBLISHED,
  },
  {
    ...FROM_THE_START,
    rail: 'wire',
    currency: 'USD',
    minimum: '10.00',
    months: EACH_QUARTER,
    source: PUBLISHED,
  },
  {
    ...FROM_THE_START,
    rail: 'cheque',
    currency: 'USD',
    minimum: '100.00',
    months: EACH_QUARTER,
    source: PUBLISHED,
  },
]

/** The first day on or after this one on which a rule tests balances; null when it has ended before. */
export function nextTest({ months, day, from, to }: PayoutRule, today: string): string | null {
  const start = today > from ? today : from
  const [year = 0, month = 0] = start.split('-').map(Number)
  // Thirteen months from the first on: each month of the year comes after the start once.
  for (let ahead = month; ahead <= month + 12; ahead++) {
    const test = dayIn(year, ahead, day)
    if (!months.includes(((ahead - 1) % 12) + 1) || test < start) continue
    return to === null || test <= to ? test : null
  }
  return null
}

/** A day in the month that many months after December of the year before. */
function dayIn(year: number, month: number, day: number): string {
  const digits = (value: number, length: number) => `${value}`.padStart(length, '0')
  const [later, inYear] = [Math.floor((month - 1) / 12), ((month - 1) % 12) + 1]
  return `${digits(year + later, 4)}-${digits(inYear, 2)}-${digits(day, 2)}`
}
