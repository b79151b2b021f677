import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Receipt } from '../receipt.ts'
import { BankAccount } from './bank-account.ts'
import { BankDebit } from './bank-debit.ts'

/** What the bank said of an account for some days. The bank's own id makes it one fact. */
export const BankReport = defineEntity({
  name: 'bankReport',
  uniques: [{ properties: ['bankAccountId', 'bankReference'] }],
  properties: {
    id: id(),
    bankAccountId: refersTo(BankAccount, 'bank_account_id'),
    /** The bank's id of the report. */
    bankReference: p.text(),
    /** SHA-256 of the file in which it came first. */
    sha256: p.text(),
    /** Counts the reports of the account, where the bank does. */
    sequence: p.bigint().nullable(),
    opensOn: p.date(),
    closesOn: p.date(),
    /** Booked balances in minor units of the account; below zero: overdrawn. */
    opening: p.bigint(),
    closing: p.bigint(),
    /** How many movements the bank booked in it. */
    movements: p.integer(),
    actId: writtenBy(),
  },
})

/** One movement of a report, and the receipt or debit that it is. In reports that overlap it stands in each. */
export const BankMovement = defineEntity({
  name: 'bankMovement',
  indexes: [{ properties: ['receiptId'] }, { properties: ['debitId'] }],
  properties: {
    bankReportId: refersTo(BankReport, 'bank_report_id').primary(),
    /** Its place in the report, from 1. */
    position: p.integer().primary(),
    bookedOn: p.date(),
    /** Above zero came in, below zero went out. */
    amount: p.bigint(),
    receiptId: refersTo(Receipt, 'receipt_id').nullable(),
    debitId: refersTo(BankDebit, 'debit_id').nullable(),
    actId: writtenBy(),
  },
})
