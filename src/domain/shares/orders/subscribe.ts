import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { PREPARED, sqlOf } from '../../../database/sql.ts'
import { actsBefore } from '../../acts/acts-before.ts'
import type { NewAct } from '../../acts/begin-act.ts'
import { type DoneAct, writingActs } from '../../acts/write-acts.ts'
import { newId } from '../../ids.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { referenceFor } from '../../payments/reference.ts'
import { Refusal } from '../../refusal.ts'
import type { SubscriptionRow } from '../subscriptions.ts'
import { keepItems } from './keep-items.ts'
import { knownOfParties } from './known-of-parties.ts'
import { type NewOrder, type Reservation, serveOrders } from './serve-orders.ts'

export type Order = Omit<NewOrder, 'orderedAt'> & { offeringId: string }

/** An order that comes with others, and the act that it is. */
export type ActedOrder = NewOrder & { act: NewAct }

/**
 * Reserves shares of an offering for a party. Orders are served by the position they get under the offering's
 * lock; the counter behind it can never pass what is offered.
 * Refuses what `serveOrders` refuses.
 */
export async function subscribe(
  em: EntityManager,
  { offeringId, ...order }: Order,
  now: Date,
): Promise<{ subscriptionId: string }> {
  const offering = await lockOffering(em, offeringId)
  const [served] = await serve(em, offering, [{ ...order, orderedAt: now }])
  if (served === undefined || served instanceof Refusal) throw served
  const subscriptionId = newId()
  await reserve(em, offering, [{ row: rowOf(offering, subscriptionId, served), served, actId: null }])
  return { subscriptionId }
}

/** What became of an order, and where it was made now the row that was written, so that nobody need read it again. */
export type Ordered = Done | Refusal
export type Done = { made: { subscriptionId: string }; replayed: boolean; row?: SubscriptionRow }

/**
 * The same for orders of one offering that arrived together, in the order of their arrival and in one transaction: the
 * offering is locked once for all of them, and who arrives until it is locked is one of them. Each is accepted or refused
 * by itself, and nothing is remembered of a refusal. No two may have the same key. Refuses OFFERING_UNKNOWN to all, to each what `serveOrders` refuses and
 * IDEMPOTENCY_CONFLICT.
 */
export async function subscribeTogether(
  em: EntityManager,
  offeringId: string,
  arrived: () => readonly ActedOrder[],
): Promise<Ordered[]> {
  const offering = await lockOffering(em, offeringId)
  const orders = arrived()
  // Under the lock: an order that came before under one of these keys has been committed by now.
  const outcomes = new Map<string, Ordered>(
    await actsBefore<{ subscriptionId: string }>(
      em,
      orders.map(order => order.act),
    ),
  )
  const fresh = orders.filter(order => !outcomes.has(order.act.id))
  const accepted: (Accepted & { act: NewAct; made: { subscriptionId: string } })[] = []
  for (const [index, served] of (await serve(em, offering, fresh)).entries()) {
    const { act } = fresh[index] as ActedOrder
    if (served instanceof Refusal) {
      outcomes.set(act.id, served)
      continue
    }
    const row = rowOf(offering, newId(), served)
    const made = { subscriptionId: row.id }
    accepted.push({ row, served, act, made, actId: act.id })
    outcomes.set(act.id, { made, replayed: false, row })
  }
  await reserve(em, offering, accepted, accepted)
  return orders.map(({ act }) => outcomes.get(act.id) as Ordered)
}

/**
 * The same in the act of this transaction, for orders of which none may overtake another: from the first on whose refusal
 * `waits`, none is answered. The caller holds the offering's lock. Refuses each what `serveOrders` refuses.
 */
export async function subscribeInTurn(
  em: EntityManager,
  offering: OfferingRow,
  orders: readonly NewOrder[],
  waits: (refusal: Refusal, index: number) => boolean,
): Promise<(string | Refusal)[]> {
  const served = await serve(em, offering, orders)
  const stop = served.findIndex((each, index) => each instanceof Refusal && waits(each, index))
  const accepted: Accepted[] = []
  const outcomes = (stop < 0 ? served : served.slice(0, stop)).map(each => {
    if (each instanceof Refusal) return each
    const row = rowOf(offering, newId(), each)
    accepted.push({ row, served: each, actId: null })
    return row.id
  })
  await reserve(em, offering, accepted)
  return outcomes
}

/**
 * The same for orders that a job places in one offering, all by the act of this transaction. The caller holds the
 * offering's lock. Answers to each the row that was written, or what `serveOrders` refuses.
 */
