import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { Refusal } from '../../refusal.ts'
import { knownOfParties } from '../orders/known-of-parties.ts'
import { type OrderSize, sharesAsked, sharesServed } from '../orders/order-size.ts'
import { leftOf, type NewOrder, serveOrders } from '../orders/serve-orders.ts'
import { refuse as refuseOrder } from '../refusals.ts'
import { waitingOf } from './entries.ts'
import { refuse } from './refusals.ts'

/**
 * A party waits for shares of an offering that is open and sold out to it: it takes its place in the list, under the
 * offering's lock. What an order of it would be refused for, even if all shares were free, is refused at once, so that
 * nobody waits in vain for what he could know; it is asked again when its turn comes.
 * Refuses OFFERING_UNKNOWN, SHARES_AVAILABLE, WAITING_TOO_LARGE, WAITING_ALREADY and what `serveOrders` refuses.
 */
export async function waitForShares(
  em: EntityManager,
  { offeringId, ...wanted }: OrderSize & { offeringId: string; partyId: string },
  now: Date,
): Promise<{ entryId: string }> {
  const offering = await lockOffering(em, offeringId)
  const shares = await sharesThatFit(em, offering, { ...wanted, orderedAt: now })
  const acceptFewer = wanted.acceptFewer ?? false
  const left = leftOf(offering)
  if (!(sharesServed(offering, shares, { left, acceptFewer }) instanceof Refusal))
    throw refuse.SHARES_AVAILABLE({ asked: shares, left })
  const before = await waitingOf(em, offeringId, wanted.partyId)
  if (before !== undefined) throw refuse.WAITING_ALREADY(before)
  const entryId = newId()
  await sql`
    insert into waiting_entry (id, offering_id, party_id, shares, accept_fewer, position, waited_at)
    select ${entryId}, ${offeringId}, ${wanted.partyId}, ${shares}, ${acceptFewer},
           coalesce(max(position), 0) + 1, ${now}
      from waiting_entry where offering_id = ${offeringId}`.execute(sqlOf(em))
  return { entryId }
}

/** The shares that are asked for, if an order for them would be taken were all shares free. */
async function sharesThatFit(em: EntityManager, offering: OfferingRow, order: NewOrder): Promise<number> {
  const known = await knownOfParties(em, offering, [order])
  const [served] = serveOrders({ ...offering, sharesTaken: 0 }, known, [order])
  const asked = sharesAsked(offering, order)
  if (asked instanceof Refusal) throw served instanceof Refusal ? served : asked
  if (!(served instanceof Refusal)) return asked
  if (served.code !== refuseOrder.SOLD_OUT.code) throw served
  throw refuse.WAITING_TOO_LARGE({ asked, offered: offering.shares })
}
