import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { checkAmount } from '../../money/money.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { mandatesInForce } from '../../parties/mandates/mandates.ts'
import { rolesOf } from '../../parties/roles/roles.ts'
import { within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import { reportOf, reportsToDistribute } from './reports.ts'

/**
 * Another person confirms a report: neither the one who sent it nor the party he sent it for, and nobody who belongs
 * to the issuer or did when it was sent. With it comes the permission to distribute, as a fact of its own.
 * What waits for one run together must fit into the books.
 * Refuses REPORT_UNKNOWN, REPORT_APPROVED, APPROVER_REPORTED, APPROVER_IS_ISSUER, AMOUNT_TOO_LARGE.
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
  if (report.approvedAt !== null)
    throw refuse.REPORT_APPROVED({ approvedAt: report.approvedAt.toISOString() })
  if (approverId === report.reporterId || approverId === report.onBehalfOfId) {
    throw refuse.APPROVER_REPORTED({ reportedAt: report.reportedAt.toISOString() })
  }
  // Also then: leaving the issuer is the work of a moment, and makes nobody a second pair of eyes.
  for (const at of [report.reportedAt, now]) {
    if (await belongsToIssuer(em, approverId, project, at)) {
      throw refuse.APPROVER_IS_ISSUER({ project: project.name })
    }
  }
  // Refused here and not by the run: the reports that wait already can be distributed, and then this one fits.
  const waiting = await reportsToDistribute(em, projectId)
  const together = waiting.reduce((total, each) => total + each.net, report.net)
  within('reportId', () => checkAmount(together, project.currency))
  await sqlOf(em).insertInto('reportApproval').values({ reportId, approverId, approvedAt: now }).execute()
  await sqlOf(em).insertInto('runPermission').values({ reportId, ground: 'reportApproval' }).execute()
  return { reportId }
}

/** The issuer himself, whoever held his role in the project at an instant, and whoever could act for him then. */
async function belongsToIssuer(
  em: EntityManager,
  personId: string,
  project: ProjectRow,
  at: Date,
): Promise<boolean> {
  if (personId === project.issuerId) return true
  const roles = await rolesOf(em, [personId], at)
  if (roles.some(held => held.role === 'issuer' && held.scopeId === project.id)) return true
  const mandates = await mandatesInForce(em, personId, at)
  return mandates.some(mandate => mandate.principalId === project.issuerId)
}