export async function subscribeAll(
  em: EntityManager,
  offering: OfferingRow,
  orders: readonly NewOrder[],
): Promise<(SubscriptionRow | Refusal)[]> {
  const outcomes: (Accepted | Refusal)[] = (await serve(em, offering, orders)).map(served =>
    served instanceof Refusal ? served : { row: rowOf(offering, newId(), served), served, actId: null },
  )
  const accepted = outcomes.filter((each): each is Accepted => !(each instanceof Refusal))
  await reserve(em, offering, accepted)
  return outcomes.map(each => (each instanceof Refusal ? each : each.row))
}

/** Serves orders with what their offering asks to be known of all parties together. */
async function serve(
  em: EntityManager,
  offering: OfferingRow,
  orders: readonly NewOrder[],
): Promise<(Reservation | Refusal)[]> {
  return serveOrders(offering, await knownOfParties(em, offering, orders), orders)
}

/** An accepted order as it will stand in the database, and be read from it. */
function rowOf(
  { id: offeringId, currency, paymentDueAt, version }: OfferingRow,
  id: string,
  { partyId, shares, amount, position, orderedAt, revocableUntil }: Reservation,
): SubscriptionRow {
  return {
    ...{ id, offeringId, currency, paymentDueAt, reference: referenceFor(id) },
    ...{ partyId, shares, amount, position, orderedAt, revocableUntil },
    ...{
      paidAt: null,
      heldAt: null,
      ended: null,
      endedAt: null,
      allotted: false,
      allottedShares: null,
      allottedAmount: null,
    },
    ...{ termsVersion: version, suspendedUntil: null },
  }
}

/** An order as it is to be written; `actId`: null for the act of this transaction. */
type Accepted = { row: SubscriptionRow; served: Reservation; actId: string | null }

/** Writes orders that were accepted, in this order, with the acts that they are if they are not of that of this transaction. */
async function reserve(
  em: EntityManager,
  offering: OfferingRow,
  orders: readonly Accepted[],
  acts: readonly DoneAct[] = [],
): Promise<void> {
  if (orders.length === 0) return
  const column = <T>(value: (row: SubscriptionRow) => T) => orders.map(({ row }) => value(row))
  const shares = orders.reduce((sum, { row }) => sum + row.shares, 0)
  await sql`${PREPARED}
    with ${acts.length === 0 ? sql`` : sql`${writingActs(acts)}, `}counted as (
      update offering_counter set taken = taken + ${shares}, position = position + ${orders.length}
       where offering_id = ${offering.id}
    )
    insert into subscription (id, offering_id, terms_version, party_id, shares, amount, currency, position, reference,
                              ordered_at, payment_due_at, revocable_until, act_id)
    select new.id, ${offering.id}, ${offering.version}, party_id, shares, amount, ${offering.currency}, position,
           reference, ordered_at, ${offering.paymentDueAt}, revocable_until, coalesce(act_id, current_act())
      from unnest(
             ${column(row => row.id)}::uuid[], ${column(row => row.partyId)}::uuid[],
             ${column(row => row.shares)}::int[], ${column(row => row.amount)}::bigint[],
             ${column(row => row.position)}::int[], ${column(row => row.reference)}::text[],
             ${column(row => row.orderedAt)}::timestamptz[], ${column(row => row.revocableUntil)}::timestamptz[],
             ${orders.map(({ actId }) => actId)}::uuid[]
           ) as new (id, party_id, shares, amount, position, reference, ordered_at, revocable_until, act_id)`.execute(
    sqlOf(em),
  )
  await keepAcknowledgements(em, orders)
  await keepItems(
    em,
    offering.id,
    orders.map(({ row, served, actId }) => ({ subscriptionId: row.id, items: served.items, actId })),
  )
}

/** By what each of these orders passed its gates. */
async function keepAcknowledgements(em: EntityManager, orders: readonly Accepted[]): Promise<void> {
  const used = orders.flatMap(({ row: { id }, served, actId }) =>
    served.acknowledgements.map(acknowledgementId => ({ id, actId, acknowledgementId })),
  )
  if (used.length === 0) return
  await sql`
    insert into subscription_acknowledgement (subscription_id, acknowledgement_id, act_id)
    select subscription_id, acknowledgement_id, coalesce(act_id, current_act())
      from unnest(${used.map(row => row.id)}::uuid[], ${used.map(row => row.acknowledgementId)}::uuid[],
                  ${used.map(row => row.actId)}::uuid[]) as new (subscription_id, acknowledgement_id, act_id)`.execute(
    sqlOf(em),
  )
}
