import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import { readExplanation } from '../revenue/explanation.ts'
import { endingOf } from './endings.ts'

/**
 * Finance takes back what was recorded about the end of a project and is wrong: it is as if it had never counted. A
 * winding up that was confirmed is for good, for money and papers followed from it.
 * Refuses ENDING_UNKNOWN, ENDING_FINAL, ENDING_REVOKED, EXPLANATION_MALFORMED.
 */
export async function revokeEnding(
  em: EntityManager,
  input: { endingId: string; reason: string; revokerId: string },
  now: Date,
): Promise<{ endingId: string; projectId: string }> {
  const { endingId, revokerId } = input
  const { projectId } = await endingOf(em, endingId)
  await lockProject(em, projectId)
  const { approvedAt, revokedAt } = await endingOf(em, endingId)
  if (approvedAt !== null) throw refuse.ENDING_FINAL({ approvedAt: approvedAt.toISOString() })
  if (revokedAt !== null) throw refuse.ENDING_REVOKED({ revokedAt: revokedAt.toISOString() })
  const reason = within('reason', () => readExplanation(input.reason))
  await sqlOf(em)
    .insertInto('endingRevocation')
    .values({ endingId, reason, revokerId, revokedAt: now })
    .execute()
  return { endingId, projectId }
}
