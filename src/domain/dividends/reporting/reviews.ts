import type { EntityManager } from '@mikro-orm/postgresql'
import { balanceOf } from '../../ledger/balances.ts'
import { signedContract } from '../../offerings/contracts.ts'
import { projectOf } from '../../offerings/projects.ts'
import { toleranceOf } from '../../offerings/terms/reporting.ts'
import { lastReportBefore, linesOf, type ReportRow, standingReports } from '../revenue/reports.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import { type Change, changesBetween } from './changes.ts'
import { type Flag, flagsOf } from './flags.ts'

/** What an approver looks at beside a report: what differs from the last one, and what is worth a look. */
export type Review = { last: ReportRow | undefined; changes: Change[]; flags: Flag[] }

/** A report beside the last one that stands of an earlier period, and beside what has arrived on the bank account. */
export async function reviewOf(em: EntityManager, report: ReportRow): Promise<Review> {
  const { projectId, currency, net } = report
  const last = await lastReportBefore(em, projectId, report.periodStart)
  const lines = await linesOf(em, [report.id, ...(last === undefined ? [] : [last.id])])
  const before = lines.filter(line => line.reportId !== report.id)
  const changes = changesBetween(
    before,
    lines.filter(line => line.reportId === report.id),
  )
  const terms = (await signedContract(em, projectId))?.terms
  const bank = terms?.collectedBy === 'clientsAccount' ? await arrivedFor(em, report) : null
  const tolerance = toleranceOf(terms?.reporting)
  return { last, changes, flags: flagsOf({ currency, net, last: last ?? null, changes, tolerance, bank }) }
}

/** All that is reported and waits, and the money that is there for it; of what does not wait nothing can be said. */
async function arrivedFor(em: EntityManager, report: ReportRow) {
  if (report.distributionId !== null || report.sentBack !== null) return null
  const standing = await standingReports(em, report.projectId)
  const waiting = standing.filter(each => each.distributionId === null)
  const reported = waiting.reduce((sum, each) => sum + each.net, 0n)
  const arrived = await balanceOf(em, revenueAccount(await projectOf(em, report.projectId)))
  return { reported, arrived }
}
