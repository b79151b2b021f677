import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import { BankDetails } from '../parties/people/bank-details.ts'

/** Money that arrived on a bank account of the clients. The bank's own reference makes it one fact. */
export const Receipt = defineEntity({
  name: 'receipt',
  uniques: [{ properties: ['bankCode', 'bankReference'] }],
  properties: {
    id: id(),
    bankCode: p.text(),
    bankReference: p.text(),
    amount: p.bigint(),
    currency: p.text(),
    /** When the bank credited it. */
    receivedAt: p.datetime(),
    /** The payment reference or text the payer gave. */
    remittance: p.text(),
    payerId: refersTo(BankDetails, 'payer_id').nullable(),
    actId: writtenBy(),
  },
})

export type ReceiptPurpose =
  | 'subscription'
  | 'revenue'
  | 'return'
  | 'payout'
  | 'cover'
  | 'returned'
  | 'exchange'

/** What a receipt turned out to be for. Without one it lies in suspense. */
export const ReceiptClaim = defineEntity({
  name: 'receiptClaim',
  // What was given back to a party, or came for a project, is asked for by it; of the others the receipt is known.
  indexes: [
    { properties: ['targetId'], where: "purpose = 'return'" },
    { properties: ['targetId'], where: "purpose = 'revenue'", name: 'receipt_claim_revenue_index' },
    { properties: ['actId'] },
  ],
  properties: {
    receiptId: refersTo(Receipt, 'receipt_id').primary(),
    purpose: p.text().$type<ReceiptPurpose>(),
    /** The subscription, the project whose revenue it is, the party it was given back to, the payout that came back, the debit that was changed, or the platform. */
    targetId: p.uuid(),
    actId: writtenBy(),
  },
})

/** A receipt is kept in suspense for what it is to be claimed for, and for nothing else: an order, until the bank has changed it. */
export const ReceiptHold = defineEntity({
  name: 'receiptHold',
  properties: {
    receiptId: refersTo(Receipt, 'receipt_id').primary(),
    /** The subscription. */
    targetId: p.uuid().unique(),
    /** When the bank credited it. */
    heldAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Why a receipt was left in suspense when it came: where the work on it starts. */
export const SuspenseNote = defineEntity({
  name: 'suspenseNote',
  properties: {
    receiptId: refersTo(Receipt, 'receipt_id').primary(),
    reason: p.text().$type<SuspenseReason>(),
    /** The order it seems to be for, if any. */
    targetId: p.uuid().nullable(),
    actId: writtenBy(),
  },
})

export type SuspenseReason =
  | 'NO_ORDER'
  | 'LATE'
  | 'WRONG_CURRENCY'
  | 'WRONG_AMOUNT'
  | 'ALREADY_PAID'
  | 'ORDER_ENDED'
  | 'AWAITS_CHANGE'
  | 'DEBIT_REVERSED'
  | 'NO_PAYOUT'
  | 'PAYOUT_AMOUNT'
  | 'PAYOUT_ENDED'
  | 'PAYOUT_NOT_SETTLED'
