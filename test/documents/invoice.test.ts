import { describe, expect, test } from '@jest/globals'
import { extractText, getDocumentProxy } from 'unpdf'
import { type InvoiceData, renderInvoice } from '../../src/documents/invoice.ts'
import { INVOICE_WORDS } from '../../src/documents/invoice-words.ts'
import { firstMissing } from './paper.ts'

/** A commission of 5 % on 700.00, with 20 % VAT. */
const COMMISSION: InvoiceData = {
  number: '2026-000042',
  issuedAt: new Date('2026-03-01T09:30:00Z'),
  issuedOn: '2026-03-01',
  language: 'en',
  currency: 'EUR',
  platform: { name: 'My Major Company', contact: 'ask@mmc.example' },
  buyer: 'Grégoire',
  credits: null,
  lines: [{ kind: 'commission', label: '', net: 3500n }],
  net: 3500n,
  vatRatio: '0.20',
  vat: 700n,
  taken: true,
}

async function read(data: InvoiceData): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(await renderInvoice(data)))
  const { text } = await extractText(pdf, { mergePages: true })
  return text.replaceAll(/\s+/g, ' ')
}

describe('an invoice says', () => {
  test('who bills whom, its number and day, each line, the VAT by its rate, and the total', async () => {
    const parts = [
      'My Major Company Invoice 2026-000042 Issued on 1 March 2026',
      'Seller My Major Company Buyer Grégoire',
      'Commission on the money raised €35.00',
      'Total without VAT €35.00',
      'VAT, 20% €7.00',
      'Total with VAT €42.00',
      'nothing is to be paid',
      'Write to ask@mmc.example and quote the number 2026-000042.',
    ]
    expect(firstMissing(await read(COMMISSION), parts)).toBeUndefined()
  })

  test('in French, as a credit note, which invoice it takes back, and why', async () => {
    const parts = [
      'Avoir 2026-000043 Établi le 1er mars 2026',
      'Client Grégoire Annule Facture 2025-000007 du 31 décembre 2025 Motif Erreur de tarif',
      'Montant annulé −10,00 €',
      'TVA, 19,6 % −1,96 €',
      'Total toutes taxes comprises −11,96 €',
    ]
    const note: InvoiceData = {
      ...COMMISSION,
      number: '2026-000043',
      language: 'fr',
      credits: { number: '2025-000007', issuedOn: '2025-12-31', reason: 'Erreur de tarif' },
      lines: [{ kind: 'credit', label: '', net: -1000n }],
      net: -1000n,
      vatRatio: '0.196',
      vat: -196n,
      taken: false,
    }
    const text = await read(note)
    expect(firstMissing(text, parts)).toBeUndefined()
    expect(text).not.toContain(INVOICE_WORDS.fr.taken)
  })

  test('fifty lines over as many pages as they need', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => {
      return { kind: 'service' as const, label: `Service ${index + 1}`, net: 10n }
    })
    const text = await read({ ...COMMISSION, lines, net: 500n, vat: 100n })
    expect(firstMissing(text, ['Service 1 €0.10', 'Service 50 €0.10', 'Page 2/2'])).toBeUndefined()
  })
})

test('the same data gives the same bytes', async () => {
  expect(await renderInvoice(COMMISSION)).toEqual(await renderInvoice(COMMISSION))
})

test('what contradicts itself is not written', async () => {
  await expect(renderInvoice({ ...COMMISSION, net: 3501n })).rejects.toThrow('do not sum')
  await expect(renderInvoice({ ...COMMISSION, number: '<x>' })).rejects.toThrow('digits and dashes')
})
