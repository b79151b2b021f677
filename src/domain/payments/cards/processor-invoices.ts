import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { PLATFORM_ZONE } from '../../time/calendar.ts'

/** An invoice of the processor beside the costs that were counted for the card payments of its days. Minor units. */
export type ProcessorInvoiceRow = {
  id: string
  number: string
  firstDay: string
  lastDay: string
  amount: bigint
  currency: Currency
  /** By whom the terms say that they are borne. */
  platform: bigint
  issuer: bigint
  investor: bigint
  /** The invoice less all that was counted: above zero, the processor asks for more. */
  difference: bigint
}

/** The invoice of this number. */
export async function processorInvoiceNumbered(
  em: EntityManager,
  number: string,
): Promise<ProcessorInvoiceRow | undefined> {
  return (await invoices(em, sql`invoice.number = ${number}`))[0]
}

/** The invoices with these ids, those that exist. */
export function processorInvoices(em: EntityManager, ids: readonly string[]): Promise<ProcessorInvoiceRow[]> {
  return invoices(em, sql`invoice.id = any(${ids}::uuid[]) order by invoice.id`)
}

/** A page of the invoices, by id. */
export async function processorInvoicesPage(em: EntityManager, slice: Slice): Promise<ProcessorInvoiceRow[]> {
  const { within, order, limit } = keyset(['invoice.id'], slice)
  return invoices(em, sql`${within} order by ${order} limit ${limit}`)
}

async function invoices(em: EntityManager, which: RawBuilder<unknown>): Promise<ProcessorInvoiceRow[]> {
  const borneBy = (bearer: string) =>
    sql`coalesce(sum(cost) filter (where bearer = ${bearer}), 0)::bigint as ${sql.ref(bearer)}`
  const { rows } = await sql<Omit<ProcessorInvoiceRow, 'difference'>>`
    select invoice.id, number, first_day::text as "firstDay", last_day::text as "lastDay", invoice.amount,
           invoice.currency, counted.*
      from processor_invoice as invoice
     cross join lateral (
       select ${borneBy('platform')}, ${borneBy('issuer')}, ${borneBy('investor')}
         from card_payment as payment join card_intent as intent on intent.id = intent_id
        where payment.currency = invoice.currency
          and (paid_at at time zone ${PLATFORM_ZONE})::date between first_day and last_day) as counted
     where ${which}`.execute(sqlOf(em))
  return rows.map(row => ({ ...row, difference: row.amount - row.platform - row.issuer - row.investor }))
}
