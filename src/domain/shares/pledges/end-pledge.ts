import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { latestOf } from '../../time/calendar.ts'
import { lastOrderedAt, pledgeOf } from './pledges.ts'

/**
 * A supporter orders no more of himself. Orders that were made of his pledge stay; each may be withdrawn by itself. Doing
 * it again changes nothing. Refuses PLEDGE_UNKNOWN.
 */
export async function endPledge(
  em: EntityManager,
  { pledgeId, partyId }: { pledgeId: string; partyId: string },
  now: Date,
): Promise<{ pledgeId: string }> {
  await lockOffering(em, (await pledgeOf(em, pledgeId, partyId)).offeringId)
  await sqlOf(em)
    .insertInto('pledgeEnd')
    .values({ pledgeId, endedAt: latestOf(now, await lastOrderedAt(em, pledgeId)) })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { pledgeId }
}
