import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { contractInForce } from './contracts.ts'
import { offeringOf } from './offerings.ts'
import { refuse } from './refusals.ts'

/**
 * An approver puts an offering before the public; he is not the one who proposed it, and the contract that buyers
 * will share under is signed.
 * Refuses OFFERING_UNKNOWN, OFFERING_PUBLISHED, CONTRACT_NOT_SIGNED, SAME_PERSON.
 */
export async function publishOffering(
  em: EntityManager,
  input: { offeringId: string; approverId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  const offering = await offeringOf(em, input.offeringId)
  if (offering.proposerId === input.approverId) throw refuse.SAME_PERSON({ what: 'Publishing an offering' })
  await contractInForce(em, offering.projectId)
  const written = await sqlOf(em)
    .insertInto('offeringPublication')
    .values({ offeringId: offering.id, version: offering.version, publishedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .returning('offeringId')
    .executeTakeFirst()
  if (written === undefined) {
    throw refuse.OFFERING_PUBLISHED({ publishedAt: offering.publishedAt?.toISOString() ?? 'the same moment' })
  }
  return { offeringId: offering.id }
}
