import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import { Party } from '../parties/people/party.ts'

/**
 * `commission`: of a closing. `service`: optional services and costs that are passed on. `creditNote`: takes an invoice
 * back, or a part of it.
 */
export type InvoiceKind = 'commission' | 'service' | 'creditNote'

/**
 * An invoice or credit note, in minor units; amounts of a credit note are below zero. It is never changed: what is wrong
 * in it is taken back by a credit note that names it (CGI art. 289 I 5).
 */
export const Invoice = defineEntity({
  name: 'invoice',
  uniques: [{ properties: ['sellerId', 'year', 'sequence'] }],
  indexes: [{ properties: ['buyerId'] }, { properties: ['creditsId'] }, { properties: ['actId'] }],
  checks: [
    {
      name: 'invoice_sign',
      expression:
        "case when kind = 'creditNote' then credits_id is not null and net < 0 and vat <= 0 else credits_id is null and net > 0 and vat >= 0 end",
    },
    { name: 'invoice_of_its_year', expression: 'year = extract(year from issued_on)' },
  ],
  properties: {
    id: id(),
    /** Who issues it: the platform. */
    sellerId: p.uuid(),
    /** Its number: the year of its day, and its place in the seller's series of that year. */
    year: p.integer(),
    sequence: p.integer(),
    buyerId: refersTo(Party, 'buyer_id'),
    /** The version of the buyer's profile whose name is printed. */
    profileVersion: p.integer(),
    kind: p.text().$type<InvoiceKind>(),
    /** The closing whose commission it bills. */
    causeId: p.uuid().unique().nullable(),
    /** The invoice that a credit note takes back. */
    creditsId: p.uuid().nullable(),
    /** Which account of the buyer bears it, and for which project. */
    chargedTo: p.text().$type<'issuer' | 'receivable'>(),
    scopeId: p.uuid(),
    currency: p.text(),
    net: p.bigint(),
    vat: p.bigint(),
    vatRatio: p.text(),
    /** Why a credit note was written. */
    reason: p.text().nullable(),
    /** Its day, in the platform's zone. */
    issuedOn: p.date(),
    issuedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What a line bills. */
export type LineKind = 'commission' | 'service' | 'paymentCost' | 'credit'

/** A line of an invoice. */
export const InvoiceLine = defineEntity({
  name: 'invoiceLine',
  properties: {
    invoiceId: refersTo(Invoice, 'invoice_id').primary(),
    line: p.integer().primary(),
    kind: p.text().$type<LineKind>(),
    /** In the words of who billed it; empty where the kind says all. */
    label: p.text(),
    net: p.bigint(),
    actId: writtenBy(),
  },
})

/** The paper of an invoice: its bytes are kept under their hash. */
export const InvoicePaper = defineEntity({
  name: 'invoicePaper',
  properties: {
    invoiceId: refersTo(Invoice, 'invoice_id').primary(),
    sha256: p.text().unique(),
    bytes: p.integer(),
    actId: writtenBy(),
  },
})

/**
 * The last number of a seller's series: a work row. Who takes a number holds the row until his transaction ends, so a
 * transaction that is rolled back leaves no gap, and nobody gets a number twice.
 */
export const InvoiceSeries = defineEntity({
  name: 'invoiceSeries',
  properties: {
    sellerId: p.uuid().primary(),
    year: p.integer().primary(),
    last: p.integer(),
  },
})

/** What of an invoice has not been taken back: a work row. The database refuses to credit more; a check proves it. */
export const InvoiceRest = defineEntity({
  name: 'invoiceRest',
  checks: [{ name: 'invoice_rest_never_below_zero', expression: 'net >= 0 and vat >= 0' }],
  properties: {
    invoiceId: refersTo(Invoice, 'invoice_id').primary(),
    net: p.bigint(),
    vat: p.bigint(),
  },
})
