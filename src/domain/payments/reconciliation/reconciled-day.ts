import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { BankAccount } from '../bank/bank-account.ts'
import { BankReport } from '../bank/bank-report.ts'

/** How a bank account stood against the books when a day had passed in the platform's zone. One for each account and day. */
export const ReconciledDay = defineEntity({
  name: 'reconciledDay',
  checks: [
    { name: 'reconciled_day_counts', expression: 'explained >= 0 and explained <= differences' },
    {
      name: 'reconciled_day_reported',
      expression: '(bank_report_id is null) = (bank_balance is null)',
    },
  ],
  properties: {
    bankAccountId: refersTo(BankAccount, 'bank_account_id').primary(),
    day: p.date().primary(),
    /** The latest report that was in by then, and what it closed with; null before the first one. Minor units. */
    bankReportId: refersTo(BankReport, 'bank_report_id').nullable(),
    bankBalance: p.bigint().nullable(),
    bookBalance: p.bigint(),
    /** How many rows asked for an explanation, and how many of them had one. */
    differences: p.integer(),
    explained: p.integer(),
    actId: writtenBy(),
  },
})

/** Who sees to a difference, why it is there and until when that is to be so. The latest one counts. */
export const DifferenceExplanation = defineEntity({
  name: 'differenceExplanation',
  properties: {
    bankAccountId: refersTo(BankAccount, 'bank_account_id').primary(),
    /** The fact in which the two sides differ. */
    differenceId: p.uuid().primary(),
    version: p.integer().primary(),
    /** What the difference came to: another amount needs another explanation. Minor units. */
    amount: p.bigint(),
    ownerId: p.uuid(),
    reason: p.text(),
    /** The last day on which it explains anything, in the platform's zone. */
    dueOn: p.date(),
    actId: writtenBy(),
  },
})
