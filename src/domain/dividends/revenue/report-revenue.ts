import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { Currency } from '../../money/currency.ts'
import { checkAmount, formatAmount, type MoneyText, parseNotNegative } from '../../money/money.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { checkCode } from '../../offerings/terms/check-contract.ts'
import { parseName } from '../../parties/people/names.ts'
import { within } from '../../refusal.ts'
import { dayOf, parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'

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

const MOST_LINES = 10_000

/**
 * The issuer, or finance for him, reports what came in for a period: lines by source, gross and deductions. A day
 * is reported once. A report of one line of 0.00 says that nothing came in.
 * Refuses PROJECT_UNKNOWN, DATE_MALFORMED, PERIOD_MALFORMED, PERIOD_NOT_OVER, PERIOD_REPORTED, REPORT_EMPTY,
 * REPORT_TOO_LONG, DEDUCTION_TOO_LARGE, AMOUNT_TOO_LARGE (also of all lines together), and what `parseNotNegative`,
 * `checkCode` and `parseName` refuse.
 */
export async function reportRevenue(
  em: EntityManager,
  input: NewReport,
  now: Date,
): Promise<{ reportId: string }> {
  const project = await lockProject(em, input.projectId)
  const periodStart = within('periodStart', () => parseDay(input.periodStart))
  const periodEnd = within('periodEnd', () => parseDay(input.periodEnd))
  refuseUnlessOver(project, { periodStart, periodEnd }, now)
  await refuseReported(em, project.id, { periodStart, periodEnd })
  const reportId = newId()
  const lines = readLines(input.lines, project)
  await sqlOf(em)
    .insertInto('revenueReport')
    .values({
      id: reportId,
      projectId: project.id,
      periodStart,
      periodEnd,
      revision: 1,
      currency: project.currency,
      reporterId: input.reporterId,
      reportedAt: now,
    })
    .execute()
  await copyInto(em, 'revenue_line', COLUMNS, rowsOf(lines, reportId))
  return { reportId }
}

const COLUMNS = ['report_id', 'line', 'source', 'category', 'units', 'gross', 'deduction', 'deduction_label']

type Period = { periodStart: string; periodEnd: string }

function refuseUnlessOver(project: ProjectRow, { periodStart, periodEnd }: Period, now: Date): void {
  if (periodEnd < periodStart) throw refuse.PERIOD_MALFORMED({ from: periodStart, to: periodEnd })
  const today = dayOf(now, project.timeZone)
  if (periodEnd >= today) throw refuse.PERIOD_NOT_OVER({ to: periodEnd, today })
}

async function refuseReported(em: EntityManager, projectId: string, period: Period): Promise<void> {
  const overlapping = await sqlOf(em)
    .selectFrom('revenueReport')
    .select(['periodStart', 'periodEnd'])
    .where('projectId', '=', projectId)
    .where('periodStart', '<=', period.periodEnd)
    .where('periodEnd', '>=', period.periodStart)
    .limit(1)
    .executeTakeFirst()
  if (overlapping === undefined) return
  throw refuse.PERIOD_REPORTED({
    from: period.periodStart,
    to: period.periodEnd,
    reportedFrom: overlapping.periodStart,
    reportedTo: overlapping.periodEnd,
  })
}

type Line = {
  source: string
  category: string | null
  units: bigint
  gross: bigint
  deduction: bigint
  deductionLabel: string | null
}

function readLines(lines: readonly RevenueLineInput[], { currency }: ProjectRow): Line[] {
  if (lines.length < 1) throw refuse.REPORT_EMPTY({})
  if (lines.length > MOST_LINES) throw refuse.REPORT_TOO_LONG({ lines: lines.length, most: MOST_LINES })
  const found = lines.map((line, index) => {
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
  // Whatever gross and deductions are, the net lies between the two.
  for (const part of ['gross', 'deduction'] as const) {
    const together = found.reduce((total, line) => total + line[part], 0n)
    within('lines', () => checkAmount(together, currency))
  }
  return found
}

function* rowsOf(lines: readonly Line[], reportId: string) {
  for (const [index, line] of lines.entries()) {
    const { source, category, units, gross, deduction, deductionLabel } = line
    yield [reportId, index + 1, source, category, units, gross, deduction, deductionLabel]
  }
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
