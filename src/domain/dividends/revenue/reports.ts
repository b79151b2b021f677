import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { refuse } from '../refusals.ts'
import type { SendBackReason } from './revenue-report.ts'
import { takenReports } from './taken-reports.ts'

/** That a report was sent back: by whom, why, about which line (null: all of it), and by when a correction is due. */
export type SentBack = {
  at: Date
  approverId: string
  reason: SendBackReason
  explanation: string
  line: number | null
  dueBy: string
}

/** What the lines of a report sum to, in minor units. */
export type Totals = { currency: Currency; gross: bigint; deductions: bigint; net: bigint }

/**
 * A revenue report with its totals and what has become of it. The totals are what counts: as it was reported, and once it
 * was converted, in its project's currency.
 */
export type ReportRow = Totals & {
  id: string
  projectId: string
  periodStart: string
  periodEnd: string
  revision: number
  reported: Totals
  /** The rate by which it was converted when it was approved; null: it is as it was reported. */
  rateId: string | null
  /** The person who sent it, and the party he acted for when it was not himself. */
  reporterId: string
  onBehalfOfId: string | null
  reportedAt: Date
  approverId: string | null
  approvedAt: Date | null
  /** The run that took it and was not reversed. */
  distributionId: string | null
  sentBack: SentBack | null
  /** The report whose next revision this is. */
  correctsId: string | null
}

/** The reports with these ids, those that exist. */
export function reports(em: EntityManager, ids: readonly string[]): Promise<ReportRow[]> {
  return rows(all(em).where('revenueReport.id', 'in', ids))
}

/** One report. Refuses REPORT_UNKNOWN. */
export async function reportOf(em: EntityManager, id: string): Promise<ReportRow> {
  const [report] = await reports(em, [id])
  if (report === undefined) throw refuse.REPORT_UNKNOWN({ id })
  return report
}

/** A page of the reports of a project, by id. */
export async function reportsPage(em: EntityManager, projectId: string, slice: Slice): Promise<ReportRow[]> {
  const { within, order, limit } = keyset(['revenueReport.id'], slice)
  return rows(
    all(em).where('revenueReport.projectId', '=', projectId).where(within).orderBy(order).limit(limit),
  )
}

/** The reports of a project that stand, sent back ones left out, oldest period first. */
export function standingReports(em: EntityManager, projectId: string): Promise<ReportRow[]> {
  return rows(
    all(em)
      .where('revenueReport.projectId', '=', projectId)
      .where('reportSendBack.reportId', 'is', null)
      .orderBy('periodStart'),
  )
}

/** The reports of a project, sent back ones too, in the order in which they were sent. */
export function reportsOfProject(em: EntityManager, projectId: string): Promise<ReportRow[]> {
  return rows(all(em).where('revenueReport.projectId', '=', projectId).orderBy('revenueReport.id'))
}

/** The reports of exactly this period, by revision. */
export function reportsOfPeriod(
  em: EntityManager,
  projectId: string,
  period: { periodStart: string; periodEnd: string },
): Promise<ReportRow[]> {
  return rows(
    all(em)
      .where('revenueReport.projectId', '=', projectId)
      .where('periodStart', '=', period.periodStart)
      .where('periodEnd', '=', period.periodEnd)
      .orderBy('revision'),
  )
}

/** The latest report that stands of a period before a day, if there is one. */
export async function lastReportBefore(
  em: EntityManager,
  projectId: string,
  day: string,
): Promise<ReportRow | undefined> {
  const [last] = await rows(
    all(em)
      .where('revenueReport.projectId', '=', projectId)
      .where('reportSendBack.reportId', 'is', null)
      .where('periodEnd', '<', day)
      .orderBy('periodEnd', 'desc')
      .limit(1),
  )
  return last
}

/** The reports of a project that may be distributed and are not, or not any more, oldest period first. */
export function reportsToDistribute(em: EntityManager, projectId: string): Promise<ReportRow[]> {
  return rows(
    all(em)
      .where('approvedAt', 'is not', null)
      .where('taken.distributionId', 'is', null)
      .where('revenueReport.projectId', '=', projectId)
      .orderBy('periodStart'),
  )
}

/** The reports that went into a distribution, oldest period first. */
export function reportsOfDistribution(em: EntityManager, distributionId: string): Promise<ReportRow[]> {
  const taken = sqlOf(em).selectFrom('distributionReport').where('distributionId', '=', distributionId)
  return rows(all(em).where('revenueReport.id', 'in', taken.select('reportId')).orderBy('periodStart'))
}

