import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { refuseOutside } from '../../offerings/audience/audience.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { refuse as refuseOffering } from '../../offerings/refusals.ts'
import { refuse as refuseRound } from '../../offerings/rounds/refusals.ts'
import { repeatingEndedAt, roundOf } from '../../offerings/rounds/rounds.ts'
import { type OrderSize, sharesPledged } from '../orders/order-size.ts'
import { pledges } from './pledges.ts'
import { refuse } from './refusals.ts'

/**
 * A supporter promises an order in each round of an appeal, the one that is open first. A job turns the promise into orders;
 * each is paid and may be withdrawn as any other. Any round names the appeal. Refuses OFFERING_UNKNOWN, NOT_REPEATED,
 * REPEATING_ENDED, PLEDGE_STANDING, and what `sharesPledged` refuses.
 */
export async function pledgeMonthly(
  em: EntityManager,
  { offeringId, partyId, size }: { offeringId: string; partyId: string; size: OrderSize },
  now: Date,
): Promise<{ pledgeId: string }> {
  const { firstId } = await roundOf(em, offeringId)
  const first = await lockOffering(em, firstId)
  if (first.publishedAt === null) throw refuseOffering.OFFERING_UNKNOWN({ id: offeringId })
  await refuseOutside(em, first, partyId)
  if (first.repeats === null) throw refuseRound.NOT_REPEATED({ id: offeringId })
  const endedAt = await repeatingEndedAt(em, firstId)
  if (endedAt !== null) throw refuseRound.REPEATING_ENDED({ endedAt: endedAt.toISOString() })
  const before = (await pledges(em, { partyId, firstId })).find(each => each.endedAt === null)
  if (before !== undefined) {
    throw refuse.PLEDGE_STANDING({ shares: before.shares, pledgedAt: before.pledgedAt.toISOString() })
  }
  const shares = sharesPledged(first, size)
  const pledgeId = newId()
  await sqlOf(em)
    .insertInto('pledge')
    .values({ id: pledgeId, offeringId: firstId, partyId, pledgedAt: now })
    .execute()
  await sqlOf(em).insertInto('pledgeSize').values({ pledgeId, version: 1, shares, setAt: now }).execute()
  return { pledgeId }
}
