import type { EntityManager } from '@mikro-orm/postgresql'
import { conversionBy } from '../../ledger/exchange/conversion-by.ts'
import { type RateRow, rateAt } from '../../ledger/exchange/rates.ts'
import type { Currency } from '../../money/currency.ts'
import { linesOf, type ReportRow, type RevenueLineRow } from '../revenue/reports.ts'
import { convertLines } from './convert-lines.ts'

/** A report as it would be converted at an instant. Minor units of `currency`, the project's. */
export type PlannedConversion = {
  rate: RateRow
  currency: Currency
  lines: RevenueLineRow[]
  net: bigint
}

/**
 * What a report in another currency than its project's would be in that, at the rate of an instant; null where there is
 * nothing to convert. Refuses RATE_MISSING, AMOUNT_TOO_LARGE.
 */
export async function plannedConversion(
  em: EntityManager,
  { id, reported }: ReportRow,
  { currency, at }: { currency: Currency; at: Date },
): Promise<PlannedConversion | null> {
  if (reported.currency === currency) return null
  const pair = { from: reported.currency, to: currency }
  const rate = await rateAt(em, pair, at)
  const lines = convertLines(await linesOf(em, [id]), conversionBy(rate, pair))
  return { rate, currency, lines, net: lines.reduce((net, line) => net + line.gross - line.deduction, 0n) }
}
