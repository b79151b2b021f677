import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { CardPayment } from './card-payment.ts'

/** From where money is taken that goes back to a card: what pays an order, the account of a party, or suspense. */
export type TakenFrom = 'subscriber' | 'holder' | 'suspense'

/** The holder of a card disputes a payment, and the processor has taken it back. Its own name makes it one fact. */
export const CardDispute = defineEntity({
  name: 'cardDispute',
  indexes: [{ properties: ['cardPaymentId'] }],
  properties: {
    id: id(),
    processorReference: p.text().unique(),
    cardPaymentId: refersTo(CardPayment, 'card_payment_id'),
    amount: p.bigint(),
    takenFrom: p.text().$type<TakenFrom>(),
    /** The part of it that was not there any more: it is to be recovered from the investor. */
    recoverable: p.bigint(),
    /** The part that was not there, and nobody is known who owes it: a cost of the platform. */
    borne: p.bigint(),
    openedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A dispute was decided for the platform: the processor gave the money back. */
export const CardDisputeWin = defineEntity({
  name: 'cardDisputeWin',
  properties: {
    disputeId: refersTo(CardDispute, 'dispute_id').primary(),
    /** The part of the money that settles what was to be recovered of the payment. */
    recovered: p.bigint(),
    /** The part that gives back to the platform what it bore of the payment; the rest is the investor's. */
    relieved: p.bigint(),
    wonAt: p.datetime(),
    actId: writtenBy(),
  },
})
