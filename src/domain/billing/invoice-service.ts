import type { EntityManager } from '@mikro-orm/postgresql'
import { NOTHING } from '../ids.ts'
import { book } from '../ledger/book.ts'
import type { Currency } from '../money/currency.ts'
import { parseName } from '../parties/people/names.ts'
import { profileOf } from '../parties/people/profiles.ts'
import { within } from '../refusal.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'
import { issueInvoice, type NewLine } from './issue-invoice.ts'
import { refuse } from './refusals.ts'
import { parseVatRatio, vatRateOn } from './vat-rates.ts'

export type ServiceToInvoice = {
  buyerId: string
  currency: Currency
  /** Null: the standard rate of the day. */
  vatRatio: string | null
  lines: readonly NewLine[]
}

const MOST_LINES = 50

/**
 * Bills optional services, or costs of payments, to a party: it owes them from now on, and the platform owes the VAT.
 * Refuses PARTY_UNKNOWN, INVOICE_LINES_WRONG, NAME_MALFORMED, RATIO_MALFORMED, VAT_RATIO_WRONG, VAT_RATE_UNKNOWN.
 */
export async function invoiceService(
  em: EntityManager,
  input: ServiceToInvoice,
  now: Date,
): Promise<{ invoiceId: string }> {
  const { buyerId, currency } = input
  const bookedOn = dayOf(now, PLATFORM_ZONE)
  const vatRatio = input.vatRatio === null ? vatRateOn(bookedOn).ratio : parseVatRatio(input.vatRatio)
  if (input.lines.length < 1 || input.lines.length > MOST_LINES) {
    throw refuse.INVOICE_LINES_WRONG({ lines: input.lines.length })
  }
  const lines = input.lines.map((line, index) => ({
    ...line,
    label: within(`lines.${index}.label`, () => parseName(line.label)),
  }))
  await profileOf(em, buyerId)
  const bill = { buyerId, currency, vatRatio, lines, kind: 'service' as const, causeId: null }
  const { id, net, vat } = await issueInvoice(em, { ...bill, chargedTo: 'receivable', scopeId: NOTHING }, now)
  await book(em, { kind: 'serviceInvoiced', factId: id, bookedOn }, [
    { account: { kind: 'receivable', ownerId: buyerId, currency }, amount: net + vat },
    { account: { kind: 'income', currency }, amount: -net },
    { account: { kind: 'vat', currency }, amount: -vat },
  ])
  return { invoiceId: id }
}
