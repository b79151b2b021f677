import { ONE, parseRatio } from '../money/fraction.ts'
import { refuse } from './refusals.ts'

/**
 * The standard rate of VAT in France from one day to another, both included. The articles and laws named as sources were not
 * read for this table: counsel or the tax adviser confirms them before real invoices leave.
 */
export type VatRate = { from: string; to: string | null; ratio: string; source: string }

/** Newest first. A change of the law is a new row, and an end on the row before. */
export const VAT_RATES: readonly VatRate[] = [
  {
    from: '2014-01-01',
    to: null,
    ratio: '0.20',
    source: 'CGI art. 278; loi 2012-1510 of 29 December 2012 art. 68',
  },
  {
    from: '2000-04-01',
    to: '2013-12-31',
    ratio: '0.196',
    source: 'CGI art. 278 as it was; loi 2000-656 of 13 July 2000 art. 1',
  },
]

/** The standard rate on a day. Refuses VAT_RATE_UNKNOWN. */
export function vatRateOn(day: string): VatRate {
  const rate = VAT_RATES.find(({ from, to }) => from <= day && (to === null || day <= to))
  if (rate === undefined) throw refuse.VAT_RATE_UNKNOWN({ day, from: VAT_RATES.at(-1)?.from ?? '' })
  return rate
}

/** A rate that was named: from nothing to all. Refuses RATIO_MALFORMED, VAT_RATIO_WRONG. */
export function parseVatRatio(text: string): string {
  if (parseRatio(text).compare(ONE) > 0) throw refuse.VAT_RATIO_WRONG({ ratio: text })
  return text
}
