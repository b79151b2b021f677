import type { EntityManager } from '@mikro-orm/postgresql'
import { balanceOf } from '../../ledger/balances.ts'
import { signedContract } from '../../offerings/contracts.ts'
import { toleranceOf } from '../../offerings/terms/reporting.ts'
import { bookedConversions } from '../conversion/booked-conversions.ts'
import { lastReportBefore, linesOf, type ReportRow, standingReports } from '../revenue/reports.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import { type Change, changesBetween } from './changes.ts'
import { type Flag, flagsOf } from './flags.ts'

/** What an approver looks at beside a report: what differs from the last one, and what is worth a look. */
export type Review = { last: ReportRow | undefined; changes: Change[]; flags: Flag[] }

/**
 * A report beside the last one that stands of an earlier period, and beside what has arrived on the bank account, in the
 * currency in which it was reported: one in another currency is no measure for it.
 */
export async function reviewOf(em: EntityManager, report: ReportRow): Promise<Review> {
  const { projectId } = report
  const { currency, net } = report.reported
  const before = await lastReportBefore(em, projectId, report.periodStart)
  const last = before?.reported.currency === currency ? { ...before, ...before.reported } : undefined
  const lines = await linesOf(em, [report.id, ...(last === undefined ? [] : [last.id])])
  const changes = changesBetween(
    lines.filter(line => line.reportId !== report.id),
    lines.filter(line => line.reportId === report.id),
  )
  const terms = (await signedContract(em, projectId))?.terms
  const bank = terms?.collectedBy === 'clientsAccount' ? await arrivedFor(em, report) : null
  const tolerance = toleranceOf(terms?.reporting)
  return { last, changes, flags: flagsOf({ currency, net, last: last ?? null, changes, tolerance, bank }) }
}

/**
 * All that is reported in its currency and waits, and the money that is there for it; of what does not wait nothing can be
 * said. Money that was converted is counted where it arrived.
 */
async function arrivedFor(em: EntityManager, report: ReportRow) {
  if (report.distributionId !== null || report.sentBack !== null) return null
  const standing = await standingReports(em, report.projectId)
  const waiting = standing.filter(each => each.distributionId === null)
  const { currency } = report.reported
  const reported = waiting.filter(each => each.reported.currency === currency)
  const changed = await bookedConversions(em, waiting)
  const back = changed.filter(each => each.reported.currency === currency)
  const away = changed.filter(each => each.currency === currency)
  const sum = (amounts: bigint[]) => amounts.reduce((total, each) => total + each, 0n)
  const there = await balanceOf(em, revenueAccount({ id: report.projectId, currency }))
  return {
    reported: sum(reported.map(each => each.reported.net)),
    arrived: there + sum(back.map(each => each.reported.net)) - sum(away.map(each => each.net)),
  }
}
