import type { Currency } from '../../money/currency.ts'

/** What the processor takes of a card payment: ratio × total, half up, and a fixed amount. Both days are included. */
export type CardRate = {
  currency: Currency
  ratio: string
  /** A decimal in the currency. */
  fixed: string
  from: string
  /** Null while no end is known. */
  to: string | null
  /** Who decided it, or where it was read. */
  source: string
}

/**
 * What the operator agreed on with the processor: a change is a new row, and an end on the row before. In a currency that
 * is not here no card is taken.
 */
export const CARD_RATES: readonly CardRate[] = [
  {
    currency: 'EUR',
    ratio: '0.015',
    fixed: '0.25',
    from: '2000-01-01',
    to: null,
    source: 'setting of the platform',
  },
]

/** The rate of a currency in force on a day. */
export function cardRateOn(
  day: string,
  currency: Currency,
  rates: readonly CardRate[] = CARD_RATES,
): CardRate | undefined {
  return rates.find(
    rate => rate.currency === currency && rate.from <= day && (rate.to === null || day <= rate.to),
  )
}
