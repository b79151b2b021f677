import type { EntityManager } from '@mikro-orm/postgresql'
import type { Currency } from '../../money/currency.ts'
import { bankAccounts } from '../../payments/bank/bank-accounts.ts'
import { subscriptionState } from '../subscription-states.ts'
import { subscriptions } from '../subscriptions.ts'

/** How an order is to be paid. Amount in minor units. */
export type PaymentOrder = {
  subscriptionId: string
  holderName: string
  iban: string
  bic: string | null
  amount: bigint
  currency: Currency
  reference: string
  dueAt: Date
}

/**
 * How these orders are to be paid: those that are reserved and not due yet, where a bank account of their currency is
 * open. What arrives later would lie in suspense.
 */
export async function paymentOrders(
  em: EntityManager,
  ids: readonly string[],
  now: Date,
): Promise<PaymentOrder[]> {
  const [orders, accounts] = [await subscriptions(em, ids), await bankAccounts(em)]
  const clients = new Map(accounts.filter(each => each.code === 'clients').map(each => [each.currency, each]))
  return orders.flatMap(order => {
    const account = clients.get(order.currency)
    const payable = subscriptionState(order, now) === 'reserved' && now < order.paymentDueAt
    if (account === undefined || !payable) return []
    const { holderName, iban, bic } = account
    const { id: subscriptionId, amount, currency, reference, paymentDueAt: dueAt } = order
    return [{ subscriptionId, holderName, iban, bic, amount, currency, reference, dueAt }]
  })
}