/** Projects with approved reports that wait for a run, oldest project first. */
export async function projectsToDistribute(em: EntityManager): Promise<string[]> {
  const found = await sqlOf(em)
    .selectFrom('reportApproval')
    .innerJoin('revenueReport', 'revenueReport.id', 'reportApproval.reportId')
    .leftJoin(takenReports(em), join => join.onRef('taken.reportId', '=', 'reportApproval.reportId'))
    .select('projectId')
    .distinct()
    .where('taken.distributionId', 'is', null)
    .orderBy('projectId')
    .execute()
  return found.map(row => row.projectId)
}

export type RevenueLineRow = {
  reportId: string
  line: number
  source: string
  category: string | null
  units: bigint
  gross: bigint
  deduction: bigint
  deductionLabel: string | null
}

/** The lines of these reports, in order. */
export function linesOf(em: EntityManager, reportIds: readonly string[]): Promise<RevenueLineRow[]> {
  return sqlOf(em)
    .selectFrom('revenueLine')
    .select(['reportId', 'line', 'source', 'category', 'units', 'gross', 'deduction', 'deductionLabel'])
    .where('reportId', 'in', reportIds)
    .orderBy('reportId')
    .orderBy('line')
    .execute()
}

async function rows(query: ReturnType<typeof all>): Promise<ReportRow[]> {
  const found = await query.execute()
  return found.map(({ sentBackAt, sentBackById, reason, explanation, line, dueBy, ...all }) => {
    const { gross, deductions, currency, countedCurrency, countedGross, countedDeductions, ...row } = all
    const said = {
      reason: reason as SendBackReason,
      explanation: explanation ?? '',
      line,
      dueBy: dueBy ?? '',
    }
    const sentBack = sentBackAt && { at: sentBackAt, approverId: sentBackById ?? '', ...said }
    const reported = totals(currency, gross, deductions)
    const counted = totals(
      countedCurrency ?? currency,
      countedGross ?? gross,
      countedDeductions ?? deductions,
    )
    return { ...row, ...counted, reported, sentBack }
  })
}

function totals(currency: string, gross: bigint, deductions: bigint): Totals {
  return { currency: currency as Currency, gross, deductions, net: gross - deductions }
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('revenueReport')
    .innerJoin('act', 'act.id', 'revenueReport.actId')
    .leftJoin('reportApproval', 'reportApproval.reportId', 'revenueReport.id')
    .leftJoin(takenReports(em), join => join.onRef('taken.reportId', '=', 'revenueReport.id'))
    .leftJoin('reportSendBack', 'reportSendBack.reportId', 'revenueReport.id')
    .leftJoin('reportCorrection', 'reportCorrection.reportId', 'revenueReport.id')
    .leftJoin('reportConversion', 'reportConversion.reportId', 'revenueReport.id')
    .innerJoinLateral(
      db =>
        db
          .selectFrom('revenueLine')
          .leftJoin('convertedLine', join =>
            join
              .onRef('convertedLine.reportId', '=', 'revenueLine.reportId')
              .onRef('convertedLine.line', '=', 'revenueLine.line'),
          )
          .whereRef('revenueLine.reportId', '=', 'revenueReport.id')
          .select(({ fn, cast }) => [
            cast<bigint>(fn.sum('revenueLine.gross'), 'bigint').as('gross'),
            cast<bigint>(fn.sum('revenueLine.deduction'), 'bigint').as('deductions'),
            cast<bigint | null>(fn.sum('convertedLine.gross'), 'bigint').as('countedGross'),
            cast<bigint | null>(fn.sum('convertedLine.deduction'), 'bigint').as('countedDeductions'),
          ])
          .as('total'),
      join => join.onTrue(),
    )
    .select([
      'revenueReport.id',
      'revenueReport.projectId',
      'periodStart',
      'periodEnd',
      'revision',
      'revenueReport.currency',
      'reportConversion.currency as countedCurrency',
      'rateId',
      'reporterId',
      'act.onBehalfOfId',
      'reportedAt',
      'total.gross',
      'total.deductions',
      'total.countedGross',
      'total.countedDeductions',
      'reportApproval.approverId',
      'approvedAt',
      'taken.distributionId',
      'sentBackAt',
      'reportSendBack.approverId as sentBackById',
      'reason',
      'explanation',
      'reportSendBack.line',
      'dueBy',
      'reportCorrection.sentBackId as correctsId',
    ])
}
