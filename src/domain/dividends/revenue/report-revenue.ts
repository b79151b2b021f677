import type { EntityManager } from '@mikro-orm/postgresql'
import type { Currency } from '../../money/currency.ts'
import { formatAmount, type MoneyText, parseNotNegative } from '../../money/money.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { checkCode } from '../../offerings/terms/check-contract.ts'
import { parseName } from '../../parties/people/names.ts'
import { within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import { checkPeriod } from './check-period.ts'
import type { ReportLine } from './report-lines.ts'
import { writeReport } from './write-report.ts'

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

export type NewReport = {
  projectId: string
  periodStart: string
  periodEnd: string
  lines: RevenueLineInput[]
  reporterId: string
}

/**
 * The issuer, or finance for him, reports what came in for a period: lines by source, gross and deductions. A day
 * is reported once. A report of one line of 0.00 says that nothing came in.
 * Refuses PROJECT_UNKNOWN, DEDUCTION_TOO_LARGE, what `checkPeriod` and `writeReport` refuse, and what
 * `parseNotNegative`, `checkCode` and `parseName` refuse.
 */
export async function reportRevenue(
  em: EntityManager,
  input: NewReport,
  now: Date,
): Promise<{ reportId: string }> {
  const project = await lockProject(em, input.projectId)
  const period = await checkPeriod(em, project, input, now)
  const { reporterId } = input
  return writeReport(em, project, { ...period, lines: readLines(input.lines, project), reporterId }, now)
}

function readLines(lines: readonly RevenueLineInput[], { currency }: ProjectRow): ReportLine[] {
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

/** What was kept before the money came: never more than there was. */
function readDeduction(line: RevenueLineInput, currency: Currency): bigint {
  if (line.deduction === null) return 0n
  const deduction = parseNotNegative(line.deduction, currency)
  const gross = parseNotNegative(line.gross, currency)
  if (deduction <= gross) return deduction
  const money = (minor: bigint) => formatAmount(minor, currency)
  throw refuse.DEDUCTION_TOO_LARGE({ deduction: money(deduction), gross: money(gross), currency })
}
