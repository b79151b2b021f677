import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { BankDetails } from '../../parties/people/bank-details.ts'
import type { TakenFrom } from '../cards/card-dispute.ts'
import { CardPayment } from '../cards/card-payment.ts'
import { Receipt } from '../receipt.ts'

/**
 * Money goes back to the card or the bank account that paid, and to no other. It names one payment: a card payment, to
 * whose card it goes, or a receipt, whose payer is then its destination; where the bank did not say who paid, it is the account
 * that its owner named.
 */
export const Refund = defineEntity({
  name: 'refund',
  checks: [
    { name: 'refund_of_one_payment', expression: 'num_nonnulls(receipt_id, card_payment_id) = 1' },
    { name: 'refund_has_destination', expression: 'receipt_id is not null or payee_id is null' },
    {
      name: 'refund_positive',
      expression: 'amount > 0 and recoverable >= 0 and borne >= 0 and recoverable + borne <= amount',
    },
  ],
  indexes: [
    { properties: ['receiptId'] },
    { properties: ['cardPaymentId'] },
    { properties: ['partyId'] },
    { properties: ['actId'] },
  ],
  properties: {
    id: id(),
    receiptId: refersTo(Receipt, 'receipt_id').nullable(),
    cardPaymentId: refersTo(CardPayment, 'card_payment_id').nullable(),
    amount: p.bigint(),
    currency: p.text(),
    takenFrom: p.text().$type<TakenFrom>(),
    /** From whose account; null for money in suspense. */
    partyId: p.uuid().nullable(),
    /** The part that was not there any more: only where the processor gave it back of its own accord. */
    recoverable: p.bigint(),
    /** The part that was not there, and nobody is known who owes it: a cost of the platform. */
    borne: p.bigint(),
    /** The only bank account it may leave to; null where it goes to the card, or to the account that its owner named. */
    payeeId: refersTo(BankDetails, 'payee_id').nullable(),
    /** The processor's own name for it, such as "re_…", where it told us of the refund and not we it. */
    processorReference: p.text().unique().nullable(),
    refundedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** The processor was asked to give money back to a card, and does. */
export const CardRefundSent = defineEntity({
  name: 'cardRefundSent',
  properties: {
    refundId: refersTo(Refund, 'refund_id').primary(),
    /** The processor's name for it, such as "re_…". */
    processorReference: p.text().unique(),
    sentAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * A refund did not reach its card: the processor refused it, or gave the money back later. It is as if it had not been, and
 * the payment may be given back anew.
 */
export const CardRefundFailure = defineEntity({
  name: 'cardRefundFailure',
  indexes: [{ properties: ['actId'] }],
  properties: {
    refundId: refersTo(Refund, 'refund_id').primary(),
    /** Why, in the processor's word, such as "expired_or_canceled_card". */
    code: p.text(),
    /** The part of the money that settles what was to be recovered of the payment. */
    recovered: p.bigint(),
    /** The part that gives back to the platform what it bore of the payment; the rest is the investor's. */
    relieved: p.bigint(),
    failedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * How much of a payment went back: by refunds, and in all, with the disputes. A work row, which the database moves with each
 * of them (`take_from_payment`, `give_to_payment`). It refuses more refunds than was paid, whoever writes; what is disputed
 * besides is decided by others. A check proves that it agrees.
 */
export const PaymentTaken = defineEntity({
  name: 'paymentTaken',
  checks: [
    {
      name: 'payment_taken_within_payment',
      expression: 'refunded >= 0 and refunded <= paid and taken >= 0',
    },
  ],
  properties: {
    /** A receipt or a card payment. */
    paymentId: p.uuid().primary(),
    paid: p.bigint(),
    /** By refunds that did not fail. */
    refunded: p.bigint(),
    /** By these, and by disputes that were not won: it may be more than was paid. */
    taken: p.bigint(),
  },
})
