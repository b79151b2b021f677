import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { actsBefore, type Outcome } from '../../acts/acts-before.ts'
import type { NewAct } from '../../acts/begin-act.ts'
import { writeActs } from '../../acts/write-acts.ts'
import { newId } from '../../ids.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { listGates } from '../../offerings/terms/regimes.ts'
import { suitabilityOf } from '../../parties/suitability/suitability-facts.ts'
import { referenceFor } from '../../payments/reference.ts'
import { Refusal } from '../../refusal.ts'
import { expireReservations } from '../expire-reservations.ts'
import { sharesOrdered } from '../subscriptions.ts'
import { spentAcknowledgements } from './acknowledgements.ts'
import { type NewOrder, type Reservation, serveOrders } from './serve-orders.ts'

export type Order = { offeringId: string; partyId: string; shares: number }

/** An order that comes with others, and the act that it is. */
export type ActedOrder = NewOrder & { act: NewAct }

/**
 * Reserves shares of an offering for a party. Orders are served by the position they get under the offering's
 * lock; the counter behind it can never pass what is offered.
 * Refuses what `serveOrders` refuses.
 */
export async function subscribe(
  em: EntityManager,
  { offeringId, partyId, shares }: Order,
  now: Date,
): Promise<{ subscriptionId: string }> {
  const offering = await lockForOrders(em, offeringId, now)
  const [served] = await serve(em, offering, [{ partyId, shares, orderedAt: now }])
  if (served === undefined || served instanceof Refusal) throw served
  const subscriptionId = newId()
  await reserve(em, offering, [{ ...served, id: subscriptionId, actId: null }])
  return { subscriptionId }
}

/**
 * The same for orders of one offering that arrived together, in the order of their arrival and in one transaction: the
 * offering is locked once for all of them. Each is accepted or refused by itself, and nothing is remembered of a refusal.
 * No two may have the same key. Refuses OFFERING_UNKNOWN to all, to each what `serveOrders` refuses and
 * IDEMPOTENCY_CONFLICT.
 */
export async function subscribeTogether(
  em: EntityManager,
  offeringId: string,
  orders: readonly ActedOrder[],
): Promise<Outcome<{ subscriptionId: string }>[]> {
  const latest = new Date(Math.max(...orders.map(order => order.orderedAt.getTime())))
  const offering = await lockForOrders(em, offeringId, latest)
  // Under the lock: an order that came before under one of these keys has been committed by now.
  const known = await actsBefore<{ subscriptionId: string }>(
    em,
    orders.map(order => order.act),
  )
  const fresh = orders.filter(order => !known.has(order.act.id))
  const served = await serve(em, offering, fresh)
  const accepted = fresh.flatMap(({ act }, index) => {
    const one = served[index] as Reservation | Refusal
    return one instanceof Refusal ? [] : [{ ...one, id: newId(), act }]
  })
  const made = new Map(accepted.map(({ act, id }) => [act.id, { subscriptionId: id }]))
  await writeActs(
    em,
    accepted.map(({ act, id }) => ({ act, made: { subscriptionId: id } })),
  )
  await reserve(
    em,
    offering,
    accepted.map(({ act, ...order }) => ({ ...order, actId: act.id })),
  )
  const refused = new Map(fresh.map(({ act }, index) => [act.id, served[index] as Refusal]))
  return orders.map(({ act }) => {
    const subscription = made.get(act.id)
    if (subscription !== undefined) return { made: subscription, replayed: false }
    return known.get(act.id) ?? (refused.get(act.id) as Refusal)
  })
}

/** The offering under its lock, after the unpaid orders that were due have given their shares back. */
async function lockForOrders(em: EntityManager, offeringId: string, now: Date): Promise<OfferingRow> {
  const found = await lockOffering(em, offeringId)
  const freed = await expireReservations(em, offeringId, now)
  return { ...found, sharesTaken: found.sharesTaken - freed }
}

/** Serves orders with what their offering asks to be known of all parties together, each in one query. */
async function serve(
  em: EntityManager,
  offering: OfferingRow,
  orders: readonly NewOrder[],
): Promise<(Reservation | Refusal)[]> {
  const gated = listGates(offering.regime).length > 0
  const parties = orders.map(order => order.partyId)
  const latest = new Date(Math.max(0, ...orders.map(order => order.orderedAt.getTime())))
  const facts = await suitabilityOf(em, gated ? parties : [], latest)
  const known = {
    held: await sharesOrdered(em, offering.id, gated || offering.maxPerInvestor !== null ? parties : []),
    suitability: new Map(facts.map(each => [each.partyId, each])),
    spent: await spentAcknowledgements(em, offering.id, gated ? parties : []),
  }
  return serveOrders(offering, known, orders)
}

/** Writes orders that were accepted, in this order; `actId`: null for the act of this transaction. */
async function reserve(
  em: EntityManager,
  offering: OfferingRow,
  orders: readonly (Reservation & { id: string; actId: string | null })[],
): Promise<void> {
  if (orders.length === 0) return
  const column = <T>(value: (order: (typeof orders)[number]) => T) => orders.map(value)
  const shares = orders.reduce((sum, order) => sum + order.shares, 0)
  await sql`
    with counted as (
      update offering_counter set taken = taken + ${shares}, position = position + ${orders.length}
       where offering_id = ${offering.id} returning position - ${orders.length} as before
    )
    insert into subscription (id, offering_id, terms_version, party_id, shares, amount, currency, position, reference,
                              ordered_at, payment_due_at, revocable_until, act_id)
    select new.id, ${offering.id}, ${offering.version}, party_id, shares, amount, ${offering.currency},
           before + place, reference, ordered_at, ${offering.paymentDueAt}, revocable_until, coalesce(act_id, current_act())
      from counted, unnest(
             ${column(order => order.id)}::uuid[], ${column(order => order.partyId)}::uuid[],
             ${column(order => order.shares)}::int[], ${column(order => order.amount)}::bigint[],
             ${column(order => referenceFor(order.id))}::text[], ${column(order => order.orderedAt)}::timestamptz[],
             ${column(order => order.revocableUntil)}::timestamptz[], ${column(order => order.actId)}::uuid[]
           ) with ordinality as new (id, party_id, shares, amount, reference, ordered_at, revocable_until, act_id, place)`.execute(
    sqlOf(em),
  )
  await keepAcknowledgements(em, orders)
}

/** By what each of these orders passed its gates. */
async function keepAcknowledgements(
  em: EntityManager,
  orders: readonly Pick<Parameters<typeof reserve>[2][number], 'id' | 'acknowledgements' | 'actId'>[],
): Promise<void> {
  const used = orders.flatMap(({ acknowledgements, ...order }) =>
    acknowledgements.map(acknowledgementId => ({ ...order, acknowledgementId })),
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
