import { creditInvoice } from '../domain/billing/credit-invoice.ts'
import { invoiceService } from '../domain/billing/invoice-service.ts'
import { invoiceOf } from '../domain/billing/invoices.ts'
import { parseCurrency } from '../domain/money/currency.ts'
import { parsePositive } from '../domain/money/money.ts'
import { within } from '../domain/refusal.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { InvoiceNode } from './refs.ts'
import { MoneyInput } from './scalars.ts'

const InvoicePayload = builder.objectRef<Change<{ invoiceId: string }>>('InvoicePayload').implement({
  description: 'The invoice or credit note that was issued.',
  authScopes: { public: true },
  fields: t => ({
    invoice: t.field({
      type: InvoiceNode,
      description: 'The invoice or credit note.',
      resolve: ({ made }) => made.invoiceId,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const BilledKindEnum = builder.enumType('BilledKind', {
  description: 'What finance may bill.',
  values: {
    service: { description: 'An optional service' },
    paymentCost: { description: 'Costs of payments, passed on' },
  } as const,
})

const InvoiceLineInput = builder.inputType('InvoiceLineInput', {
  description: 'A line to bill.',
  fields: t => ({
    kind: t.field({ type: BilledKindEnum, description: 'What it bills.' }),
    label: t.string({ description: 'In words, as it is printed.' }),
    net: t.field({ type: MoneyInput, description: 'Without VAT, above zero.' }),
  }),
})

const InvoiceServiceInput = builder.inputType('InvoiceServiceInput', {
  description: 'What is billed to a party.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    buyerId: t.id({ description: 'Id of the party.' }),
    currency: t.string({ description: 'ISO 4217 code of all lines.' }),
    vatRatio: t.string({
      required: false,
      description: 'The rate of VAT; not given: the French standard rate of the day.',
    }),
    lines: t.field({ type: [InvoiceLineInput], description: 'What is billed, 1 to 50 lines.' }),
  }),
})

const CreditInvoiceInput = builder.inputType('CreditInvoiceInput', {
  description: 'An invoice that is taken back.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    invoiceId: t.id({ description: 'Id of the invoice.' }),
    net: t.field({
      type: MoneyInput,
      required: false,
      description: 'How much of it, without VAT; not given: all that is left.',
    }),
    reason: t.string({ description: 'Why, as it is printed.' }),
  }),
})

builder.mutationFields(t => ({
  invoiceService: t.field({
    type: InvoicePayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Bills optional services or costs of payments to a party: it owes them from now on.',
    args: { input: t.arg({ type: InvoiceServiceInput, description: 'What is billed.' }) },
    resolve: (_root, { input }, context) => {
      const { buyerId, vatRatio = null, lines } = input
      return change(context, 'invoiceService', input, em => {
        const currency = parseCurrency(input.currency)
        const read = lines.map((line, index) => ({
          ...line,
          net: within(`lines.${index}.net`, () => parsePositive(line.net, currency)),
        }))
        return invoiceService(
          em,
          { buyerId: idOf('Party', buyerId), currency, vatRatio, lines: read },
          context.now,
        )
      })
    },
  }),
  creditInvoice: t.field({
    type: InvoicePayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Takes an invoice back, or a part of it, by a credit note of its own number.',
    args: { input: t.arg({ type: CreditInvoiceInput, description: 'What is taken back.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'creditInvoice', input, async em => {
        const { net, reason } = input
        const invoiceId = idOf('Invoice', input.invoiceId)
        const { currency } = await invoiceOf(em, invoiceId)
        const part = net == null ? null : within('net', () => parsePositive(net, currency))
        return creditInvoice(em, { invoiceId, net: part, reason }, context.now)
      }),
  }),
}))
