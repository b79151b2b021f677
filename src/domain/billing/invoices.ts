import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../database/keyset.ts'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'
import type { Billed } from './amounts.ts'
import type { InvoiceKind, LineKind } from './invoice.ts'
import { refuse } from './refusals.ts'

/** An invoice or credit note, with what of it is left and its paper, once it has one. */
export type InvoiceRow = Billed & {
  id: string
  year: number
  sequence: number
  buyerId: string
  profileVersion: number
  kind: InvoiceKind
  creditsId: string | null
  chargedTo: 'issuer' | 'receivable'
  scopeId: string
  currency: Currency
  vatRatio: string
  reason: string | null
  issuedOn: string
  issuedAt: Date
  /** What has not been taken back, without VAT; of a credit note null. */
  rest: bigint | null
  sha256: string | null
}

/** The invoices with these ids, those that exist. */
export async function invoices(em: EntityManager, ids: readonly string[]): Promise<InvoiceRow[]> {
  return (await all(em).where('invoice.id', 'in', ids).execute()) as InvoiceRow[]
}

/** One invoice. Refuses INVOICE_UNKNOWN. */
export async function invoiceOf(em: EntityManager, id: string): Promise<InvoiceRow> {
  const [invoice] = await invoices(em, [id])
  if (invoice === undefined) throw refuse.INVOICE_UNKNOWN({ id })
  return invoice
}

/** A page of all invoices, or of those of a buyer, by id. */
export async function invoicesPage(
  em: EntityManager,
  filter: { buyerId?: string },
  slice: Slice,
): Promise<InvoiceRow[]> {
  const { within, order, limit } = keyset(['invoice.id'], slice)
  const query = all(em).where(within).orderBy(order).limit(limit)
  const { buyerId } = filter
  const found = buyerId === undefined ? query : query.where('buyerId', '=', buyerId)
  return (await found.execute()) as InvoiceRow[]
}

/** The credit notes of these invoices, oldest first. */
export async function creditNotesOf(em: EntityManager, ids: readonly string[]): Promise<InvoiceRow[]> {
  const found = await all(em).where('creditsId', 'in', ids).orderBy('year').orderBy('sequence').execute()
  return found as InvoiceRow[]
}

export type InvoiceLineRow = {
  invoiceId: string
  kind: LineKind
  label: string
  net: bigint
  currency: Currency
}

/** The lines of these invoices, in order. */
export async function linesOfInvoices(em: EntityManager, ids: readonly string[]): Promise<InvoiceLineRow[]> {
  const found = await sqlOf(em)
    .selectFrom('invoiceLine')
    .innerJoin('invoice', 'invoice.id', 'invoiceLine.invoiceId')
    .select(['invoiceId', 'invoiceLine.kind', 'label', 'invoiceLine.net', 'currency'])
    .where('invoiceId', 'in', ids)
    .orderBy('invoiceId')
    .orderBy('line')
    .execute()
  return found as InvoiceLineRow[]
}

/** What was billed in a year and currency, less what was taken back, in minor units. */
export type InvoiceTotal = Billed & {
  year: number
  currency: Currency
  invoices: number
  creditNotes: number
}

/** All years and currencies, newest first. */
export async function invoiceTotals(em: EntityManager): Promise<InvoiceTotal[]> {
  const { rows } = await sql<InvoiceTotal>`
    select year, currency, count(*) filter (where credits_id is null)::int as invoices,
           count(credits_id)::int as "creditNotes", sum(net)::bigint as net, sum(vat)::bigint as vat
      from invoice group by year, currency order by year desc, currency`.execute(sqlOf(em))
  return rows
}

/** The next invoices after one of them, by id, that have no paper yet. */
export async function invoicesWithoutPaper(
  em: EntityManager,
  { after, limit }: { after: string; limit: number },
): Promise<InvoiceRow[]> {
  const found = await all(em)
    .where('invoicePaper.invoiceId', 'is', null)
    .where('invoice.id', '>', after)
    .orderBy('invoice.id')
    .limit(limit)
    .execute()
  return found as InvoiceRow[]
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('invoice')
    .leftJoin('invoiceRest', 'invoiceRest.invoiceId', 'invoice.id')
    .leftJoin('invoicePaper', 'invoicePaper.invoiceId', 'invoice.id')
    .select([
      'invoice.id',
      'year',
      'sequence',
      'buyerId',
      'profileVersion',
      'kind',
      'creditsId',
      'chargedTo',
      'scopeId',
      'currency',
      'invoice.net',
      'invoice.vat',
      'vatRatio',
      'reason',
      'issuedOn',
      'issuedAt',
      'invoiceRest.net as rest',
      'sha256',
    ])
}
