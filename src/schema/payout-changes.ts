import type { BankChange } from '../domain/payments/conversion/claim-change.ts'
import { approveBatch } from '../domain/payments/payouts/approve-batch.ts'
import { batchOf } from '../domain/payments/payouts/batches.ts'
import { cancelLegs } from '../domain/payments/payouts/cancel-legs.ts'
import { sendBatch } from '../domain/payments/payouts/send-batch.ts'
import { preparePayouts } from '../domain/payrun/prepare-payouts.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { PayoutBatchType } from './payout.ts'

export const PayoutBatchPayload = builder
  .objectRef<Change<{ batchId: string }>>('PayoutBatchPayload')
  .implement({
    description: 'The batch after the change.',
    authScopes: { public: true },
    fields: t => ({
      batch: t.field({
        type: PayoutBatchType,
        description: 'The batch.',
        resolve: ({ made }, _args, { em }) => batchOf(em, made.batchId),
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const PayoutMoneyChangeInput = builder.inputType('PayoutMoneyChangeInput', {
  description: 'Money of the clients that the bank changed so that payouts can be made in another currency.',
  fields: t => ({
    debitId: t.id({ description: 'Id of the debit that left in the one currency, whole.' }),
    receiptIds: t.idList({
      description: 'Ids of the receipts that came for it, and of what the platform put in where it was less.',
    }),
  }),
})

const BATCH_ID = { description: 'Id of the batch.' } as const

type Told = { debitId: string; receiptIds: readonly string[] }

const changesOf = (changes: readonly Told[] | null | undefined): BankChange[] =>
  (changes ?? []).map(({ debitId, receiptIds }) => ({
    debitId: idOf('BankDebit', debitId),
    receiptIds: receiptIds.map(id => idOf('Receipt', id)),
  }))

builder.mutationFields(t => ({
  preparePayouts: t.field({
    type: PayoutBatchPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Prepares the batch of a currency for a bank business day: what the pay run says is ready to be paid in it leaves the accounts of its payees and waits in transit. Balances in other currencies are converted, once, at the latest stored rate.',
    args: {
      date: t.arg({ type: 'Day', description: 'The bank business day.' }),
      currency: t.arg.string({ description: 'ISO 4217 code of what leaves, such as "EUR".' }),
      changes: t.arg({
        type: [PayoutMoneyChangeInput],
        required: false,
        description:
          'What the bank changed into this currency for balances in others: claimed with the batch, which must use up what left.',
      }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'preparePayouts', args, (em, { personId: preparerId }) =>
        preparePayouts(
          em,
          { date: args.date, currency: args.currency, preparerId, changes: changesOf(args.changes) },
          context.now,
        ),
      ),
  }),
  approvePayouts: t.field({
    type: PayoutBatchPayload,
    errors: {},
    authScopes: { approver: true },
    description: 'Agrees to a batch that somebody else prepared.',
    args: { batchId: t.arg.id(BATCH_ID), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, args, context) =>
      change(context, 'approvePayouts', args, (em, { personId: approverId }) =>
        approveBatch(em, { batchId: idOf('PayoutBatch', args.batchId), approverId }, context.now),
      ),
  }),
  cancelPayouts: t.field({
    type: PayoutBatchPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Takes a batch back before it is sent, or some payouts of it: their money lies on the accounts again. Whoever took its file cannot: somebody else must see that the bank does not have it.',
    args: {
      batchId: t.arg.id(BATCH_ID),
      endToEndIds: t.arg.stringList({ required: false, description: 'Which payouts; not given: all.' }),
      reason: t.arg.string({ description: 'Why.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'cancelPayouts', args, (em, { personId: cancellerId }) => {
        const { endToEndIds = null, reason } = args
        return cancelLegs(
          em,
          { batchId: idOf('PayoutBatch', args.batchId), endToEndIds, reason, cancellerId },
          context.now,
        )
      }),
  }),
  sendPayouts: t.field({
    type: PayoutBatchPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Writes down that a batch goes to the bank. Two people at least have prepared, approved and sent it, three above a set amount.',
    args: {
      batchId: t.arg.id(BATCH_ID),
      sha256: t.arg.string({
        required: false,
        description: 'SHA-256 of the file that is sent, when there is one.',
      }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'sendPayouts', args, (em, { personId: senderId }) => {
        const batchId = idOf('PayoutBatch', args.batchId)
        return sendBatch(em, { batchId, senderId, sha256: args.sha256 ?? null }, context.now)
      }),
  }),
}))
