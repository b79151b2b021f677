import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockProject, type ProjectRow } from '../../offerings/projects.ts'
import { mandatesInForce } from '../../parties/mandates/mandates.ts'
import { holdsRole } from '../../parties/roles/roles.ts'
import { refuse } from '../refusals.ts'
import { reportOf } from './reports.ts'

/**
 * Another person confirms a report: not the one who sent it, and nobody who belongs to the issuer. With it comes
 * the permission to distribute, as a fact of its own.
 * Refuses REPORT_UNKNOWN, REPORT_APPROVED, APPROVER_REPORTED, APPROVER_IS_ISSUER.
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
  if (report.reporterId === approverId) {
    throw refuse.APPROVER_REPORTED({ reportedAt: report.reportedAt.toISOString() })
  }
  if (await belongsToIssuer(em, approverId, project, now)) {
    throw refuse.APPROVER_IS_ISSUER({ project: project.name })
  }
  await sqlOf(em).insertInto('reportApproval').values({ reportId, approverId, approvedAt: now }).execute()
  await sqlOf(em).insertInto('runPermission').values({ reportId, ground: 'reportApproval' }).execute()
  return { reportId }
}

/** The issuer himself, whoever holds his role in the project, and whoever may act for him. */
async function belongsToIssuer(
  em: EntityManager,
  personId: string,
  project: ProjectRow,
  now: Date,
): Promise<boolean> {
  if (personId === project.issuerId || (await holdsRole(em, personId, 'issuer', project.id))) return true
  const mandates = await mandatesInForce(em, personId, now)
  return mandates.some(mandate => mandate.principalId === project.issuerId)
}
