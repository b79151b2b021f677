import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { Language } from '../parties/people/party.ts'
import { invoiceNumber } from './amounts.ts'
import { type InvoiceLineRow, type InvoiceRow, invoices, linesOfInvoices } from './invoices.ts'

/** What is printed of an invoice: the buyer as he was called when it was issued. */
export type PrintedInvoice = InvoiceRow & {
  number: string
  buyer: string
  language: Language
  lines: InvoiceLineRow[]
  credited: { number: string; issuedOn: string } | null
}

/** What is printed of these invoices. */
export async function invoiceData(
  em: EntityManager,
  found: readonly InvoiceRow[],
): Promise<PrintedInvoice[]> {
  if (found.length === 0) return []
  const ids = found.map(row => row.id)
  const lines = Map.groupBy(await linesOfInvoices(em, ids), line => line.invoiceId)
  const credited = await creditedBy(em, found)
  const { rows } = await sql<{ id: string; name: string; language: Language }>`
    select invoice.id, name, language from invoice
      join profile on party_id = buyer_id and version = profile_version
     where invoice.id = any(${ids}::uuid[])`.execute(sqlOf(em))
  const buyers = new Map(rows.map(row => [row.id, row]))
  return found.map(invoice => {
    const { name = '', language = 'en' } = buyers.get(invoice.id) ?? {}
    const of = invoice.creditsId === null ? undefined : credited.get(invoice.creditsId)
    return {
      ...invoice,
      ...{ number: invoiceNumber(invoice), buyer: name, language, lines: lines.get(invoice.id) ?? [] },
      credited: of === undefined ? null : { number: invoiceNumber(of), issuedOn: of.issuedOn },
    }
  })
}

async function creditedBy(em: EntityManager, found: readonly InvoiceRow[]): Promise<Map<string, InvoiceRow>> {
  const ids = found.flatMap(row => row.creditsId ?? [])
  const rows = ids.length === 0 ? [] : await invoices(em, ids)
  return new Map(rows.map(row => [row.id, row]))
}
