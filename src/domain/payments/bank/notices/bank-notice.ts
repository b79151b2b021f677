import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../../database/columns.ts'
import { writtenBy } from '../../../acts/written-by.ts'
import { Receipt } from '../../receipt.ts'
import { BankAccount } from '../bank-account.ts'
import { BankDebit } from '../bank-debit.ts'

/** Single movements of an account that the bank told before its report did. The bank's own id makes it one fact. */
export const BankNotice = defineEntity({
  name: 'bankNotice',
  uniques: [{ properties: ['bankAccountId', 'bankReference'] }],
  properties: {
    id: id(),
    bankAccountId: refersTo(BankAccount, 'bank_account_id'),
    /** The bank's id of the notice. */
    bankReference: p.text(),
    /** SHA-256 of the file in which it came first. */
    sha256: p.text(),
    /** How many movements the bank booked in it, and their sum in minor units: above zero more came in than went out. */
    movements: p.integer(),
    amount: p.bigint(),
    actId: writtenBy(),
  },
})

/** One movement of a notice, and the receipt or debit that it is. Those that the bank gives no name of its own are left to its report. */
export const BankNoticeMovement = defineEntity({
  name: 'bankNoticeMovement',
  indexes: [{ properties: ['receiptId'] }, { properties: ['debitId'] }],
  properties: {
    bankNoticeId: refersTo(BankNotice, 'bank_notice_id').primary(),
    /** Its place in the notice, from 1. */
    position: p.integer().primary(),
    bookedOn: p.date(),
    /** Above zero came in, below zero went out. */
    amount: p.bigint(),
    receiptId: refersTo(Receipt, 'receipt_id').nullable(),
    debitId: refersTo(BankDebit, 'debit_id').nullable(),
    actId: writtenBy(),
  },
})
