import type { Currency } from '../../money/currency.ts'
import { checkAmount } from '../../money/money.ts'
import { within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'

/** Revenue from one source in minor units; where more was returned than sold it is below zero. */
export type ReportLine = {
  source: string
  category: string | null
  units: bigint
  gross: bigint
  deduction: bigint
  deductionLabel: string | null
}

const MOST_LINES = 10_000

/** Refuses REPORT_TOO_LONG. */
export function refuseTooLong(lines: readonly unknown[]): void {
  if (lines.length > MOST_LINES) throw refuse.REPORT_TOO_LONG({ lines: lines.length, most: MOST_LINES })
}

/** Refuses REPORT_EMPTY, REPORT_TOO_LONG, and AMOUNT_TOO_LARGE of all lines together. */
export function refuseUnlessLines(lines: readonly ReportLine[], currency: Currency): void {
  if (lines.length < 1) throw refuse.REPORT_EMPTY({})
  refuseTooLong(lines)
  for (const part of [(line: ReportLine) => line.gross, (line: ReportLine) => line.deduction]) {
    const together = lines.reduce((total, line) => total + part(line), 0n)
    within('lines', () => checkAmount(together, currency))
  }
  const net = lines.reduce((total, line) => total + line.gross - line.deduction, 0n)
  within('lines', () => checkAmount(net, currency))
}
