import type { Currency } from '../../money/currency.ts'
import { type Decimal, roundToMinor } from '../../money/decimal.ts'
import { type Exact, ONE, parseRatio } from '../../money/fraction.ts'
import { checkCode } from '../../offerings/terms/check-contract.ts'
import { parseName } from '../../parties/people/names.ts'
import { within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import { type ReportLine, refuseUnlessLines } from './report-lines.ts'

/** What was read from a file: sums in whole units of its currency, and whatever is wrong with it. */
export type FileReading = {
  format: string | null
  currency: Currency | null
  /** From the first to the last day that any line covers. */
  periodStart: string | null
  periodEnd: string | null
  lines: number
  totals: readonly FileTotal[]
  deductionLabel: string | null
  problems: {
    first: readonly { line: number | null; column: string | null; message: string }[]
    count: number
  }
}

/** What one source brought in one category, exactly. */
export type FileTotal = {
  source: string
  category: string | null
  units: bigint
  deductions: Decimal
  net: Decimal
}

/** A reading that may become a report. */
export type CleanReading = FileReading & { [Field in 'format' | 'periodStart' | 'periodEnd']: string } & {
  currency: Currency
}

/** Refuses FILE_HAS_PROBLEMS, with all of them. */
export function refuseProblems(reading: FileReading): CleanReading {
  const { format, currency, periodStart, periodEnd, problems } = reading
  const whole = format !== null && currency !== null && periodStart !== null && periodEnd !== null
  if (problems.count > 0 || !whole) throw refuse.FILE_HAS_PROBLEMS(problems)
  return { ...reading, format, currency, periodStart, periodEnd }
}

/**
 * The lines of a report from the sums of a file, one per source and category, in the project's currency.
 *
 * There is one rounding per report: what a file says in one currency is summed exactly and converted before anything
 * is rounded. A line is the difference between two rounded running totals, so the lines add up to the rounded whole,
 * and none is a unit away from its exact amount. What was paid and what was deducted are rounded; gross is their sum.
 * Refuses EXCHANGE_RATE_WRONG, RATIO_MALFORMED, AMOUNT_TOO_LARGE, REPORT_EMPTY.
 */
export function linesOfFile(
  reading: CleanReading,
  currency: Currency,
  exchangeRate: string | null,
): ReportLine[] {
  const rate = rateOf(reading.currency, currency, exchangeRate)
  const [net, deductions] = [runningTotal(rate, currency), runningTotal(rate, currency)]
  const lines = reading.totals.map(total => {
    const [paid, deduction] = [net(total.net), deductions(total.deductions)]
    return {
      source: parseName(total.source),
      category: total.category === null ? null : checkCode(total.category),
      units: total.units,
      gross: paid + deduction,
      deduction,
      deductionLabel: deduction === 0n ? null : reading.deductionLabel,
    }
  })
  refuseUnlessLines(lines, currency)
  return lines
}

/** Adds exact amounts, and answers by how many minor units the rounded total grew. */
function runningTotal(rate: Exact, currency: Currency): (amount: Decimal) => bigint {
  let [exact, rounded] = [0n, 0n]
  return amount => {
    exact += amount
    const before = rounded
    rounded = roundToMinor(exact, rate, currency)
    return rounded - before
  }
}

function rateOf(file: Currency, project: Currency, exchangeRate: string | null): Exact {
  const rate = exchangeRate === null ? null : within('exchangeRate', () => parseRatio(exchangeRate))
  const right = file === project ? rate === null : rate !== null && rate.n > 0n
  if (!right) throw refuse.EXCHANGE_RATE_WRONG({ file, project })
  return rate ?? ONE
}
