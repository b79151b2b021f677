import { createHash } from 'node:crypto'
import type { PaymentFile, PaymentFileVersion } from '../documents/pain/payment-batch.ts'
import { validatePaymentFile } from '../documents/pain/validate-payment-file.ts'
import { writePaymentFile } from '../documents/pain/write-payment-file.ts'
import { type BatchRow, type ExportRow, exportsOfBatch } from '../domain/payments/payouts/batches.ts'
import { hasPeople } from '../domain/payments/payouts/payout-policy.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { orderedBatch } from './ordered-batch.ts'
import { PayoutBatchType } from './payout.ts'
import { PartyNode } from './refs.ts'
import { MoneyType } from './scalars.ts'

/** A file for the bank as the API gives it: problems instead of a file, or a file with a warning. */
export type BankFile = {
  file: PaymentFile | null
  /** Whether who reads it may have its bytes. */
  mayLeave: boolean
  problems: string[]
  checked: boolean
  warning: string | null
  exports: ExportRow[]
}

const ExportType = builder.objectRef<ExportRow>('PayoutExport').implement({
  description: 'Somebody took the file of a batch.',
  authScopes: { finance: true },
  fields: t => ({
    at: t.field({ type: 'Instant', description: 'When.', resolve: row => row.exportedAt }),
    by: t.field({ type: PartyNode, description: 'Who.', resolve: row => row.exporterId }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of the file.' }),
  }),
})

export const PayoutFileType = builder.objectRef<BankFile>('PayoutFile').implement({
  description: 'The file by which the bank is told to carry a batch out (ISO 20022, pain.001).',
  authScopes: { finance: true },
  fields: t => ({
    content: t.string({
      nullable: true,
      description:
        'Its bytes in base64; null: the bank would refuse it, and the problems say why, or it takes more people before it may leave: who prepared, approved and reads it, as many as sending it takes.',
      resolve: ({ file, mayLeave }) => (mayLeave && file?.bytes.toString('base64')) || null,
    }),
    sha256: t.string({
      nullable: true,
      description: 'Its SHA-256, for sendPayouts: the same batch gives the same bytes.',
      resolve: ({ file }) => file && createHash('sha256').update(file.bytes).digest('hex'),
    }),
    payouts: t.int({ description: 'How many payouts are in it.', resolve: ({ file }) => file?.legs ?? 0 }),
    sum: t.field({
      type: MoneyType,
      nullable: true,
      description: 'Their sum, as it stands in the file.',
      resolve: ({ file }) => file && { minor: file.sum, currency: file.currency },
    }),
    problems: t.exposeStringList('problems', {
      description: 'Why there is no file, or why banks refuse it.',
    }),
    checked: t.exposeBoolean('checked', {
      description:
        'Whether it was held against the published definition: PAYMENT_DEFINITIONS names the folder.',
    }),
    warning: t.exposeString('warning', {
      nullable: true,
      description: 'That it was taken or sent before, and when: a second file at the bank would pay twice.',
    }),
    exports: t.field({
      type: [ExportType],
      description: 'Who took it before, first to last.',
      resolve: row => row.exports,
    }),
  }),
})

export const PayoutFileVersionEnum = builder.enumType('PayoutFileVersion', {
  description: 'Which version of pain.001.001 a bank takes.',
  values: {
    V09: { value: '09', description: 'Of 2019, asked for today' },
    V03: { value: '03', description: 'Of 2009, for older banks' },
  } satisfies Record<string, { value: PaymentFileVersion; description: string }>,
})

builder.objectField(PayoutBatchType, 'file', t =>
  t.field({
    type: PayoutFileType,
    authScopes: { finance: true },
    complexity: 100,
    description: 'The file for the bank. Reading it sends nothing and changes nothing.',
    args: {
      version: t.arg({ type: PayoutFileVersionEnum, defaultValue: '09', description: 'Its version.' }),
    },
    resolve: (batch, { version }, context) => fileOf(context, batch, version),
  }),
)

/** The file of a batch, or why there is none; and who took it before a moment, or an export. */
export async function fileOf(
  { em, config, viewer }: Context,
  batch: BatchRow,
  version: PaymentFileVersion,
  exportId: string | null = null,
): Promise<BankFile> {
  const { file, refusals } = writePaymentFile(await orderedBatch(em, batch, config.platformName), version)
  const check =
    file === null
      ? { checked: false, problems: { first: [] } }
      : await validatePaymentFile(file, config.paymentDefinitions)
  const problems = [
    ...refusals.map(({ endToEndId, field, message }) =>
      [endToEndId, field, message].filter(Boolean).join(': '),
    ),
    ...check.problems.first.map(({ line, message }) => `line ${line}: ${message}`),
  ]
  const exports = (await exportsOfBatch(em, batch.id)).filter(row => exportId === null || row.id < exportId)
  const right = check.problems.first.length > 0 ? null : file
  const mayLeave = batch.approvals > 0 && hasPeople(batch, viewer?.partyId ?? null)
  return {
    file: right,
    mayLeave,
    problems,
    checked: check.checked,
    warning: warningOf(batch, exports),
    exports,
  }
}

function warningOf({ sentAt }: BatchRow, exports: readonly ExportRow[]): string | null {
  const last = exports.at(-1)
  const said = [
    last &&
      `The file was taken ${exports.length === 1 ? '' : `${exports.length} times, last `}at ${last.exportedAt.toISOString()}: give it to the bank once.`,
    sentAt && `The batch was sent at ${sentAt.toISOString()}: what is not told of it is asked of the bank.`,
  ].filter(Boolean)
  return said.length > 0 ? said.join(' ') : null
}
