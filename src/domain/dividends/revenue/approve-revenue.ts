import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuse as refuseRate } from '../../ledger/exchange/refusals.ts'
import type { Currency } from '../../money/currency.ts'
import { checkAmount } from '../../money/money.ts'
import { signedContract } from '../../offerings/contracts.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { within } from '../../refusal.ts'
import { convertReport } from '../conversion/convert-report.ts'
import { plannedConversion } from '../conversion/planned-conversion.ts'
import { refuseDecided } from '../reporting/report-state.ts'
import { refuseUnlessIndependent } from './independent.ts'
import { type ReportRow, reportOf, reportsToDistribute } from './reports.ts'

/**
 * Another, independent person confirms a report. It then waits for a run, which an approver signs or the contract lets
 * go without. What waits for one run together must fit into the books. A report in another currency than the project's is
 * converted now, once, at the latest rate that is stored.
 * Refuses REPORT_UNKNOWN, REPORT_APPROVED, REPORT_SENT_BACK, APPROVER_REPORTED, APPROVER_IS_ISSUER, AMOUNT_TOO_LARGE,
 * RATE_MISSING, CONVERSION_NOT_COLLECTED.
 */
export async function approveRevenue(
  em: EntityManager,
  input: { reportId: string; approverId: string },
  now: Date,
): Promise<{ reportId: string }> {
  const { reportId, approverId } = input
  const { projectId } = await reportOf(em, reportId)
  const project = await lockProject(em, projectId)
  const report = await reportOf(em, reportId)
  refuseDecided(report)
  await refuseUnlessIndependent(em, { report, project, approverId }, now)
  // Refused here and not by the run: the reports that wait already can be distributed, and then this one fits.
  const waiting = await reportsToDistribute(em, projectId)
  const conversion = await plannedConversion(em, report, { currency: project.currency, at: now })
  if (conversion !== null) await refuseNotCollected(em, report, project)
  const together = waiting.reduce((total, each) => total + each.net, conversion?.net ?? report.net)
  within('reportId', () => checkAmount(together, project.currency))
  await sqlOf(em).insertInto('reportApproval').values({ reportId, approverId, approvedAt: now }).execute()
  if (conversion !== null) await convertReport(em, report, conversion)
  return { reportId }
}

/** What the collector keeps is known by the run alone, and only money that was changed can be distributed. */
async function refuseNotCollected(
  em: EntityManager,
  { reported }: ReportRow,
  { id, currency }: { id: string; currency: Currency },
): Promise<void> {
  const collector = (await signedContract(em, id))?.terms.collectedBy
  if (collector === undefined || collector === 'clientsAccount') return
  throw refuseRate.CONVERSION_NOT_COLLECTED({ reported: reported.currency, currency, collector })
}
