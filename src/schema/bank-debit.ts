import type { DebitReason } from '../domain/payments/bank/bank-debit.ts'
import { type BankDebitRow, debitsPage } from '../domain/payments/bank/bank-debits.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { globalId } from './ids.ts'
import { money } from './scalars.ts'

export const DebitReasonEnum = builder.enumType('BankDebitReason', {
  description: 'Why money that left the bank account lies in suspense.',
  values: {
    CREDIT_REVERSED: { description: 'The bank took a credit back' },
    NO_PAYOUT: { description: 'No payout is known that it carried out' },
    PAYOUT_AMBIGUOUS: { description: 'It names payouts of several batches' },
    PAYOUT_AMOUNT: { description: 'The payouts that it names come to another amount' },
    PAYOUT_ENDED: { description: 'Of the payouts that it names it was known before what became of them' },
    PAYOUT_NOT_SENT: { description: 'Nobody has sent the payouts that it names' },
  } satisfies Record<DebitReason, { description: string }>,
})

const BankDebitType = builder.objectRef<BankDebitRow>('BankDebit').implement({
  description: 'Money that left the bank account of the clients.',
  authScopes: { staff: true },
  fields: t => ({
    id: t.id({
      description: 'Its id, for settlePayouts.',
      resolve: row => globalId('BankDebit', row.id),
    }),
    amount: t.field(money('How much left.', row => row.amount)),
    debitedAt: t.field({
      type: 'Instant',
      description: 'When the bank debited it: the start of the day it says.',
      resolve: row => row.debitedAt,
    }),
    reason: t.expose('reason', { type: DebitReasonEnum, description: 'Why it lies in suspense.' }),
    bankReference: t.exposeString('bankReference', { description: 'The bank’s own name for the debit.' }),
    remittance: t.exposeString('remittance', { description: 'What the bank says it was for.' }),
    payeeName: t.exposeString('payeeName', { nullable: true, description: 'Who got it, as the bank says.' }),
    payeeIban: t.exposeString('payeeIban', { nullable: true, description: 'On which account.' }),
  }),
})

builder.queryField('suspenseDebits', t =>
  t.connection({
    type: BankDebitType,
    authScopes: { staff: true },
    description:
      'The work list of what left: debits of the bank that are no payout of ours, oldest first. Suspense is short by them.',
    complexity: pageCost,
    resolve: (_root, args, { em }) =>
      page(
        args,
        slice => debitsPage(em, slice),
        row => row.id,
      ),
  }),
)
