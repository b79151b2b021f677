import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { conversionBy } from '../../ledger/exchange/conversion-by.ts'
import { rateAt } from '../../ledger/exchange/rates.ts'
import { convert } from '../../money/convert.ts'
import { type Currency, parseCurrency } from '../../money/currency.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { clientsAccount } from '../../payments/bank/bank-accounts.ts'
import { within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import { subscriptionState } from '../subscription-states.ts'
import { type SubscriptionRow, subscriptionOf } from '../subscriptions.ts'
import { quoteIn } from './quotes.ts'

/** How old a rate may be that a quote is firm at: central banks publish none on at most five days on end. */
const OLDEST_DAYS = 7
const DAY = 24 * 60 * 60 * 1000

/**
 * The investor asks what he may send for his order in another currency: its price at the rate that holds, rounded half even,
 * and nothing above. It is firm until the payment is due, and asking again answers the first.
 * Refuses SUBSCRIPTION_UNKNOWN (also for somebody else's order), CURRENCY_UNKNOWN, QUOTE_NOT_NEEDED, QUOTE_NOT_PAYABLE,
 * QUOTE_WITHOUT_ACCOUNT, RATE_MISSING, QUOTE_RATE_OLD.
 */
export async function requestQuote(
  em: EntityManager,
  input: { subscriptionId: string; partyId: string; currency: string },
  now: Date,
): Promise<{ subscriptionId: string }> {
  const { subscriptionId } = input
  const { offeringId, partyId } = await subscriptionOf(em, subscriptionId)
  if (partyId !== input.partyId) throw refuse.SUBSCRIPTION_UNKNOWN({ id: subscriptionId })
  const currency = within('currency', () => parseCurrency(input.currency))
  await lockOffering(em, offeringId)
  if ((await quoteIn(em, subscriptionId, currency)) !== undefined) return { subscriptionId }
  const order = await subscriptionOf(em, subscriptionId)
  await refuseUnlessPayable(em, order, currency, now)
  const pair = { from: order.currency, to: currency }
  const rate = await rateAt(em, pair, now)
  if (now.getTime() - rate.at.getTime() > OLDEST_DAYS * DAY) {
    throw refuse.QUOTE_RATE_OLD({ ...pair, at: rate.at.toISOString(), days: OLDEST_DAYS })
  }
  const amount = convert(order.amount, conversionBy(rate, pair))
  await sqlOf(em)
    .insertInto('orderQuote')
    .values({ subscriptionId, currency, amount, rateId: rate.id, quotedAt: now })
    .execute()
  return { subscriptionId }
}

async function refuseUnlessPayable(
  em: EntityManager,
  order: SubscriptionRow,
  currency: Currency,
  now: Date,
): Promise<void> {
  if (order.currency === currency) throw refuse.QUOTE_NOT_NEEDED({ currency })
  const state = subscriptionState(order, now)
  if (state !== 'reserved' || now >= order.paymentDueAt) {
    throw refuse.QUOTE_NOT_PAYABLE({ state, dueAt: order.paymentDueAt.toISOString() })
  }
  if ((await clientsAccount(em, currency)) === undefined) throw refuse.QUOTE_WITHOUT_ACCOUNT({ currency })
}
