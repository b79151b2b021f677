import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockSpending } from '../../ledger/lock-spending.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { refuse as refuseOfferings } from '../../offerings/refusals.ts'
import { refuse } from '../refusals.ts'
import { refuseIssuer } from '../revenue/independent.ts'
import { endingOf } from './endings.ts'
import { refuseMove } from './moves.ts'
import { endOf } from './project-ends.ts'
import { writeOffRecoverables } from './write-off-recoverables.ts'

/**
 * An approver confirms that a project is wound up: nothing more is expected of it. What was still to be recovered from its
 * later income is written off in the same transaction. He is not who recorded it, and not of the issuer.
 * Refuses ENDING_UNKNOWN, SAME_PERSON, APPROVER_IS_ISSUER, and what `refuseMove` refuses.
 */
export async function approveWindUp(
  em: EntityManager,
  { endingId, approverId }: { endingId: string; approverId: string },
  now: Date,
): Promise<{ endingId: string; projectId: string }> {
  const { projectId } = await endingOf(em, endingId)
  const project = await lockProject(em, projectId)
  const ending = await endingOf(em, endingId)
  const { kind, recorderId, recordedAt, revokedAt } = ending
  // Nothing else waits for anybody: to an approver it is not there.
  if (kind !== 'windUp' || revokedAt !== null) throw refuse.ENDING_UNKNOWN({ id: endingId })
  if (approverId === recorderId) throw refuseOfferings.SAME_PERSON({ what: 'A winding up' })
  for (const at of [recordedAt, now]) await refuseIssuer(em, { project, personId: approverId }, at)
  refuseMove(await endOf(em, project, now), ending)
  await lockSpending(em, 'exclusive')
  await sqlOf(em).insertInto('endingApproval').values({ endingId, approverId, approvedAt: now }).execute()
  await writeOffRecoverables(em, { endingId, project }, now)
  return { endingId, projectId }
}
