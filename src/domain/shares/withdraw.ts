import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { book } from '../ledger/book.ts'
import { lockOffering } from '../offerings/lock-offering.ts'
import type { OfferingRow } from '../offerings/offerings.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'
import { surcharges } from './cards/surcharges.ts'
import { returnHeld } from './currencies/return-held.ts'
import { refuse } from './refusals.ts'
import { releaseOrders } from './release-orders.ts'
import { holderAccount, subscriberAccount } from './shares-accounts.ts'
import { subscriptionState } from './subscription-states.ts'
import { type SubscriptionRow, subscriptionOf } from './subscriptions.ts'

/**
 * The investor takes his order back, free of charge and without a reason, while it does not bind yet, its terms were revised, or
 * its offering is suspended for its key information sheet (Art 23(12) of Regulation (EU) 2020/1503): the shares are free again, for who
 * waits for them first, and all that he paid, with what he bore of the costs of his card, lies on his account. What he sent in
 * another currency goes back in that: at once or, where the bank has changed it, when it has changed it back. Doing it again
 * changes nothing.
 * Refuses SUBSCRIPTION_UNKNOWN (also for somebody else's order), SUBSCRIPTION_BINDING, SUBSCRIPTION_ENDED.
 */
export async function withdraw(
  em: EntityManager,
  input: { subscriptionId: string; partyId: string },
  now: Date,
): Promise<{ subscriptionId: string }> {
  const { subscriptionId } = input
  const { offeringId, partyId } = await subscriptionOf(em, subscriptionId)
  if (partyId !== input.partyId) throw refuse.SUBSCRIPTION_UNKNOWN({ id: subscriptionId })
  const offering = await lockOffering(em, offeringId)
  const order = await subscriptionOf(em, subscriptionId)
  if (order.ended === 'withdrawn') return { subscriptionId }
  refuseUnlessRevocable(offering, order, now)
  await sqlOf(em)
    .insertInto('subscriptionEnd')
    .values({ subscriptionId, how: 'withdrawn', endedAt: now })
    .execute()
  await releaseOrders(em, offeringId, [order.id], now)
  await returnHeld(em, [order], now)
  if (order.paidAt !== null && order.heldAt === null) await returnMoney(em, order, now)
  return { subscriptionId }
}

function refuseUnlessRevocable(offering: OfferingRow, order: SubscriptionRow, now: Date): void {
  const state = subscriptionState(order, now)
  if (state === 'binding' && offering.correctBy !== null) return
  if (state === 'reserved' || state === 'held' || state === 'paid' || state === 'suspended') return
  if (order.ended !== null) {
    throw refuse.SUBSCRIPTION_ENDED({ how: order.ended, endedAt: order.endedAt?.toISOString() ?? '' })
  }
  throw refuse.SUBSCRIPTION_BINDING({ revocableUntil: order.revocableUntil.toISOString() })
}

async function returnMoney(em: EntityManager, order: SubscriptionRow, now: Date): Promise<void> {
  const amount = order.amount + (await surcharges(em, [order.id]))(order.id)
  await book(em, { kind: 'orderWithdrawn', factId: order.id, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: subscriberAccount(order), amount },
    { account: holderAccount(order.partyId, order.currency), amount: -amount },
  ])
}
