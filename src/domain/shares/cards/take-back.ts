import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { book, type NewEntry } from '../../ledger/book.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { lockSpending } from '../../ledger/lock-spending.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { offeringOf } from '../../offerings/offerings.ts'
import type { TakenFrom } from '../../payments/cards/card-dispute.ts'
import type { CardPaymentRow } from '../../payments/cards/card-payments.ts'
import { cardProcessor, cardSuspense } from '../../payments/clients-money.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { releaseOrders } from '../release-orders.ts'
import { holderAccount, recoverableAccount, subscriberAccount } from '../shares-accounts.ts'
import { type SubscriptionRow, subscriptionOf } from '../subscriptions.ts'
import { orderPaidBy } from './paid-orders.ts'

/** From where money was taken, whose it was, and which part of it is to be recovered from him. */
export type TakenBack = { takenFrom: TakenFrom; partyId: string | null; recoverable: bigint }

/** What the processor took back of a payment, and the fact that it is. Minor units. */
export type Taking = { payment: CardPaymentRow; amount: bigint; entry: Pick<NewEntry, 'kind' | 'factId'> }

/**
 * The processor took money back, whatever we think of it. What it paid decides who bears that: all of an order that is not
 * allotted yet ends it, and its shares are free again; after allotment, or for a part of an order, the investor owes it to
 * the project; of an order that ended before, it is taken from his account as far as it lies there.
 */
export async function takeBack(em: EntityManager, taking: Taking, now: Date): Promise<TakenBack> {
  const order = await lockedOrder(em, taking.payment.id)
  await lockSpending(em, 'shared')
  const { takenFrom, recoverable } = await decide(em, taking, order)
  const { amount, payment, entry } = taking
  const { currency } = payment
  const account =
    order === undefined || takenFrom === 'suspense'
      ? cardSuspense(currency)
      : takenFrom === 'subscriber'
        ? subscriberAccount(order)
        : holderAccount(order.partyId, currency)
  const owed = order === undefined ? [] : [{ account: await owedBy(em, order), amount: recoverable }]
  await book(em, { ...entry, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account, amount: amount - recoverable },
    ...owed,
    { account: cardProcessor(currency), amount: -amount },
  ])
  if (takenFrom === 'subscriber' && order !== undefined && recoverable === 0n) await endOrder(em, order, now)
  return { takenFrom, partyId: order?.partyId ?? null, recoverable }
}

async function lockedOrder(em: EntityManager, paymentId: string): Promise<SubscriptionRow | undefined> {
  const order = await orderPaidBy(em, paymentId)
  if (order === undefined) return undefined
  await lockOffering(em, order.offeringId)
  return subscriptionOf(em, order.id)
}

async function decide(
  em: EntityManager,
  { payment, amount }: Taking,
  order: SubscriptionRow | undefined,
): Promise<{ takenFrom: TakenFrom; recoverable: bigint }> {
  if (order === undefined) return { takenFrom: 'suspense', recoverable: 0n }
  if (order.ended === null) {
    const whole = !order.allotted && amount === payment.amount - payment.taken && payment.taken === 0n
    return { takenFrom: 'subscriber', recoverable: whole ? 0n : amount }
  }
  const there = await lockAccount(em, holderAccount(order.partyId, order.currency))
  const taken = there < 0n ? 0n : there < amount ? there : amount
  return { takenFrom: 'holder', recoverable: amount - taken }
}

async function owedBy(em: EntityManager, { partyId, offeringId, currency }: SubscriptionRow) {
  return recoverableAccount(partyId, (await offeringOf(em, offeringId)).projectId, currency)
}

async function endOrder(em: EntityManager, order: SubscriptionRow, now: Date): Promise<void> {
  await sqlOf(em)
    .insertInto('subscriptionEnd')
    .values({ subscriptionId: order.id, how: 'chargedBack', endedAt: now })
    .execute()
  await releaseOrders(em, order.offeringId, [order.id], now)
}
