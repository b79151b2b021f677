import { createHash } from 'node:crypto'
import type { PaymentBatch, PaymentFile, PaymentFileVersion } from '../documents/pain/payment-batch.ts'
import { paymentId } from '../documents/pain/payment-id.ts'
import { validatePaymentFile } from '../documents/pain/validate-payment-file.ts'
import { writePaymentFile } from '../documents/pain/write-payment-file.ts'
import { clientsAccount } from '../domain/payments/bank/bank-accounts.ts'
import type { BatchRow } from '../domain/payments/payouts/batches.ts'
import { legsOfBatch } from '../domain/payments/payouts/legs.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { PayoutBatchType } from './payout.ts'
import { MoneyType } from './scalars.ts'

/** A file for the bank as the API gives it: problems instead of a file, or a file with a warning. */
type BankFile = {
  file: PaymentFile | null
  problems: string[]
  checked: boolean
  warning: string | null
}

const PayoutFileType = builder.objectRef<BankFile>('PayoutFile').implement({
  description: 'The file by which the bank is told to carry a batch out (ISO 20022, pain.001).',
  authScopes: { finance: true },
  fields: t => ({
    content: t.string({
      nullable: true,
      description: 'Its bytes in base64; null: the bank would refuse it, and the problems say why.',
      resolve: ({ file }) => file?.bytes.toString('base64') ?? null,
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
      description: 'That the batch was sent before: a second file would pay twice.',
    }),
  }),
})

const VersionEnum = builder.enumType('PayoutFileVersion', {
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
      version: t.arg({ type: VersionEnum, defaultValue: '09', description: 'Its version.' }),
    },
    resolve: (batch, { version }, context) => fileOf(context, batch, version),
  }),
)

async function fileOf(
  { em, config }: Context,
  batch: BatchRow,
  version: PaymentFileVersion,
): Promise<BankFile> {
  const { file, refusals } = writePaymentFile(await orderOf(em, batch, config.platformName), version)
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
  const { sentAt } = batch
  const warning =
    sentAt && `The batch was sent at ${sentAt.toISOString()}: what is not told of it is asked of the bank.`
  return { file: check.problems.first.length > 0 ? null : file, problems, checked: check.checked, warning }
}

/** All that stands in the file is of the batch, its time too, so that it can be made again to the byte. */
async function orderOf(em: Context['em'], batch: BatchRow, platformName: string): Promise<PaymentBatch> {
  const legs = (await legsOfBatch(em, batch.id)).filter(leg => leg.end !== 'cancelled')
  const account = await clientsAccount(em, batch.currency)
  const debtor = {
    name: account?.holderName ?? '',
    iban: batch.iban,
    bic: account?.bic ?? null,
    address: null,
  }
  return {
    messageId: paymentId(batch.id.replaceAll('-', '')),
    createdAt: batch.preparedAt,
    initiatingParty: platformName,
    debtor,
    executeOn: batch.executesOn,
    bookedOnce: true,
    purpose: null,
    legs: legs.map(({ endToEndId, amount, currency, holderName: name, iban, bic }) => {
      const remittance = { text: `${platformName} ${endToEndId}` }
      return { endToEndId, amount, currency, name, iban, bic, address: null, remittance }
    }),
  }
}
