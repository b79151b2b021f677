import { invoiceNumber } from '../domain/billing/amounts.ts'
import type { LineKind } from '../domain/billing/invoice.ts'
import {
  creditNotesOf,
  type InvoiceLineRow,
  type InvoiceRow,
  type InvoiceTotal,
  invoicesPage,
  invoiceTotals,
  linesOfInvoices,
} from '../domain/billing/invoices.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { InvoiceNode, PartyNode } from './refs.ts'
import { money } from './scalars.ts'

const InvoiceKindEnum = builder.enumType('InvoiceKind', {
  description: 'What an invoice is for.',
  values: {
    commission: { description: 'The commission of a closing' },
    service: { description: 'Optional services, or costs of payments that are passed on' },
    creditNote: { description: 'Takes an invoice back, or a part of it' },
  } as const,
})

const LINE_KINDS: Record<LineKind, string> = {
  commission: 'The commission on the money raised',
  service: 'An optional service',
  paymentCost: 'Costs of payments, passed on',
  credit: 'What is taken back',
}

const InvoiceLineKindEnum = builder.enumType('InvoiceLineKind', {
  description: 'What a line of an invoice bills.',
  values: Object.fromEntries(
    Object.entries(LINE_KINDS).map(([kind, description]) => [kind, { description }]),
  ) as Record<LineKind, { description: string }>,
})

const InvoiceLineType = builder.objectRef<InvoiceLineRow>('InvoiceLine').implement({
  description: 'A line of an invoice.',
  authScopes: { public: true },
  fields: t => ({
    kind: t.expose('kind', { type: InvoiceLineKindEnum, description: 'What it bills.' }),
    label: t.exposeString('label', { description: 'In words; empty where the kind says all.' }),
    net: t.field(money('Without VAT.', row => row.net)),
  }),
})

InvoiceNode.implement({
  description: 'An invoice or credit note of the platform. It is never changed: a credit note takes it back.',
  authScopes: { public: true },
  fields: t => ({
    number: t.string({
      description: 'Its number: the numbers of a year have no gap.',
      resolve: row => invoiceNumber(row),
    }),
    kind: t.expose('kind', { type: InvoiceKindEnum, description: 'What it is for.' }),
    seller: t.string({
      description: 'Who issues it.',
      resolve: (_row, _args, { config }) => config.platformName,
    }),
    buyer: t.field({ type: PartyNode, description: 'Who is billed.', resolve: row => row.buyerId }),
    issuedOn: t.field({ type: 'Day', description: 'Its day.', resolve: row => row.issuedOn }),
    net: t.field(money('Without VAT; of a credit note below zero.', row => row.net)),
    vatRatio: t.exposeString('vatRatio', { description: 'The rate of VAT, such as "0.20".' }),
    vat: t.field(money('The VAT on it.', row => row.vat)),
    gross: t.field(money('With VAT.', row => row.net + row.vat)),
    rest: t.field({
      ...money<InvoiceRow>('What of it has not been taken back, without VAT.', row => row.rest ?? 0n),
      nullable: true,
      resolve: ({ rest, currency }) => (rest === null ? null : { minor: rest, currency }),
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was taken back.' }),
    lines: t.loadableList({
      type: InvoiceLineType,
      description: 'What it bills.',
      load: async (ids: string[], { em }) => {
        const lines = Map.groupBy(await linesOfInvoices(em, ids), line => line.invoiceId)
        return ids.map(id => lines.get(id) ?? [])
      },
      resolve: row => row.id,
    }),
    credits: t.field({
      type: InvoiceNode,
      nullable: true,
      description: 'The invoice that a credit note takes back.',
      resolve: row => row.creditsId,
    }),
    creditNotes: t.field({
      type: [InvoiceNode],
      description: 'What took it back, oldest first.',
      resolve: async ({ id }, _args, { em }) => (await creditNotesOf(em, [id])).map(row => row.id),
    }),
    path: t.string({
      nullable: true,
      description:
        'Where its buyer, finance and the auditor get it as a PDF, with their token: GET this path of the server. Null until it is written, within minutes.',
      resolve: ({ id, sha256 }) => sha256 && `/documents/${id}`,
    }),
  }),
})

const InvoiceTotalType = builder.objectRef<InvoiceTotal>('InvoiceTotal').implement({
  description: 'What the platform billed in a year and currency, less what it took back.',
  authScopes: { papers: true },
  fields: t => ({
    year: t.exposeInt('year', { description: 'The year of the numbers.' }),
    invoices: t.exposeInt('invoices', { description: 'How many invoices.' }),
    creditNotes: t.exposeInt('creditNotes', { description: 'How many credit notes.' }),
    net: t.field(money('Without VAT.', row => row.net)),
    vat: t.field(money('The VAT.', row => row.vat)),
    gross: t.field(money('With VAT.', row => row.net + row.vat)),
  }),
})

builder.objectField(PartyNode, 'invoices', t =>
  t.connection({
    type: InvoiceNode,
    authScopes: party => ({ self: party.partyId, papers: true }),
    description: 'What it was billed, oldest first: for itself, finance and the auditor.',
    complexity: pageCost,
    resolve: ({ partyId }, args, { em }) =>
      page(
        args,
        slice => invoicesPage(em, { buyerId: partyId }, slice),
        row => row.id,
      ),
  }),
)

builder.queryFields(t => ({
  invoices: t.connection({
    type: InvoiceNode,
    authScopes: { papers: true },
    description: 'All invoices and credit notes, oldest first.',
    complexity: pageCost,
    resolve: (_root, args, { em }) =>
      page(
        args,
        slice => invoicesPage(em, {}, slice),
        row => row.id,
      ),
  }),
  invoiceTotals: t.field({
    type: [InvoiceTotalType],
    authScopes: { papers: true },
    description: 'What was billed, by year and currency, newest first.',
    resolve: (_root, _args, { em }) => invoiceTotals(em),
  }),
}))
