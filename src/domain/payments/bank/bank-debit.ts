import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { BankDetails } from '../../parties/people/bank-details.ts'
import type { BankCode } from './bank-account.ts'

/** Money that left a bank account of the clients. The bank's own reference makes it one fact. */
export const BankDebit = defineEntity({
  name: 'bankDebit',
  uniques: [{ properties: ['bankCode', 'bankReference'] }],
  properties: {
    id: id(),
    bankCode: p.text().$type<BankCode>(),
    bankReference: p.text(),
    /** How much left, above zero. */
    amount: p.bigint(),
    currency: p.text(),
    /** When the bank debited it. */
    debitedAt: p.datetime(),
    /** What the bank says it was for. */
    remittance: p.text(),
    payeeId: refersTo(BankDetails, 'payee_id').nullable(),
    /** Why it lies in suspense, as far as it says itself: where the work on it starts. A DebitNote says more. */
    reason: p.text().$type<DebitReason>(),
    actId: writtenBy(),
  },
})

/** Why a debit does not settle the payouts of ours that it names. */
export const DebitNote = defineEntity({
  name: 'debitNote',
  properties: {
    debitId: refersTo(BankDebit, 'debit_id').primary(),
    reason: p.text().$type<ClaimReason>(),
    actId: writtenBy(),
  },
})

export type ClaimReason = 'PAYOUT_AMBIGUOUS' | 'PAYOUT_AMOUNT' | 'PAYOUT_ENDED' | 'PAYOUT_NOT_SENT'
export type DebitReason = 'CREDIT_REVERSED' | 'NO_PAYOUT' | ClaimReason
