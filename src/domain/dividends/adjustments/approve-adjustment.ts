import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { refuse } from '../refusals.ts'
import { refuseUnlessIndependent } from '../revenue/independent.ts'
import { reportOf } from '../revenue/reports.ts'
import { adjustmentOf } from './adjustments.ts'

/**
 * Somebody else than its preparer, who neither sent the report it is about nor belongs to the issuer, confirms an
 * adjustment. The next run of the project takes it in.
 * Refuses ADJUSTMENT_UNKNOWN, ADJUSTMENT_APPROVED, APPROVER_PREPARED, APPROVER_REPORTED, APPROVER_IS_ISSUER.
 */
export async function approveAdjustment(
  em: EntityManager,
  { adjustmentId, approverId }: { adjustmentId: string; approverId: string },
  now: Date,
): Promise<{ adjustmentId: string }> {
  const { projectId } = await adjustmentOf(em, adjustmentId)
  const project = await lockProject(em, projectId)
  const { approvedAt, preparerId, preparedAt, reportId } = await adjustmentOf(em, adjustmentId)
  if (approvedAt !== null) throw refuse.ADJUSTMENT_APPROVED({ approvedAt: approvedAt.toISOString() })
  if (preparerId === approverId) throw refuse.APPROVER_PREPARED({ preparedAt: preparedAt.toISOString() })
  await refuseUnlessIndependent(em, { report: await reportOf(em, reportId), project, approverId }, now)
  await sqlOf(em)
    .insertInto('adjustmentApproval')
    .values({ adjustmentId, approverId, approvedAt: now })
    .execute()
  return { adjustmentId }
}
