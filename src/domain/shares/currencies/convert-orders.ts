import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { book } from '../../ledger/book.ts'
import { formatAmount } from '../../money/money.ts'
import { type HoldRow, holdsOf } from '../../payments/receipts.ts'
import { claimReceipt } from '../../payments/record-receipt.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { holderAccount, subscriberAccount } from '../shares-accounts.ts'
import { type SubscriptionRow, subscriptionOf } from '../subscriptions.ts'

/**
 * Books that the bank changed the money of these orders. An order for which money is held is paid by it: it has its price in
 * its own currency, by way of `exchange`. One that ended after that gets back what was sent, in the currency in which it
 * was. What the bank gave beside stays on `exchange`. The caller holds their locks (`lockOrders`).
 * Refuses SUBSCRIPTION_UNKNOWN, ORDER_NOT_HELD, ORDER_CHANGED.
 */
export async function convertOrders(
  em: EntityManager,
  subscriptionIds: readonly string[],
  now: Date,
): Promise<void> {
  if (subscriptionIds.length === 0) return
  const ids = [...new Set(subscriptionIds)].sort()
  const holds = new Map((await holdsOf(em, ids)).map(hold => [hold.targetId, hold]))
  for (const id of ids) {
    const order = await subscriptionOf(em, id)
    const hold = holds.get(id)
    if (hold === undefined) throw refuse.ORDER_NOT_HELD({ id, wentBack: null })
    await (order.paidAt === null ? convertHeld : convertBack)(em, order, hold, now)
  }
}

async function convertHeld(
  em: EntityManager,
  order: SubscriptionRow,
  { receiptId, currency, amount: sent, heldAt: paidAt }: HoldRow,
  now: Date,
): Promise<void> {
  if (order.ended !== null) {
    const wentBack = `${formatAmount(sent, currency)} ${currency}`
    throw refuse.ORDER_NOT_HELD({ id: order.id, wentBack })
  }
  const foreign = subscriberAccount({ ...order, currency })
  await claimReceipt(
    em,
    { receiptId, purpose: 'subscription', targetId: order.id, account: foreign, heldFor: order.id },
    now,
  )
  await sqlOf(em)
    .insertInto('subscriptionPayment')
    .values({ subscriptionId: order.id, receiptId, cardPaymentId: null, paidAt })
    .execute()
  await book(em, { kind: 'orderConverted', factId: order.id, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: foreign, amount: sent },
    { account: { kind: 'exchange', currency }, amount: -sent },
    { account: { kind: 'exchange', currency: order.currency }, amount: order.amount },
    { account: subscriberAccount(order), amount: -order.amount },
  ])
}

async function convertBack(
  em: EntityManager,
  order: SubscriptionRow,
  { currency, amount: sent }: HoldRow,
  now: Date,
): Promise<void> {
  if (order.ended === null) throw refuse.ORDER_CHANGED({ id: order.id })
  const written = await sqlOf(em)
    .insertInto('orderChangedBack')
    .values({ subscriptionId: order.id })
    .onConflict(conflict => conflict.doNothing())
    .returning('subscriptionId')
    .executeTakeFirst()
  if (written === undefined) throw refuse.ORDER_CHANGED({ id: order.id })
  await book(em, { kind: 'orderConvertedBack', factId: order.id, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: subscriberAccount(order), amount: order.amount },
    { account: { kind: 'exchange', currency: order.currency }, amount: -order.amount },
    { account: { kind: 'exchange', currency }, amount: sent },
    { account: holderAccount(order.partyId, currency), amount: -sent },
  ])
}
