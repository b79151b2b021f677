import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { newId, PLATFORM } from '../ids.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'
import { type Billed, vatOn } from './amounts.ts'
import type { InvoiceKind, LineKind } from './invoice.ts'

/** A line before it is written; its amount is without VAT. */
export type NewLine = { kind: LineKind; label: string; net: bigint }

export type NewInvoice = {
  kind: InvoiceKind
  buyerId: string
  causeId: string | null
  creditsId: string | null
  chargedTo: 'issuer' | 'receivable'
  scopeId: string
  currency: string
  vatRatio: string
  reason: string | null
  lines: readonly NewLine[]
}

/**
 * Issues an invoice of the platform, with the next number of its year and the VAT of its net. What it books is for the
 * caller. Answers its id and amounts.
 */
export async function issueInvoice(
  em: EntityManager,
  invoice: Omit<NewInvoice, 'creditsId' | 'reason'>,
  now: Date,
): Promise<Billed & { id: string }> {
  const net = invoice.lines.reduce((total, line) => total + line.net, 0n)
  const billed = { net, vat: vatOn(net, invoice.vatRatio) }
  const id = await writeInvoice(em, { ...invoice, ...billed, creditsId: null, reason: null }, now)
  await sqlOf(em)
    .insertInto('invoiceRest')
    .values({ invoiceId: id, ...billed })
    .execute()
  return { id, ...billed }
}

/** Writes an invoice or credit note as it is, under the next number of its year. */
export async function writeInvoice(
  em: EntityManager,
  invoice: NewInvoice & Billed,
  now: Date,
): Promise<string> {
  const { lines, ...facts } = invoice
  const id = newId()
  const issuedOn = dayOf(now, PLATFORM_ZONE)
  const year = Number(issuedOn.slice(0, 4))
  const sequence = await takeNumber(em, year)
  await sqlOf(em)
    .insertInto('invoice')
    .values(({ selectFrom }) => ({
      id,
      sellerId: PLATFORM,
      year,
      sequence,
      ...facts,
      profileVersion: selectFrom('profile')
        .where('partyId', '=', facts.buyerId)
        .select(({ fn }) => fn.max('version').as('version')),
      issuedOn,
      issuedAt: now,
    }))
    .execute()
  await sqlOf(em)
    .insertInto('invoiceLine')
    .values(lines.map((line, index) => ({ invoiceId: id, line: index + 1, ...line })))
    .execute()
  return id
}

/** The next number of a year: whoever else wants one waits until this transaction has ended. */
async function takeNumber(em: EntityManager, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into invoice_series (seller_id, year, last) values (${PLATFORM}, ${year}, 1)
    on conflict (seller_id, year) do update set last = invoice_series.last + 1
    returning last`.execute(sqlOf(em))
  return rows[0]?.last ?? 0
}
