import { creditInvoice } from '../../../src/domain/billing/credit-invoice.ts'
import { invoiceService } from '../../../src/domain/billing/invoice-service.ts'
import type { NewLine } from '../../../src/domain/billing/issue-invoice.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

/** A service of 9.99 and 0.04 billed to Ann, of which 1.03 was taken back, and another in 2024. */
export async function plantInvoices(world: ReturnType<typeof worldOf>, buyerId: string) {
  const bill = async (now: string, ...amounts: bigint[]) => {
    const lines = amounts.map((net): NewLine => ({ kind: 'service', label: 'A video', net }))
    const input = { buyerId, currency: 'EUR' as const, vatRatio: '0.20', lines }
    return (await world.run(now, em => invoiceService(em, input, at(now)))).invoiceId
  }
  const service = await bill('2025-06-03', 999n, 4n)
  const back = { invoiceId: service, net: 103n, reason: 'A mistake' }
  const note = await world.run('2025-06-04', em => creditInvoice(em, back, at('2025-06-04')))
  return { service, note: note.invoiceId, other: await bill('2024-06-03', 100n) }
}

const NUMBERS =
  'The invoices of a seller and year are numbered from 1 on without a gap, as far as their series stands'
const VAT =
  'The VAT of an invoice is its rate of its net, rounded once; that of its credit notes, of all they took back'
const REST = 'What is left of an invoice is what it billed less its credit notes, and never below zero'
const ENTRIES = 'Every invoice has its entry, and every commission its invoice of the same amounts'
const SAME = 'A credit note takes back an invoice of the same buyer, account, currency and rate'

/** Invoices and credit notes. */
export const INVOICE_FAULTS: readonly Fault[] = [
  [
    'a number that was left out',
    w => `update invoice set sequence = sequence + 100 where id = '${w.invoices.note}'`,
    NUMBERS,
  ],
  [
    'a series that stands too far',
    () => 'update invoice_series set last = last + 1 where year = 2024',
    NUMBERS,
  ],
  ['a series that was lost', () => 'delete from invoice_series where year = 2024', NUMBERS],
  ['an invoice that is gone', w => `delete from invoice where id = '${w.invoices.other}'`, NUMBERS],
  ['VAT of a cent too much', w => `update invoice set vat = vat + 1 where id = '${w.invoices.service}'`, VAT],
  [
    'a credit note with a cent of VAT less',
    w => `update invoice set vat = vat + 1 where id = '${w.invoices.note}'`,
    VAT,
  ],
  [
    'an invoice at another rate than its VAT',
    w => `update invoice set vat_ratio = '0.10' where id = '${w.invoices.other}'`,
    VAT,
  ],
  [
    'a line that is missing',
    w => `delete from invoice_line where invoice_id = '${w.invoices.service}' and line = 2`,
    'The lines of an invoice sum to its net',
  ],
  [
    'a credit note to another buyer',
    w => `update invoice set buyer_id = '${w.bea}' where id = '${w.invoices.note}'`,
    SAME,
  ],
  [
    'a credit note of an invoice that is not there',
    w => `update invoice set credits_id = buyer_id where id = '${w.invoices.note}'`,
    SAME,
  ],
  [
    'more left than was',
    w => `update invoice_rest set net = net + 1 where invoice_id = '${w.invoices.service}'`,
    REST,
  ],
  ['a rest that is lost', w => `delete from invoice_rest where invoice_id = '${w.invoices.other}'`, REST],
  [
    'an invoice without an entry',
    w => `update entry set fact_id = act_id where fact_id = '${w.invoices.service}'`,
    ENTRIES,
  ],
  [
    'a commission that was not billed',
    w => `delete from invoice where kind = 'commission' and buyer_id = '${w.film.issuer}'`,
    ENTRIES,
  ],
  [
    'a commission that was billed with a cent more',
    w => `update invoice set net = net + 1 where kind = 'commission' and buyer_id = '${w.film.issuer}'`,
    ENTRIES,
  ],
  [
    'a service that its buyer does not owe',
    w => `update account set owner_id = '${w.bea}' where kind = 'receivable' and owner_id = '${w.ann}'`,
    'A party owes the services and costs it was billed, less what was taken back',
  ],
]
