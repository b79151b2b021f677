import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { ExchangeRate } from '../../ledger/exchange/exchange-rate.ts'
import type { Currency } from '../../money/currency.ts'
import { Subscription } from '../subscription.ts'

/** What the investor of an order may send in another currency instead of its price: firm until its payment is due. */
export const OrderQuote = defineEntity({
  name: 'orderQuote',
  checks: [{ name: 'order_quote_amount_positive', expression: 'amount > 0' }],
  properties: {
    subscriptionId: refersTo(Subscription, 'subscription_id').primary(),
    currency: p.text().primary().$type<Currency>(),
    /** Minor units of that currency. */
    amount: p.bigint(),
    rateId: refersTo(ExchangeRate, 'rate_id'),
    quotedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** The money of an ended order that the bank had changed was changed back: it is the investor's in the currency that he sent. */
export const OrderChangedBack = defineEntity({
  name: 'orderChangedBack',
  properties: {
    subscriptionId: refersTo(Subscription, 'subscription_id').primary(),
    actId: writtenBy(),
  },
})
