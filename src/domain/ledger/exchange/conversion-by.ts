import type { Conversion } from '../../money/convert.ts'
import { ONE, parseRatio } from '../../money/fraction.ts'
import type { Pair, RateRow } from './rates.ts'

/** A stored rate, read from one of its currencies to the other: exactly, also against the way it was told. */
export function conversionBy(row: Pick<RateRow, 'rate' | 'fromCurrency'>, { from, to }: Pair): Conversion {
  const told = parseRatio(row.rate)
  return { from, to, rate: row.fromCurrency === from ? told : ONE.div(told) }
}
