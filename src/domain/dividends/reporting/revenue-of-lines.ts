import type { ReportLine } from '../revenue/report-lines.ts'
import type { Revenue } from '../tiers/till.ts'

/** What lines bring by category, as the tiers run over it. */
export function revenueOfLines(lines: readonly ReportLine[], periodEnd: string): Revenue[] {
  const byCategory = Map.groupBy(lines, line => line.category)
  return [...byCategory].map(([category, own]) => {
    const sumOf = (pick: (line: ReportLine) => bigint) => own.reduce((sum, line) => sum + pick(line), 0n)
    const [gross, units] = [sumOf(line => line.gross), sumOf(line => line.units)]
    return { reportId: '', category, gross, units, net: gross - sumOf(line => line.deduction), periodEnd }
  })
}
