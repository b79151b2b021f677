import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import { Acknowledgement } from '../parties/suitability/suitability.ts'
import { CardPayment } from '../payments/cards/card-payment.ts'
import { Receipt } from '../payments/receipt.ts'

/**
 * A party's order in an offering. It reserves the shares. Its offering, its party and its act carry no foreign key, which
 * would cost an order a tenth of its time each: the statement that writes it counts it at the first and writes the last, the
 * party is the one who is signed in or whom he acts for, and a check proves all three.
 */
export const Subscription = defineEntity({
  name: 'subscription',
  uniques: [{ properties: ['offeringId', 'position'] }],
  // The second for those that are due: while orders come in, hardly any are.
  indexes: [
    { properties: ['partyId', 'offeringId'] },
    { properties: ['offeringId', 'paymentDueAt'] },
    { properties: ['actId'] },
  ],
  properties: {
    id: id(),
    offeringId: p.uuid(),
    termsVersion: p.integer(),
    partyId: p.uuid(),
    shares: p.integer(),
    /** What is owed for them, in minor units. */
    amount: p.bigint(),
    currency: p.text(),
    /** The place in the order of arrival, given under the offering's lock. */
    position: p.integer(),
    /** What the payer writes on the transfer. */
    reference: p.text().unique(),
    orderedAt: p.datetime(),
    paymentDueAt: p.datetime(),
    /** Until then the investor may withdraw without a reason; from then on a paid order binds. */
    revocableUntil: p.datetime(),
    actId: p.uuid().defaultRaw('current_act()'),
  },
})

/** By which acknowledgement of its investor an order passed a gate of its regime. */
export const SubscriptionAcknowledgement = defineEntity({
  name: 'subscriptionAcknowledgement',
  properties: {
    subscriptionId: refersTo(Subscription, 'subscription_id').primary(),
    acknowledgementId: refersTo(Acknowledgement, 'acknowledgement_id').primary(),
    actId: writtenBy(),
  },
})

/** So many of a reward or ticket that its investor chose for an order, and pays with a part of it. */
export const OrderedItem = defineEntity({
  name: 'orderedItem',
  checks: [{ name: 'ordered_item_count_positive', expression: 'count > 0' }],
  properties: {
    subscriptionId: refersTo(Subscription, 'subscription_id').primary(),
    code: p.text().primary(),
    count: p.integer(),
    actId: writtenBy(),
  },
})

/** The order was paid in full: by a bank credit, by card, or, where neither is named, from what its investor had with us. */
export const SubscriptionPayment = defineEntity({
  name: 'subscriptionPayment',
  checks: [
    {
      name: 'subscription_payment_by_one_at_most',
      expression: 'num_nonnulls(receipt_id, card_payment_id) <= 1',
    },
  ],
  indexes: [{ properties: ['actId'] }],
  properties: {
    subscriptionId: refersTo(Subscription, 'subscription_id').primary(),
    receiptId: refersTo(Receipt, 'receipt_id').unique().nullable(),
    cardPaymentId: refersTo(CardPayment, 'card_payment_id').unique().nullable(),
    paidAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** The order ended without shares. */
export const SubscriptionEnd = defineEntity({
  name: 'subscriptionEnd',
  indexes: [{ properties: ['actId'] }],
  properties: {
    subscriptionId: refersTo(Subscription, 'subscription_id').primary(),
    how: p.text().$type<'withdrawn' | 'expired' | 'refunded' | 'lapsed' | 'chargedBack'>(),
    endedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * What an order got when its offering was funded: as many shares as it asked for, or fewer where the terms cut it. The
 * rest of the money went back; an order that got none ended instead.
 */
export const SubscriptionAllotment = defineEntity({
  name: 'subscriptionAllotment',
  checks: [{ name: 'subscription_allotment_shares_positive', expression: 'shares > 0' }],
  properties: {
    subscriptionId: refersTo(Subscription, 'subscription_id').primary(),
    shares: p.integer(),
    /** What they cost, in minor units. */
    amount: p.bigint(),
    allottedAt: p.datetime(),
    actId: writtenBy(),
  },
})
