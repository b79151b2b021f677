import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { refuse } from '../refusals.ts'
import type { Revenue } from '../tiers/till.ts'
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

/** A revenue report with its totals and what has become of it. Minor units. */
export type ReportRow = {
  id: string
  projectId: string
  periodStart: string
  periodEnd: string
  revision: number
  currency: Currency
  /** The person who sent it, and the party he acted for when it was not himself. */
  reporterId: string
  onBehalfOfId: string | null
  reportedAt: Date
  gross: bigint
  deductions: bigint
  net: bigint
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

/** What these reports brought, by category, in minor units: what the tiers run over. */
export async function revenueOf(em: EntityManager, reports: readonly ReportRow[]): Promise<Revenue[]> {
  const found = await sqlOf(em)
    .selectFrom('revenueLine')
    .where(
      'reportId',
      'in',
      reports.map(report => report.id),
    )
    .groupBy(['reportId', 'category'])
    .select(({ fn, cast }) => [
      'reportId',
      'category',
      cast<bigint>(fn.sum('gross'), 'bigint').as('gross'),
      cast<bigint>(fn.sum('deduction'), 'bigint').as('deductions'),
      cast<bigint>(fn.sum('units'), 'bigint').as('units'),
    ])
    .orderBy('reportId')
    .orderBy('category')
    .execute()
  const periodEnds = new Map(reports.map(report => [report.id, report.periodEnd]))
  return found.map(({ deductions, ...row }) => {
    return { ...row, net: row.gross - deductions, periodEnd: periodEnds.get(row.reportId) ?? '' }
  })
}

async function rows(query: ReturnType<typeof all>): Promise<ReportRow[]> {
  const found = await query.execute()
  return found.map(({ sentBackAt, sentBackById, reason, explanation, line, dueBy, ...row }) => {
    const said = {
      reason: reason as SendBackReason,
      explanation: explanation ?? '',
      line,
      dueBy: dueBy ?? '',
    }
    const sentBack = sentBackAt && { at: sentBackAt, approverId: sentBackById ?? '', ...said }
    return { ...row, currency: row.currency as Currency, net: row.gross - row.deductions, sentBack }
  })
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('revenueReport')
    .innerJoin('act', 'act.id', 'revenueReport.actId')
    .leftJoin('reportApproval', 'reportApproval.reportId', 'revenueReport.id')
    .leftJoin(takenReports(em), join => join.onRef('taken.reportId', '=', 'revenueReport.id'))
    .leftJoin('reportSendBack', 'reportSendBack.reportId', 'revenueReport.id')
    .leftJoin('reportCorrection', 'reportCorrection.reportId', 'revenueReport.id')
    .innerJoinLateral(
      db =>
        db
          .selectFrom('revenueLine')
          .whereRef('revenueLine.reportId', '=', 'revenueReport.id')
          .select(({ fn, cast }) => [
            cast<bigint>(fn.sum('gross'), 'bigint').as('gross'),
            cast<bigint>(fn.sum('deduction'), 'bigint').as('deductions'),
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
      'currency',
      'reporterId',
      'act.onBehalfOfId',
      'reportedAt',
      'total.gross',
      'total.deductions',
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
