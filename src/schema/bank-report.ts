import type { BankReportReading, Problem } from '../documents/camt/bank-file.ts'
import type { Currency } from '../domain/money/currency.ts'
import { formatAmount } from '../domain/money/money.ts'
import type { DebitReason } from '../domain/payments/bank/bank-debit.ts'
import type { BankReportRow, Waiting } from '../domain/payments/bank/bank-reports.ts'
import type { SuspenseReason } from '../domain/payments/receipt.ts'
import { DebitReasonEnum } from './bank-debit.ts'
import { builder } from './builder.ts'
import { SuspenseReasonEnum } from './receipt.ts'
import { money } from './scalars.ts'

/** A report in the books, beside what its file says of it. */
export type BankReportAnswer = BankReportRow & { reading: BankReportReading; alreadyImported: boolean }

export const FileProblemType = builder.objectRef<Problem>('BankFileRemark').implement({
  description: 'What is wrong in a bank’s file, or worth a look, and where.',
  authScopes: { public: true },
  fields: t => ({
    line: t.exposeInt('line', { description: 'The line, counted from 1.' }),
    message: t.exposeString('message', { description: 'What was expected and what was found.' }),
  }),
})

const SuspendedType = builder.objectRef<Waiting<SuspenseReason>>('SuspendedReceipts').implement({
  description: 'Receipts that came into suspense for one reason.',
  authScopes: { public: true },
  fields: t => ({
    reason: t.expose('reason', { type: SuspenseReasonEnum, description: 'Why.' }),
    count: t.exposeInt('count', { description: 'How many.' }),
    amount: t.field(money('How much.', row => row.amount)),
  }),
})

const SuspendedDebitsType = builder.objectRef<Waiting<DebitReason>>('SuspendedDebits').implement({
  description: 'Debits that lie in suspense for one reason.',
  authScopes: { public: true },
  fields: t => ({
    reason: t.expose('reason', { type: DebitReasonEnum, description: 'Why.' }),
    count: t.exposeInt('count', { description: 'How many.' }),
    amount: t.field(money('How much left.', row => row.amount)),
  }),
})

export const BankReportType = builder.objectRef<BankReportAnswer>('BankReport').implement({
  description: 'What a bank says of an account for some days, and what became of its movements.',
  authScopes: { staff: true },
  fields: t => ({
    account: t.exposeString('account', { description: 'The number of the account.' }),
    bankReference: t.exposeString('bankReference', { description: 'The bank’s own id of the report.' }),
    closesOn: t.field({ type: 'Day', description: 'Its last day.', resolve: row => row.closesOn }),
    opening: t.field(money('The booked balance it opens with.', row => row.opening)),
    closing: t.field(money('The booked balance it closes with.', row => row.closing)),
    entries: t.exposeInt('movements', {
      description: 'How many movements the bank booked; a batch counts with its parts.',
    }),
    pending: t.int({
      description: 'How many entries are announced only: they come again when they are booked.',
      resolve: ({ reading }) => reading.pending,
    }),
    credited: t.field(money('What came in.', row => row.credited)),
    debited: t.field(money('What went out.', row => row.debited)),
    ordersPaid: t.exposeInt('ordersPaid', { description: 'How many orders were paid by their reference.' }),
    payoutsSettled: t.exposeInt('payoutsSettled', {
      description: 'How many payouts its debits are known to have carried out.',
    }),
    payoutsReturned: t.exposeInt('payoutsReturned', {
      description: 'How many payouts came back as credits of it.',
    }),
    suspense: t.field({
      type: [SuspendedType],
      description: 'What came into suspense, by reason; some of it may have been claimed since.',
      resolve: row => row.suspense,
    }),
    debits: t.field({
      type: [SuspendedDebitsType],
      description: 'What left and lies in suspense, by reason.',
      resolve: row => row.debits,
    }),
    warnings: t.field({
      type: [FileProblemType],
      description:
        'What is worth a look: a report before this one seems to be missing, or a reference names other money already, perhaps mistyped by hand. The first hundred.',
      resolve: warningsOf,
    }),
    alreadyImported: t.exposeBoolean('alreadyImported', {
      description: 'It was imported before: nothing was changed.',
    }),
  }),
})

function warningsOf(report: BankReportAnswer): Problem[] {
  return [...missingBefore(report), ...otherMoney(report)]
}

function missingBefore({ before, opening, currency, reading }: BankReportAnswer): Problem[] {
  if (before === null || before.closing === opening) return []
  const [opens, closed] = [opening, before.closing].map(each => said(each, currency))
  const message = `the report opens with ${opens}, but the one before it ("${before.bankReference}") closed with ${closed}: a report between them is missing`
  return [{ line: reading.opening.line, message }]
}

function otherMoney({ renamed, reading }: BankReportAnswer): Problem[] {
  const booked = reading.movements.filter(movement => movement.amount !== 0n)
  return renamed.slice(0, MOST_WARNINGS).map(({ position, bankReference }) => {
    const { line, reference } = booked[position - 1] as (typeof booked)[number]
    const message = `the reference "${reference}" names other money in the books: this is booked as "${bankReference}"`
    return { line, message }
  })
}

const MOST_WARNINGS = 100

const said = (amount: bigint, currency: Currency) => `${formatAmount(amount, currency)} ${currency}`
