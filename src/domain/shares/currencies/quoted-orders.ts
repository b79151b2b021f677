import type { EntityManager } from '@mikro-orm/postgresql'
import { bankAccounts } from '../../payments/bank/bank-accounts.ts'
import type { PaymentOrder } from '../bank/payment-orders.ts'
import { subscriptionState } from '../subscription-states.ts'
import { subscriptions } from '../subscriptions.ts'
import { type QuoteRow, quotesOf } from './quotes.ts'

/** A quote, and how it is to be paid; null where the order is not reserved any more, or due. */
export type QuotedOrder = QuoteRow & { order: PaymentOrder | null }

/** What was quoted for these orders, and to which bank account of its currency it is to be sent. */
export async function quotedOrders(
  em: EntityManager,
  ids: readonly string[],
  now: Date,
): Promise<QuotedOrder[]> {
  const quotes = await quotesOf(em, ids)
  if (quotes.length === 0) return []
  const orders = new Map((await subscriptions(em, ids)).map(order => [order.id, order]))
  const clients = (await bankAccounts(em)).filter(each => each.code === 'clients')
  const accounts = new Map(clients.map(each => [each.currency, each]))
  return quotes.map(quote => {
    const { subscriptionId, amount, currency } = quote
    const [order, account] = [orders.get(subscriptionId), accounts.get(currency)]
    const payable = order && subscriptionState(order, now) === 'reserved' && now < order.paymentDueAt
    if (account === undefined || !payable) return { ...quote, order: null }
    const { holderName, iban, bic } = account
    const { reference, paymentDueAt: dueAt } = order
    return { ...quote, order: { subscriptionId, holderName, iban, bic, amount, currency, reference, dueAt } }
  })
}
