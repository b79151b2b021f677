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
    /** Why it lies in suspense: where the work on it starts. */
    reason: p.text().$type<DebitReason>(),
    actId: writtenBy(),
  },
})

export type DebitReason = 'CREDIT_REVERSED' | 'NO_PAYOUT'
