import { createHash } from 'node:crypto'
import { statusOfLegs } from '../documents/pain/leg-statuses.ts'
import type { PaymentStatusFileReading } from '../documents/pain/payment-status.ts'
import { readPaymentStatus } from '../documents/pain/read-payment-status.ts'
import { batchNamed } from '../domain/payments/answers/batch-named.ts'
import { returnWaiting } from '../domain/payments/answers/return-waiting.ts'
import { batchOf } from '../domain/payments/payouts/batches.ts'
import { legsOfBatch } from '../domain/payments/payouts/legs.ts'
import { legState } from '../domain/payments/payouts/payout-states.ts'
import { refuse as refusePayout } from '../domain/payments/payouts/refusals.ts'
import { rejectLegs } from '../domain/payments/payouts/reject-legs.ts'
import { returnLeg } from '../domain/payments/payouts/return-leg.ts'
import { settleLegs } from '../domain/payments/payouts/settle-legs.ts'
import { refuse } from '../domain/payments/refusals.ts'
import { builder } from './builder.ts'
import { type Context, change } from './context.ts'
import { bytesOf, CONTENT } from './file-content.ts'
import { idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { PayoutBatchPayload } from './payout-changes.ts'

builder.mutationFields(t => ({
  importPayoutStatus: t.field({
    type: PayoutBatchPayload,
    errors: {},
    authScopes: { finance: true },
    complexity: 100,
    description:
      'Takes what the bank says of a file of ours (pain.002): what it rejects lies on the accounts again, and their payees are told. What it has carried out is settled by the movement in its report; what it says nothing of waits.',
    args: { content: t.arg.string(CONTENT), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, { content, idempotencyKey }, context) => {
      const bytes = bytesOf(content)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const said = readPaymentStatus(bytes)
      const file = { idempotencyKey, sha256 }
      return change(context, 'importPayoutStatus', file, em => hear(em, said, context.now))
    },
  }),
  settlePayouts: t.field({
    type: PayoutBatchPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Claims a debit of the bank’s report as payouts of a batch: the bank carried them out, and the debit no longer lies in suspense.',
    args: {
      batchId: t.arg.id({ description: 'Id of the batch.' }),
      debitId: t.arg.id({ description: 'Id of the debit.' }),
      endToEndIds: t.arg.stringList({
        required: false,
        description: 'Which payouts; not given: all that are with the bank.',
      }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'settlePayouts', args, async em => {
        const { id: batchId } = await batchOf(em, idOf('PayoutBatch', args.batchId))
        const debitId = idOf('BankDebit', args.debitId)
        const endToEndIds = args.endToEndIds ?? (await withTheBank(em, batchId))
        await settleLegs(em, { endToEndIds, debitId }, context.now)
        await returnWaiting(em, context.now)
        return { batchId }
      }),
  }),
  returnPayout: t.field({
    type: PayoutBatchPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'A payout came back: its money lies on the account of the payee again, nothing more is sent to that bank account until it is changed or confirmed, and the payee is told.',
    args: {
      batchId: t.arg.id({ description: 'Id of its batch.' }),
      endToEndId: t.arg.string({ description: 'What the bank calls it.' }),
      reason: t.arg.string({ description: 'The code of the bank, such as "AC04".' }),
      receiptId: t.arg.id({
        required: false,
        description: 'The credit as which it came, when a report of the bank has brought it.',
      }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'returnPayout', args, async em => {
        const { id: batchId } = await batchOf(em, idOf('PayoutBatch', args.batchId))
        const receiptId = args.receiptId == null ? null : idOf('Receipt', args.receiptId)
        await returnLeg(em, { endToEndId: args.endToEndId, reason: args.reason, receiptId }, context.now)
        return { batchId }
      }),
  }),
}))

/** The names of the legs of a batch of which the bank has not said yet what became of them. */
async function withTheBank(em: Context['em'], batchId: string): Promise<string[]> {
  const legs = await legsOfBatch(em, batchId)
  return legs.filter(leg => legState(leg) === 'sent').map(leg => leg.endToEndId)
}

/** The file is called like its batch, see payout-file.ts. */
async function hear(
  em: Context['em'],
  said: PaymentStatusFileReading,
  now: Date,
): Promise<{ batchId: string }> {
  if (said.problems.count > 0) throw refuse.BANK_FILE_HAS_PROBLEMS(said.problems)
  const messageId = said.original?.messageId ?? ''
  const named = batchNamed(messageId)
  if (named === null) throw refusePayout.PAYOUT_BATCH_UNKNOWN({ id: messageId })
  const { id: batchId } = await batchOf(em, named)
  const endToEndIds = (await legsOfBatch(em, batchId)).map(leg => leg.endToEndId)
  const rejected = statusOfLegs(said, { messageId, endToEndIds }).filter(leg => leg.outcome === 'rejected')
  const byReason = Map.groupBy(rejected, ({ code, reasons: [why] }) => why?.code ?? code)
  for (const [reason, legs] of byReason) {
    await rejectLegs(em, { endToEndIds: legs.map(leg => leg.endToEndId), reason }, now)
  }
  return { batchId }
}
