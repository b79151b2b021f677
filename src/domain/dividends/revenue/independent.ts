import type { EntityManager } from '@mikro-orm/postgresql'
import type { ProjectRow } from '../../offerings/projects.ts'
import { mandatesInForce } from '../../parties/mandates/mandates.ts'
import { rolesOf } from '../../parties/roles/roles.ts'
import { refuse } from '../refusals.ts'
import type { ReportRow } from './reports.ts'

/**
 * Whoever approves a report, sends it back, or signs the run it goes into, is neither the person who sent it nor the
 * party it was sent for, and belongs to the issuer neither now nor when it was sent.
 * Refuses APPROVER_REPORTED, APPROVER_IS_ISSUER.
 */
export async function refuseUnlessIndependent(
  em: EntityManager,
  { report, project, approverId }: { report: ReportRow; project: ProjectRow; approverId: string },
  now: Date,
): Promise<void> {
  if (approverId === report.reporterId || approverId === report.onBehalfOfId) {
    throw refuse.APPROVER_REPORTED({ reportedAt: report.reportedAt.toISOString() })
  }
  // Also then: leaving the issuer is the work of a moment, and makes nobody a second pair of eyes.
  for (const at of [report.reportedAt, now]) await refuseIssuer(em, { project, personId: approverId }, at)
}

/** Refuses APPROVER_IS_ISSUER when a person belonged to the issuer of a project at an instant. */
export async function refuseIssuer(
  em: EntityManager,
  { project, personId }: { project: ProjectRow; personId: string },
  at: Date,
): Promise<void> {
  if (!(await belongsToIssuer(em, personId, project, at))) return
  throw refuse.APPROVER_IS_ISSUER({ project: project.name })
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
