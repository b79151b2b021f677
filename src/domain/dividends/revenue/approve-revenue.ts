import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { checkAmount } from '../../money/money.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { within } from '../../refusal.ts'
import { refuseDecided } from '../reporting/report-state.ts'
import { refuseUnlessIndependent } from './independent.ts'
import { reportOf, reportsToDistribute } from './reports.ts'

/**
 * Another person confirms a report: neither the one who sent it nor the party he sent it for, and nobody who belongs
 * to the issuer or did when it was sent. With it comes the permission to distribute, as a fact of its own.
 * What waits for one run together must fit into the books.
 * Refuses REPORT_UNKNOWN, REPORT_APPROVED, REPORT_SENT_BACK, AMOUNT_TOO_LARGE, and what `refuseUnlessIndependent`
 * refuses.
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
  const together = waiting.reduce((total, each) => total + each.net, report.net)
  within('reportId', () => checkAmount(together, project.currency))
  await sqlOf(em).insertInto('reportApproval').values({ reportId, approverId, approvedAt: now }).execute()
  await sqlOf(em).insertInto('runPermission').values({ reportId, ground: 'reportApproval' }).execute()
  return { reportId }
}
