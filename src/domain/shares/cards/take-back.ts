import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { book, type NewEntry } from '../../ledger/book.ts'
import { borneByPlatform } from '../../payments/cards/borne-by-platform.ts'
import type { TakenFrom } from '../../payments/cards/card-dispute.ts'
import { cardProcessor } from '../../payments/clients-money.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { releaseOrders } from '../release-orders.ts'
import { subscriberAccount } from '../shares-accounts.ts'
import type { SubscriptionRow } from '../subscriptions.ts'
import type { LockedPayment } from './lock-payment.ts'
import { returnedOf } from './returned.ts'

/**
 * From where money was taken, whose it was, which part of it is to be recovered from him, and which part the platform bears
 * because nobody is known to owe it. Minor units.
 */
export type TakenBack = { takenFrom: TakenFrom; partyId: string | null; recoverable: bigint; borne: bigint }

/** What the processor took back of a payment, and the fact that it is. Minor units. */
export type Taking = { locked: LockedPayment; amount: bigint; entry: Pick<NewEntry, 'kind' | 'factId'> }

/**
 * The processor took money back, whatever we think of it. What it paid decides who bears that: all of an order that is not
 * allotted yet ends it, and its shares are free again; what an order uses, or a part of one that waits for its closing, the
 * investor owes to the project; what an order does not use is taken from his account as far as it lies there. He owes also
 * what is taken twice, by a refund and by a dispute of the same payment; where nobody knows for whom it was paid, that is a
 * cost of the platform.
 */
export async function takeBack(
  em: EntityManager,
  { locked, amount, entry }: Taking,
  now: Date,
): Promise<TakenBack> {
  const { payment, order, own, owed } = locked
  const { currency } = payment
  const { takenFrom, taken, ends } = decide(locked, amount)
  const missing = amount - taken
  const [recoverable, borne] = owed === null ? [0n, missing] : [missing, 0n]
  const account = takenFrom === 'subscriber' && order !== undefined ? subscriberAccount(order) : own
  await book(em, { ...entry, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account, amount: taken },
    ...(owed === null ? [] : [{ account: owed, amount: recoverable }]),
    ...borneByPlatform(borne, currency),
    { account: cardProcessor(currency), amount: -amount },
  ])
  if (ends && order !== undefined) await endOrder(em, order, now)
  return { takenFrom, partyId: order?.partyId ?? null, recoverable, borne }
}

/** What is taken from where, and whether the order ends by it. */
function decide(
  { payment, order, there }: LockedPayment,
  amount: bigint,
): { takenFrom: TakenFrom; taken: bigint; ends: boolean } {
  const left = (of: bigint) => atLeastZero(of - payment.taken)
  if (order === undefined)
    return { takenFrom: 'suspense', taken: least(left(payment.amount), amount), ends: false }
  if (order.ended === null && !order.allotted) {
    const whole = payment.taken === 0n && amount >= payment.amount
    return { takenFrom: 'subscriber', taken: whole ? payment.amount : 0n, ends: whole }
  }
  const returned = returnedOf(order, payment.amount)
  if (returned === 0n) return { takenFrom: 'subscriber', taken: 0n, ends: false }
  return { takenFrom: 'holder', taken: least(atLeastZero(there), left(returned), amount), ends: false }
}

const atLeastZero = (amount: bigint) => (amount < 0n ? 0n : amount)

const least = (...amounts: readonly [bigint, ...bigint[]]) =>
  amounts.reduce((low, each) => (each < low ? each : low))

async function endOrder(em: EntityManager, order: SubscriptionRow, now: Date): Promise<void> {
  await sqlOf(em)
    .insertInto('subscriptionEnd')
    .values({ subscriptionId: order.id, how: 'chargedBack', endedAt: now })
    .execute()
  await releaseOrders(em, order.offeringId, [order.id], now)
}
