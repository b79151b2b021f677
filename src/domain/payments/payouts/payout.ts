import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Account } from '../../ledger/account.ts'
import { PayoutAccount } from '../../parties/payout-accounts/payout-account.ts'
import { BankDetails } from '../../parties/people/bank-details.ts'
import { BankAccount } from '../bank/bank-account.ts'
import { BankDebit } from '../bank/bank-debit.ts'
import { Receipt } from '../receipt.ts'
import { Refund } from '../refunds/refund.ts'

/** Money that is to leave a bank account of the clients together. */
export const PayoutBatch = defineEntity({
  name: 'payoutBatch',
  indexes: [{ properties: ['actId'] }],
  properties: {
    id: id(),
    bankAccountId: refersTo(BankAccount, 'bank_account_id'),
    currency: p.text(),
    /** The bank business day on which it is to be carried out. */
    executesOn: p.date(),
    preparerId: p.uuid(),
    preparedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * What one payee is sent in a batch: a balance of his, or a refund. Its key and its destination stand here before anything
 * leaves, and never change.
 */
export const PayoutLeg = defineEntity({
  name: 'payoutLeg',
  checks: [
    { name: 'payout_leg_one_destination', expression: 'num_nonnulls(payout_account_id, payee_id) = 1' },
    { name: 'payout_leg_positive', expression: 'amount > 0' },
  ],
  indexes: [
    { properties: ['batchId'] },
    { properties: ['accountId'] },
    { properties: ['refundId'] },
    { properties: ['payeeOwnerId'] },
    { properties: ['payoutAccountId'] },
  ],
  properties: {
    id: id(),
    batchId: refersTo(PayoutBatch, 'batch_id'),
    /** The account it is paid from: what a holder, an issuer or a partner has, a levy, or the platform's own. */
    accountId: refersTo(Account, 'account_id'),
    /** Who is paid: a party, the platform, or the tax office. */
    payeeOwnerId: p.uuid(),
    amount: p.bigint(),
    /** The account the payee named, which may be the one that paid what goes back, or else that one as the bank told of it. */
    payoutAccountId: refersTo(PayoutAccount, 'payout_account_id').nullable(),
    payeeId: refersTo(BankDetails, 'payee_id').nullable(),
    /** What it gives back, if it does. */
    refundId: refersTo(Refund, 'refund_id').nullable(),
    /** What the bank calls it: at most 35 characters, one leg each. */
    endToEndId: p.text().unique(),
    actId: writtenBy(),
  },
})

/** Somebody looked at a batch and agreed. One for each person. */
export const PayoutApproval = defineEntity({
  name: 'payoutApproval',
  properties: {
    batchId: refersTo(PayoutBatch, 'batch_id').primary(),
    approverId: p.uuid().primary(),
    approvedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Somebody took the file of a batch out of the house. A file that is taken twice may be given to the bank twice. */
export const PayoutExport = defineEntity({
  name: 'payoutExport',
  indexes: [{ properties: ['batchId'] }],
  properties: {
    id: id(),
    batchId: refersTo(PayoutBatch, 'batch_id'),
    exporterId: p.uuid(),
    /** SHA-256 of the file. */
    sha256: p.text(),
    exportedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A batch went to the bank. */
export const PayoutSending = defineEntity({
  name: 'payoutSending',
  indexes: [{ properties: ['actId'] }],
  properties: {
    batchId: refersTo(PayoutBatch, 'batch_id').primary(),
    senderId: p.uuid(),
    /** SHA-256 of the file that was sent, when there was one. */
    sha256: p.text().nullable(),
    sentAt: p.datetime(),
    actId: writtenBy(),
  },
})

export type LegEnd = 'cancelled' | 'rejected' | 'settled'

/** What became of a leg: one of the three, once. */
export const PayoutLegEnd = defineEntity({
  name: 'payoutLegEnd',
  indexes: [{ properties: ['debitId'] }, { properties: ['actId'] }],
  properties: {
    legId: refersTo(PayoutLeg, 'leg_id').primary(),
    how: p.text().$type<LegEnd>(),
    /** Why it was cancelled, in words, or the code of the bank. */
    reason: p.text(),
    /** The movement by which the bank carried it out, when its report says so. */
    debitId: refersTo(BankDebit, 'debit_id').nullable(),
    endedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** The movement by which the bank carried out a leg of which somebody had said so before its report came. */
export const PayoutProof = defineEntity({
  name: 'payoutProof',
  indexes: [{ properties: ['debitId'] }],
  properties: {
    legId: refersTo(PayoutLeg, 'leg_id').primary(),
    debitId: refersTo(BankDebit, 'debit_id'),
    actId: writtenBy(),
  },
})

/** The bank says that a credit is a payout of ours that came back. It is booked once it is known that the payout left. */
export const ReturnTold = defineEntity({
  name: 'returnTold',
  indexes: [{ properties: ['legId'] }],
  properties: {
    receiptId: refersTo(Receipt, 'receipt_id').primary(),
    legId: refersTo(PayoutLeg, 'leg_id'),
    /** The code of the bank, such as "AC04". */
    reason: p.text(),
    actId: writtenBy(),
  },
})

/** Money that had left came back. */
export const PayoutReturn = defineEntity({
  name: 'payoutReturn',
  indexes: [{ properties: ['actId'] }],
  properties: {
    legId: refersTo(PayoutLeg, 'leg_id').primary(),
    /** The code of the bank, such as "AC04". */
    reason: p.text(),
    /** The credit as which it came, when it was recorded. */
    receiptId: refersTo(Receipt, 'receipt_id').unique().nullable(),
    returnedAt: p.datetime(),
    actId: writtenBy(),
  },
})
