import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { type OrderSize, sharesPledged } from '../orders/order-size.ts'
import { pledgeOf } from './pledges.ts'
import { refuse } from './refusals.ts'

/**
 * A supporter changes how much he orders each month, from the next order on. The same again changes nothing.
 * Refuses PLEDGE_UNKNOWN, PLEDGE_ENDED, and what `sharesPledged` refuses.
 */
export async function changePledge(
  em: EntityManager,
  { pledgeId, partyId, size }: { pledgeId: string; partyId: string; size: OrderSize },
  now: Date,
): Promise<{ pledgeId: string }> {
  const first = await lockOffering(em, (await pledgeOf(em, pledgeId, partyId)).offeringId)
  const { endedAt, version, shares: before } = await pledgeOf(em, pledgeId, partyId)
  if (endedAt !== null) throw refuse.PLEDGE_ENDED({ endedAt: endedAt.toISOString() })
  const shares = sharesPledged(first, size)
  if (shares === before) return { pledgeId }
  await sqlOf(em)
    .insertInto('pledgeSize')
    .values({ pledgeId, version: version + 1, shares, setAt: now })
    .execute()
  return { pledgeId }
}
