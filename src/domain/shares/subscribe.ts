import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import { lockOffering } from '../offerings/lock-offering.ts'
import { offeringState } from '../offerings/offering-states.ts'
import type { OfferingRow } from '../offerings/offerings.ts'
import { refuse as refuseOffering } from '../offerings/refusals.ts'
import { referenceFor } from '../payments/reference.ts'
import { addDays, dayOf, endOfDay } from '../time/calendar.ts'
import { expireReservations } from './expire-reservations.ts'
import { refuse } from './refusals.ts'
import { sharesOrdered } from './subscriptions.ts'

export type Order = { offeringId: string; partyId: string; shares: number }

/**
 * Reserves shares of an offering for a party. Orders are served by the position they get under the offering's
 * lock; the counter behind it can never pass what is offered.
 * Refuses OFFERING_UNKNOWN, OFFERING_NOT_OPEN, SHARES_INVALID, OVER_MAXIMUM, SOLD_OUT.
 */
export async function subscribe(
  em: EntityManager,
  order: Order,
  now: Date,
): Promise<{ subscriptionId: string }> {
  if (!Number.isSafeInteger(order.shares) || order.shares < 1)
    throw refuse.SHARES_INVALID({ shares: order.shares })
  const found = await lockOffering(em, order.offeringId)
  refuseUnlessOpen(found, now)
  const freed = await expireReservations(em, found.id, now)
  const offering = { ...found, sharesTaken: found.sharesTaken - freed }
  await refuseOverMaximum(em, offering, order)
  const left = offering.shares - offering.sharesTaken
  if (order.shares > left) throw refuse.SOLD_OUT({ asked: order.shares, left, offered: offering.shares })
  return { subscriptionId: await reserve(em, offering, order, now) }
}

function refuseUnlessOpen(offering: OfferingRow, now: Date): void {
  const state = offeringState(offering, now)
  if (state === 'draft') throw refuseOffering.OFFERING_UNKNOWN({ id: offering.id })
  if (state !== 'open') {
    const [opensAt, closesAt] = [offering.opensAt.toISOString(), offering.closesAt.toISOString()]
    throw refuse.OFFERING_NOT_OPEN({ state, opensAt, closesAt })
  }
}

async function refuseOverMaximum(em: EntityManager, offering: OfferingRow, order: Order): Promise<void> {
  const { maxPerInvestor: most } = offering
  if (most === null) return
  const held = await sharesOrdered(em, order)
  if (held + order.shares > most) throw refuse.OVER_MAXIMUM({ asked: order.shares, held, most })
}

async function reserve(em: EntityManager, offering: OfferingRow, order: Order, now: Date): Promise<string> {
  const { position } = await sqlOf(em)
    .updateTable('offeringCounter')
    .set(({ eb }) => ({ taken: eb('taken', '+', order.shares), position: eb('position', '+', 1) }))
    .where('offeringId', '=', offering.id)
    .returning('position')
    .executeTakeFirstOrThrow()
  const id = newId()
  await sqlOf(em)
    .insertInto('subscription')
    .values({
      id,
      offeringId: offering.id,
      termsVersion: offering.version,
      partyId: order.partyId,
      shares: order.shares,
      amount: offering.sharePrice * BigInt(order.shares),
      currency: offering.currency,
      position,
      reference: referenceFor(id),
      orderedAt: now,
      paymentDueAt: offering.paymentDueAt,
      revocableUntil: revocableUntil(offering, now),
    })
    .execute()
  return id
}

/** The end of the last calendar day on which the order may be withdrawn; its own day does not count. */
function revocableUntil({ withdrawalDays, timeZone }: OfferingRow, orderedAt: Date): Date {
  if (withdrawalDays === 0) return orderedAt
  return endOfDay(addDays(dayOf(orderedAt, timeZone), withdrawalDays), timeZone)
}
