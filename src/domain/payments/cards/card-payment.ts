import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { SuspenseReason } from '../receipt.ts'
import type { CostBearer } from './card-quote.ts'

/** An investor was shown what an order costs by card, and the processor waits for him. Its own name makes it one fact. */
export const CardIntent = defineEntity({
  name: 'cardIntent',
  indexes: [{ properties: ['subscriptionId'] }],
  properties: {
    id: id(),
    /** The processor's name for it, such as "pi_…". */
    processorReference: p.text().unique(),
    subscriptionId: p.uuid(),
    /** What the order owes, in minor units. */
    amount: p.bigint(),
    /** What the processor takes for it by the rate of the day. */
    cost: p.bigint(),
    /** Who bears that, as the terms said. */
    bearer: p.text().$type<CostBearer>(),
    currency: p.text(),
    openedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A card was charged. The processor's name for the payment makes it one fact. */
export const CardPayment = defineEntity({
  name: 'cardPayment',
  properties: {
    id: id(),
    processorReference: p.text().unique(),
    /** What it was to pay; null when nothing of ours asked for it. */
    intentId: refersTo(CardIntent, 'intent_id').nullable(),
    /** All that was paid, with costs that the investor bears; minor units. */
    amount: p.bigint(),
    currency: p.text(),
    paidAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Why a card payment paid no order when it came: it lies in suspense until it goes back to the card. */
export const CardSuspense = defineEntity({
  name: 'cardSuspense',
  properties: {
    cardPaymentId: refersTo(CardPayment, 'card_payment_id').primary(),
    reason: p.text().$type<SuspenseReason>(),
    /** The order it seems to be for, if any. */
    targetId: p.uuid().nullable(),
    actId: writtenBy(),
  },
})
