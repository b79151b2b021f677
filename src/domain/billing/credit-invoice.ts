import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { book } from '../ledger/book.ts'
import { formatAmount } from '../money/money.ts'
import { parseName } from '../parties/people/names.ts'
import { within } from '../refusal.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'
import { type Billed, creditOf, invoiceNumber } from './amounts.ts'
import { type InvoiceRow, invoiceOf } from './invoices.ts'
import { writeInvoice } from './issue-invoice.ts'
import { refuse } from './refusals.ts'

/** `net`: how much to take back, without VAT, above zero; null: all that is left. */
export type Credit = { invoiceId: string; net: bigint | null; reason: string }

/**
 * Takes an invoice back, or a part of it, by a credit note: on the account that bore it, with the VAT it had.
 * Refuses INVOICE_UNKNOWN, CREDIT_OF_CREDIT, CREDIT_TOO_LARGE, NAME_MALFORMED (the reason).
 */
export async function creditInvoice(
  em: EntityManager,
  { invoiceId, net, reason }: Credit,
  now: Date,
): Promise<{ invoiceId: string }> {
  const invoice = await invoiceOf(em, invoiceId)
  const why = within('reason', () => parseName(reason))
  const rest = await lockRest(em, invoice)
  const asked = net ?? rest
  if (asked > rest || asked <= 0n) throw tooLarge(invoice, asked, rest)
  const credit = creditOf(invoice, rest, asked)
  const id = await writeCredit(em, { invoice, credit, why }, now)
  const { buyerId, chargedTo, scopeId, currency } = invoice
  await book(em, { kind: 'invoiceCredited', factId: id, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: { kind: 'income', currency }, amount: credit.net },
    { account: { kind: 'vat', currency }, amount: credit.vat },
    { account: { kind: chargedTo, ownerId: buyerId, scopeId, currency }, amount: -credit.net - credit.vat },
  ])
  return { invoiceId: id }
}

/** What is left of an invoice, without VAT; whoever else takes something back waits. */
async function lockRest(em: EntityManager, { id, ...invoice }: InvoiceRow): Promise<bigint> {
  const locked = await sqlOf(em)
    .selectFrom('invoiceRest')
    .select('net')
    .where('invoiceId', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (locked === undefined) throw refuse.CREDIT_OF_CREDIT({ number: invoiceNumber(invoice) })
  return locked.net
}

function tooLarge(invoice: InvoiceRow, asked: bigint, rest: bigint) {
  const { currency } = invoice
  const [askedText, restText] = [formatAmount(asked, currency), formatAmount(rest, currency)]
  return refuse.CREDIT_TOO_LARGE({
    number: invoiceNumber(invoice),
    asked: askedText,
    rest: restText,
    currency,
  })
}

type Decided = { invoice: InvoiceRow; credit: Billed; why: string }

/** Appends the credit note and takes it off what is left: the database refuses to go below zero. */
async function writeCredit(em: EntityManager, { invoice, credit, why }: Decided, now: Date): Promise<string> {
  const { buyerId, chargedTo, scopeId, currency, vatRatio } = invoice
  const { net, vat } = credit
  await sqlOf(em)
    .updateTable('invoiceRest')
    .set(({ eb }) => ({ net: eb('net', '-', net), vat: eb('vat', '-', vat) }))
    .where('invoiceId', '=', invoice.id)
    .execute()
  const same = { buyerId, chargedTo, scopeId, currency, vatRatio }
  const note = { kind: 'creditNote' as const, causeId: null, creditsId: invoice.id, reason: why }
  const lines = [{ kind: 'credit' as const, label: '', net: -net }]
  return writeInvoice(em, { ...same, ...note, lines, net: -net, vat: -vat }, now)
}
