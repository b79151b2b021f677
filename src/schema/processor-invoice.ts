import { parseMoney, parsePositive } from '../domain/money/money.ts'
import { claimTransfer } from '../domain/payments/cards/claim-transfer.ts'
import {
  type ProcessorInvoiceRow,
  processorInvoices,
  processorInvoicesPage,
} from '../domain/payments/cards/processor-invoices.ts'
import { recordProcessorInvoice } from '../domain/payments/cards/record-processor-invoice.ts'
import { within } from '../domain/refusal.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Change, change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY, ReceiptPayload } from './payloads.ts'
import { MoneyInput, money } from './scalars.ts'

const ProcessorInvoiceType = builder.objectRef<ProcessorInvoiceRow>('ProcessorInvoice').implement({
  description:
    'What the card processor asks for some days, beside what was counted for the card payments of these days.',
  authScopes: { staff: true },
  fields: t => ({
    number: t.exposeString('number', { description: 'The processor’s own number.' }),
    firstDay: t.field({ type: 'Day', description: 'From this day on.', resolve: row => row.firstDay }),
    lastDay: t.field({ type: 'Day', description: 'Up to this day, included.', resolve: row => row.lastDay }),
    amount: t.field(money('What it asks for.', row => row.amount)),
    platform: t.field(money('What was counted and the platform bears.', row => row.platform)),
    issuer: t.field(money('What was counted for issuers.', row => row.issuer)),
    investor: t.field(money('What was counted for investors.', row => row.investor)),
    difference: t.field(
      money(
        'The invoice less all that was counted: above zero, the processor asks for more.',
        row => row.difference,
      ),
    ),
  }),
})

const ProcessorInvoicePayload = builder
  .objectRef<Change<{ processorInvoiceId: string }>>('ProcessorInvoicePayload')
  .implement({
    description: 'The invoice after the change.',
    authScopes: { public: true },
    fields: t => ({
      invoice: t.field({
        type: ProcessorInvoiceType,
        nullable: true,
        description: 'The invoice.',
        resolve: async ({ made }, _args, { em }) =>
          (await processorInvoices(em, [made.processorInvoiceId]))[0] ?? null,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const RecordProcessorInvoiceInput = builder.inputType('RecordProcessorInvoiceInput', {
  description: 'An invoice of the card processor.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    number: t.string({ description: 'The processor’s own number: the same one is the same invoice.' }),
    firstDay: t.field({ type: 'Day', description: 'From this day on.' }),
    lastDay: t.field({ type: 'Day', description: 'Up to this day, included.' }),
    amount: t.field({ type: MoneyInput, description: 'What it asks for.' }),
  }),
})

const TransferEnum = builder.enumType('Transfer', {
  description: 'Money on its way to the clients’ bank account.',
  values: {
    payout: { description: 'Paid out by the card processor' },
    cover: { description: 'Made good by the platform: what the processor kept' },
  } as const,
})

builder.mutationFields(t => ({
  recordProcessorInvoice: t.field({
    type: ProcessorInvoicePayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Records what the card processor asks for some days, and names the difference to what was counted.',
    args: { input: t.arg({ type: RecordProcessorInvoiceInput, description: 'The invoice.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'recordProcessorInvoice', input, em => {
        const { number, firstDay, lastDay } = input
        const { currency } = within('amount', () => parseMoney(input.amount))
        const amount = within('amount', () => parsePositive(input.amount, currency))
        return recordProcessorInvoice(em, { number, firstDay, lastDay, amount, currency }, context.now)
      }),
  }),
  claimTransfer: t.field({
    type: ReceiptPayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Claims money from suspense as what was on its way from the card processor or the platform.',
    args: {
      receiptId: t.arg.id({ description: 'Id of the receipt.' }),
      of: t.arg({ type: TransferEnum, description: 'What it is.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'claimTransfer', args, em =>
        claimTransfer(em, { receiptId: idOf('Receipt', args.receiptId), of: args.of }, context.now),
      ),
  }),
}))

builder.queryField('processorInvoices', t =>
  t.connection({
    type: ProcessorInvoiceType,
    authScopes: { staff: true },
    description: 'The invoices of the card processor, oldest first.',
    complexity: pageCost,
    resolve: (_root, args, { em }) =>
      page(
        args,
        slice => processorInvoicesPage(em, slice),
        row => row.id,
      ),
  }),
)
