import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import { isAdmitted } from '../offerings/terms/entitlements.ts'
import { newCode } from '../parties/access/codes.ts'
import { endOfDay } from '../time/calendar.ts'
import { ordersToFulfil } from './orders-to-fulfil.ts'
import { type AllottedOrder, type OwedItem, owedItems } from './owed.ts'

/** Orders written together. */
const BATCH = 500

type Owed = OwedItem & { order: AllottedOrder }

/**
 * Writes down what the next orders of a funded offering are owed: a delivery for each item that is handed over, a ticket for
 * each seat. What is there already stays, so it can be broken off and repeated. Answers the last order, from which it goes
 * on, or null when there was none left: then the offering is complete.
 */
export async function issueItems(
  em: EntityManager,
  { offeringId, after }: { offeringId: string; after: string | null },
  now: Date,
): Promise<{ lastOrderId: string | null }> {
  const orders = await ordersToFulfil(em, offeringId, { after, limit: BATCH })
  const last = orders.at(-1)
  if (last === undefined) {
    await sqlOf(em)
      .insertInto('itemsCompletion')
      .values({ offeringId, completedAt: now })
      .onConflict(conflict => conflict.doNothing())
      .execute()
    return { lastOrderId: null }
  }
  const owed = orders.flatMap(order => owedItems(order).map(each => ({ ...each, order })))
  const [seats, parcels] = [
    owed.filter(each => isAdmitted(each.item)),
    owed.filter(each => !isAdmitted(each.item)),
  ]
  await writeDeliveries(em, offeringId, parcels, now)
  await writeTickets(em, offeringId, seats, now)
  return { lastOrderId: last.id }
}

async function writeDeliveries(
  em: EntityManager,
  offeringId: string,
  owed: readonly Owed[],
  now: Date,
): Promise<void> {
  if (owed.length === 0) return
  const lateFrom = owed.map(({ item: { deliverOn }, order: { timeZone } }) =>
    deliverOn === undefined ? null : endOfDay(deliverOn, timeZone),
  )
  await sql`
    insert into delivery (id, offering_id, subscription_id, code, count, late_from, owed_at)
    select id, ${offeringId}, subscription_id, code, count, late_from, ${now}
      from unnest(${owed.map(() => newId()).toSorted()}::uuid[], ${owed.map(each => each.order.id)}::uuid[],
                  ${owed.map(each => each.item.code)}::text[], ${owed.map(each => each.count)}::int[],
                  ${lateFrom}::timestamptz[]) as new (id, subscription_id, code, count, late_from)
        on conflict (subscription_id, code) do nothing`.execute(sqlOf(em))
}

async function writeTickets(
  em: EntityManager,
  offeringId: string,
  owed: readonly Owed[],
  now: Date,
): Promise<void> {
  const seats = owed.flatMap(({ item: { code }, count, order: { id: subscriptionId } }) =>
    Array.from({ length: count }, (_, index) => ({ subscriptionId, code, seat: index + 1 })),
  )
  if (seats.length === 0) return
  // In the order of their seats, so that a list of them is: ids of one millisecond have none of their own.
  const ids = seats.map(() => newId()).toSorted()
  await sql`
    insert into ticket (id, offering_id, subscription_id, code, seat, secret, issued_at)
    select id, ${offeringId}, subscription_id, code, seat, secret, ${now}
      from unnest(${ids}::uuid[], ${seats.map(each => each.subscriptionId)}::uuid[],
                  ${seats.map(each => each.code)}::text[], ${seats.map(each => each.seat)}::int[],
                  ${seats.map(secret)}::text[]) as new (id, subscription_id, code, seat, secret)
        on conflict (subscription_id, code, seat) do nothing`.execute(sqlOf(em))
}

/** 80 random bits: nobody guesses one at the door. */
const secret = () => newCode() + newCode()
