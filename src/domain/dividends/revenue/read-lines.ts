import { type Currency, parseCurrency } from '../../money/currency.ts'
import { formatAmount, type MoneyText, parseNotNegative } from '../../money/money.ts'
import { checkCode } from '../../offerings/terms/check-contract.ts'
import { parseName } from '../../parties/people/names.ts'
import { within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import type { ReportLine } from './report-lines.ts'

export type RevenueLineInput = {
  source: string
  /** By which the contract's tiers may tell revenue apart. */
  category?: string | null
  /** How many units were sold; 0 when nothing is said. */
  units?: bigint
  gross: MoneyText
  deduction: MoneyText | null
  deductionLabel: string | null
}

/**
 * Reads the lines of a report as somebody wrote them. Refuses DEDUCTION_TOO_LARGE, and what `parseNotNegative`,
 * `checkCode` and `parseName` refuse, each with the line and field it is about.
 */
export function readLines(lines: readonly RevenueLineInput[], currency: Currency): ReportLine[] {
  return lines.map((line, index) => {
    const { gross, deductionLabel } = line
    const at = <T>(field: string, read: () => T) => within(`lines.${index}.${field}`, read)
    return {
      source: at('source', () => parseName(line.source)),
      category: at('category', () => (line.category == null ? null : checkCode(line.category))),
      units: line.units ?? 0n,
      gross: at('gross', () => parseNotNegative(gross, currency)),
      deduction: at('deduction', () => readDeduction(line, currency)),
      deductionLabel: at('deductionLabel', () =>
        deductionLabel === null ? null : parseName(deductionLabel),
      ),
    }
  })
}

/** The currency of a report: that of its first line, in which all must be; of none, nothing. Refuses CURRENCY_UNKNOWN. */
export function currencyOf([first]: readonly RevenueLineInput[]): Currency | undefined {
  return first && within('lines.0.gross', () => parseCurrency(first.gross.currency))
}

/** What was kept before the money came: never more than there was. */
function readDeduction(line: RevenueLineInput, currency: Currency): bigint {
  if (line.deduction === null) return 0n
  const deduction = parseNotNegative(line.deduction, currency)
  const gross = parseNotNegative(line.gross, currency)
  if (deduction <= gross) return deduction
  const money = (minor: bigint) => formatAmount(minor, currency)
  throw refuse.DEDUCTION_TOO_LARGE({ deduction: money(deduction), gross: money(gross), currency })
}
