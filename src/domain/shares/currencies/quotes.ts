import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'

/** What may be sent for an order in another currency, in its minor units, and by which rate it was reckoned. */
export type QuoteRow = {
  subscriptionId: string
  currency: Currency
  amount: bigint
  rateId: string
  quotedAt: Date
}

/** The quotes of these orders, by currency. */
export function quotesOf(em: EntityManager, subscriptionIds: readonly string[]): Promise<QuoteRow[]> {
  return sqlOf(em)
    .selectFrom('orderQuote')
    .select(['subscriptionId', 'currency', 'amount', 'rateId', 'quotedAt'])
    .where('subscriptionId', 'in', subscriptionIds)
    .orderBy('currency')
    .execute()
}

/** What was quoted for one order in a currency, if it was. */
export async function quoteIn(
  em: EntityManager,
  subscriptionId: string,
  currency: Currency,
): Promise<QuoteRow | undefined> {
  return (await quotesOf(em, [subscriptionId])).find(quote => quote.currency === currency)
}
