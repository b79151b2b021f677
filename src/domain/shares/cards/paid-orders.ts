import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { type CardPaymentRow, cardPayments } from '../../payments/cards/card-payments.ts'
import { type SubscriptionRow, subscriptions } from '../subscriptions.ts'

/** The order that a payment paid, by the payment's id: a receipt's or a card payment's. */
export async function orderPaidBy(
  em: EntityManager,
  paymentId: string,
): Promise<SubscriptionRow | undefined> {
  const paid = await sqlOf(em)
    .selectFrom('subscriptionPayment')
    .select('subscriptionId')
    .where(({ or, eb }) => or([eb('receiptId', '=', paymentId), eb('cardPaymentId', '=', paymentId)]))
    .executeTakeFirst()
  return paid && (await subscriptions(em, [paid.subscriptionId]))[0]
}

/** The payments of orders of an offering that ended or got less than they paid: they left money on the investors' accounts. */
export async function paymentsWithRest(em: EntityManager, offeringId: string): Promise<string[]> {
  const rows = await sqlOf(em)
    .selectFrom('subscription')
    .innerJoin('subscriptionPayment', 'subscriptionPayment.subscriptionId', 'subscription.id')
    .leftJoin('subscriptionEnd', 'subscriptionEnd.subscriptionId', 'subscription.id')
    .leftJoin('subscriptionAllotment as got', 'got.subscriptionId', 'subscription.id')
    .leftJoin('receiptHold as hold', 'hold.targetId', 'subscription.id')
    .select(({ fn }) => fn.coalesce('subscriptionPayment.receiptId', 'cardPaymentId').as('paymentId'))
    .where('offeringId', '=', offeringId)
    .where(({ or, eb }) =>
      or([
        eb('how', 'in', ['withdrawn', 'refunded', 'lapsed']),
        // What was sent in another currency and cut off is no part of that payment any more.
        eb.and([eb('got.amount', '<', eb.ref('subscription.amount')), eb('hold.targetId', 'is', null)]),
      ]),
    )
    .orderBy('subscription.id')
    .execute()
  return rows.flatMap(({ paymentId }) => paymentId ?? [])
}

/** The card payments of these orders, by order. */
export async function cardPaymentsOfOrders(
  em: EntityManager,
  subscriptionIds: readonly string[],
): Promise<Map<string, CardPaymentRow>> {
  const paid = await sqlOf(em)
    .selectFrom('subscriptionPayment')
    .select(['subscriptionId', 'cardPaymentId'])
    .where('subscriptionId', 'in', subscriptionIds)
    .where('cardPaymentId', 'is not', null)
    .execute()
  if (paid.length === 0) return new Map()
  const found = await cardPayments(
    em,
    paid.flatMap(({ cardPaymentId }) => cardPaymentId ?? []),
  )
  const byId = new Map(found.map(payment => [payment.id, payment]))
  return new Map(
    paid.flatMap(({ subscriptionId, cardPaymentId }) => {
      const payment = byId.get(cardPaymentId ?? '')
      return payment === undefined ? [] : [[subscriptionId, payment] as const]
    }),
  )
}
