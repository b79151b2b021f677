import type { EntityManager } from '@mikro-orm/postgresql'
import { lockProject } from '../../offerings/lock-project.ts'
import { checkPeriod } from './check-period.ts'
import { currencyOf, type RevenueLineInput, readLines } from './read-lines.ts'
import { writeReport } from './write-report.ts'

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
 * Refuses PROJECT_UNKNOWN, CURRENCY_UNKNOWN, and what `checkPeriod`, `readLines` and `writeReport` refuse.
 */
export async function reportRevenue(
  em: EntityManager,
  input: NewReport,
  now: Date,
): Promise<{ reportId: string }> {
  const project = await lockProject(em, input.projectId)
  const period = await checkPeriod(em, project, input, now)
  const { reporterId } = input
  const currency = currencyOf(input.lines) ?? project.currency
  const lines = readLines(input.lines, currency)
  return writeReport(em, project, { ...period, lines, reporterId, currency }, now)
}
