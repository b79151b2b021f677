import type { EntityManager } from '@mikro-orm/postgresql'
import type { Currency } from '../../money/currency.ts'
import { cardTermsOf } from '../../offerings/cards/card-terms-of.ts'
import { type CardQuote, type CostBearer, quoteOf } from '../../payments/cards/card-quote.ts'
import { cardRateOn } from '../../payments/cards/card-rates.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { subscriptionState } from '../subscription-states.ts'
import { type SubscriptionRow, subscriptionOf, subscriptions } from '../subscriptions.ts'

/** How an order is to be paid by card: the total is charged, of which the processor takes the cost. Minor units. */
export type CardOrder = CardQuote & {
  subscriptionId: string
  reference: string
  bearer: CostBearer
  currency: Currency
}

/** How these orders are to be paid by card: those that are reserved and not due, in offerings that take cards. */
export async function cardOrders(em: EntityManager, ids: readonly string[], now: Date): Promise<CardOrder[]> {
  const orders = await subscriptions(em, ids)
  if (orders.length === 0) return []
  const clauses = await cardTermsOf(em, [...new Set(orders.map(order => order.offeringId))])
  const bearers = new Map(clauses.map(({ offeringId, paymentCosts }) => [offeringId, paymentCosts]))
  return orders.flatMap(order => {
    const bearer = bearers.get(order.offeringId)
    const rate = cardRateOn(dayOf(now, PLATFORM_ZONE), order.currency)
    if (bearer === undefined || rate === undefined || !isPayable(order, now)) return []
    const { id: subscriptionId, amount, currency, reference } = order
    return [{ subscriptionId, reference, bearer, currency, ...quoteOf(amount, bearer, rate) }]
  })
}

/**
 * How one order of a party is to be paid by card.
 * Refuses SUBSCRIPTION_UNKNOWN (also for somebody else's order), NOT_PAYABLE_BY_CARD.
 */
export async function cardOrderOf(
  em: EntityManager,
  { subscriptionId, partyId }: { subscriptionId: string; partyId: string },
  now: Date,
): Promise<CardOrder> {
  const order = await subscriptionOf(em, subscriptionId)
  if (order.partyId !== partyId) throw refuse.SUBSCRIPTION_UNKNOWN({ id: subscriptionId })
  const [found] = await cardOrders(em, [subscriptionId], now)
  if (found !== undefined) return found
  const state = subscriptionState(order, now)
  throw refuse.NOT_PAYABLE_BY_CARD({ state, dueAt: order.paymentDueAt.toISOString() })
}

const isPayable = (order: SubscriptionRow, now: Date) =>
  subscriptionState(order, now) === 'reserved' && now < order.paymentDueAt
