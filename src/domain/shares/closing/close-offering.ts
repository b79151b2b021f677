import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { type OfferingState, offeringState } from '../../offerings/offering-states.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { reportAwaitedUntil } from '../../payments/bank/report-wait.ts'
import { bankedCurrencies } from '../bank/overdue-orders.ts'
import { bookPaymentCosts } from '../cards/book-payment-costs.ts'
import { expireReservations } from '../expire-reservations.ts'
import { refuse } from '../refusals.ts'
import { lapseOrders } from '../revisions/lapse-orders.ts'
import { subscriptionState } from '../subscription-states.ts'
import { activeSubscriptions, type SubscriptionRow } from '../subscriptions.ts'
import { allot } from './allot.ts'
import { allotOrders, chargeCommission } from './allot-orders.ts'
import { refundOrders } from './refund-orders.ts'

/**
 * Decides an offering: its goal is tested over binding orders, once the last order can no longer be withdrawn.
 * Met: what the orders get is allotted (`allot`) and its money is credited to the issuer, less the commission;
 * what the terms cut off goes back. Missed: all money goes back to the investors' accounts and nothing is taken. One that is
 * cancelled, for its sheet was not corrected in time (Art 23(12) of Regulation (EU) 2020/1503), has missed it at once,
 * whatever came together and whatever is still to be paid.
 * Refuses OFFERING_UNKNOWN, OFFERING_NOT_CLOSING, OFFERING_UNDECIDED, OFFERING_AWAITS_CHANGE,
 * OFFERING_DECIDED.
 */
export async function closeOffering(
  em: EntityManager,
  input: { offeringId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  const offering = await lockOffering(em, input.offeringId)
  const isCancelled = refuseUnlessClosing(offering, now) === 'cancelled'
  await expireReservations(em, offering.id, now)
  await lapseOrders(em, offering.id, now)
  const orders = await activeSubscriptions(em, offering.id)
  if (!isCancelled) refuseHeld(orders, now)
  if (!isCancelled) refuseUndecided(orders, now, await bankedCurrencies(em))
  const allotted = isCancelled ? [] : allot(offering, orders)
  const shares = allotted.reduce((total, each) => total + each.shares, 0)
  const amount = allotted.reduce((total, each) => total + each.amount, 0n)
  const funded = isFunded(offering, amount)
  const closure = {
    id: newId(),
    offeringId: offering.id,
    outcome: funded ? ('funded' as const) : ('failed' as const),
    sharesAllotted: funded ? shares : 0,
    amountAllotted: funded ? amount : 0n,
    closedAt: now,
  }
  await sqlOf(em).insertInto('offeringClosure').values(closure).execute()
  if (funded) {
    await allotOrders(em, { offering, allotted, closureId: closure.id }, now)
    await chargeCommission(em, { offering, amount, closureId: closure.id }, now)
    await bookPaymentCosts(em, { offering, closureId: closure.id }, now)
  } else await refundOrders(em, { offering, orders, closureId: closure.id }, now)
  return { offeringId: offering.id }
}

function refuseUnlessClosing(offering: OfferingRow, now: Date): OfferingState {
  const { outcome, closedAt, closesAt } = offering
  if (outcome !== null) throw refuse.OFFERING_DECIDED({ outcome, closedAt: closedAt?.toISOString() ?? '' })
  const state = offeringState(offering, now)
  if (state === 'closing' || state === 'cancelled') return state
  throw refuse.OFFERING_NOT_CLOSING({ state, closesAt: closesAt.toISOString() })
}

/** What was sent for an order in another currency counts when the bank has changed it. */
function refuseHeld(orders: readonly SubscriptionRow[], now: Date): void {
  const held = orders.filter(order => subscriptionState(order, now) === 'held')
  if (held.length > 0) throw refuse.OFFERING_AWAITS_CHANGE({ orders: held.length })
}

/** An order stands in the way while it can still be paid, or its payment be told of, or be withdrawn or reconfirmed. */
function refuseUndecided(orders: readonly SubscriptionRow[], now: Date, banked: Set<string>): void {
  const open = orders.filter(order => subscriptionState(order, now) !== 'binding')
  if (open.length === 0) return
  const ends = open.map(order =>
    (
      order.suspendedUntil ?? (order.paidAt === null ? lastsUntil(order, now, banked) : order.revocableUntil)
    ).getTime(),
  )
  const until = new Date(Math.max(...ends)).toISOString()
  throw refuse.OFFERING_UNDECIDED({ orders: open.length, until })
}

function lastsUntil({ paymentDueAt, currency }: SubscriptionRow, now: Date, banked: Set<string>): Date {
  return paymentDueAt <= now && banked.has(currency) ? reportAwaitedUntil(paymentDueAt) : paymentDueAt
}

function isFunded({ goalMode, goal }: OfferingRow, amount: bigint): boolean {
  return amount > 0n && (goalMode !== 'allOrNothing' || amount >= (goal ?? 0n))
}
