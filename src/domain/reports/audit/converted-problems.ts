import { conversionBy } from '../../ledger/exchange/conversion-by.ts'
import { convert } from '../../money/convert.ts'
import { parseCurrency } from '../../money/currency.ts'
import { formatAmount, parseAmount } from '../../money/money.ts'
import type { RunFile } from './trace-shape.ts'

/** Converts a report of a run again, by the rate that is named, and answers what does not agree. */
export function convertedProblems(report: RunFile['reports'][number], runCurrency: string): string[] {
  if (report.converted === undefined) return []
  const { currency, net, rate } = report.converted
  const [from, to] = [parseCurrency(currency), parseCurrency(runCurrency)]
  const told = { fromCurrency: parseCurrency(rate.from), toCurrency: parseCurrency(rate.to), rate: rate.rate }
  const pairs = [`${from} ${to}`, `${to} ${from}`]
  if (!pairs.includes(`${rate.from} ${rate.to}`))
    return [`report ${report.id} has a rate of other currencies`]
  const again = formatAmount(convert(parseAmount(net, from), conversionBy(told, { from, to })), to)
  return again === report.net
    ? []
    : [`report ${report.id} comes to ${again} at its rate, not to ${report.net}`]
}
