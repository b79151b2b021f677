import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { extractText, getDocumentProxy } from 'unpdf'
import { issueMissingInvoicePapers } from '../../src/jobs/issue-invoice-papers.ts'
import { furnish, type House, type Who } from '../support/house.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
})

const REFUSED = '... on Refusal { __typename code message }'
const SHOWN = `number kind seller buyer { name } issuedOn net { amount currency } vatRatio vat { amount } gross { amount }
  rest { amount } reason lines { kind label net { amount } } credits { number } creditNotes { number } path`
const BILL = `mutation ($input: InvoiceServiceInput!) {
  invoiceService(input: $input) { ... on InvoicePayload { replayed invoice { id ${SHOWN} } } ${REFUSED} }
}`
const CREDIT = `mutation ($input: CreditInvoiceInput!) {
  creditInvoice(input: $input) { ... on InvoicePayload { replayed invoice { ${SHOWN} } } ${REFUSED} }
}`

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const write = () => issueMissingInvoicePapers(server.shop, server.clock.now())
const documentOf = async (who: Who, path: string) =>
  fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${house.tokens[who]}` } })

describe('the invoice of a closing', () => {
  const query = `query ($id: ID!) { node(id: $id) { ... on Invoice { ${SHOWN} } } }`

  test('is seen by its buyer: number, lines, VAT and total', async () => {
    const { node } = await house.people.issuer.ask<{ node: object }>(query, { id: house.invoice })
    expect(node).toEqual({
      number: '2010-000001',
      kind: 'commission',
      seller: 'Tantième',
      buyer: { name: 'Iris' },
      issuedOn: '2010-01-10',
      net: eur('2.50'),
      vatRatio: '0',
      vat: { amount: '0.00' },
      gross: { amount: '2.50' },
      rest: { amount: '2.50' },
      reason: null,
      lines: [{ kind: 'commission', label: '', net: { amount: '2.50' } }],
      credits: null,
      creditNotes: [],
      path: null,
    })
  })

  test('becomes a paper once, the same for buyer and finance, and for nobody else', async () => {
    expect(await write()).toBe('1 papers of invoices issued')
    expect(await write()).toBe('0 papers of invoices issued')
    const { node } = await house.people.issuer.ask<{ node: { path: string } }>(query, { id: house.invoice })
    const hashes = []
    for (const who of ['issuer', 'finance', 'auditor'] as const) {
      const response = await documentOf(who, node.path)
      expect([response.status, response.headers.get('content-disposition')]).toEqual([
        200,
        'attachment; filename=2010-000001.pdf',
      ])
      const bytes = new Uint8Array(await response.arrayBuffer())
      hashes.push(createHash('sha256').update(bytes).digest('hex'))
      const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true })
      expect(text.replaceAll(/\s+/g, ' ')).toContain('Invoice 2010-000001')
    }
    expect(new Set(hashes).size).toBe(1)
    for (const who of ['ann', 'approver', 'admin'] as const)
      expect((await documentOf(who, node.path)).status).toBe(404)
  })
})

describe('a service', () => {
  const input = () => ({
    idempotencyKey: 'service',
    buyerId: house.people.issuer.id,
    currency: 'EUR',
    lines: [
      { kind: 'service', label: 'A video', net: eur('100.00') },
      { kind: 'paymentCost', label: 'Card fees', net: eur('1.05') },
    ],
  })
  type Made = { invoiceService: { replayed: boolean; invoice: { id: string } } }

  test('is billed once under its key, at the standard rate of the day, and credited in part', async () => {
    const { finance } = house.people
    const { invoiceService: made } = await finance.ask<Made>(BILL, { input: input() })
    expect(made).toMatchObject({
      replayed: false,
      invoice: {
        number: '2010-000002',
        vatRatio: '0.196',
        vat: { amount: '19.81' },
        gross: { amount: '120.86' },
      },
    })
    const again = await finance.ask<Made>(BILL, { input: input() })
    expect(again.invoiceService).toMatchObject({ replayed: true, invoice: { id: made.invoice.id } })

    const credit = { idempotencyKey: 'back', invoiceId: made.invoice.id, net: eur('1.05'), reason: 'No card' }
    expect(await finance.ask(CREDIT, { input: credit })).toMatchObject({
      creditInvoice: {
        invoice: {
          number: '2010-000003',
          kind: 'creditNote',
          net: eur('-1.05'),
          vat: { amount: '-0.21' },
          reason: 'No card',
          credits: { number: '2010-000002' },
          rest: null,
        },
      },
    })
    expect(await write()).toBe('2 papers of invoices issued')
    const totals = '{ invoiceTotals { year invoices creditNotes net { amount currency } vat { amount } } }'
    expect(await house.people.auditor.ask(totals)).toEqual({
      invoiceTotals: [
        { year: 2010, invoices: 2, creditNotes: 1, net: eur('102.50'), vat: { amount: '19.60' } },
      ],
    })
  })

  test('is refused with the place of what is wrong', async () => {
    const lines = [{ kind: 'service', label: 'A video', net: eur('-1.00') }]
    const wrong = { ...input(), idempotencyKey: 'wrong', lines }
    await expect(house.people.finance.ask(BILL, { input: wrong })).rejects.toMatchObject({
      code: 'AMOUNT_NOT_POSITIVE',
    })
  })
})
