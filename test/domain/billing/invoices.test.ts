import { describe, expect, test } from '@jest/globals'
import { creditInvoice } from '../../../src/domain/billing/credit-invoice.ts'
import { invoiceService } from '../../../src/domain/billing/invoice-service.ts'
import {
  creditNotesOf,
  type InvoiceRow,
  invoiceOf,
  invoicesPage,
  invoiceTotals,
} from '../../../src/domain/billing/invoices.ts'
import type { NewLine } from '../../../src/domain/billing/issue-invoice.ts'
import { newId } from '../../../src/domain/ids.ts'
import { balances } from '../../../src/domain/ledger/balances.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()

const line = (net: bigint): NewLine => ({ kind: 'service', label: 'A video', net })

type Bill = { net?: bigint; vatRatio?: string | null; lines?: NewLine[]; now?: string | Date }

/** Bills 10.00 of a service, or what is said. */
async function bill(
  buyerId: string,
  { net = 1000n, vatRatio = '0.20', lines, now = '2025-03-01' }: Bill = {},
) {
  const when = typeof now === 'string' ? at(now) : now
  const input = { buyerId, currency: 'EUR' as const, vatRatio, lines: lines ?? [line(net)] }
  const { invoiceId } = await world.run(when, em => invoiceService(em, input, when))
  return invoiceOf(em(), invoiceId)
}

async function credit(invoice: InvoiceRow, net: bigint | null = null, now = '2025-03-02') {
  const input = { invoiceId: invoice.id, net, reason: 'A mistake' }
  return invoiceOf(em(), (await world.run(now, em => creditInvoice(em, input, at(now)))).invoiceId)
}

/** The balances of a party's accounts of a kind, as it sees them: what it owes is above zero on a receivable. */
const owed = async (ownerId: string) =>
  (await balances(em(), { kind: 'receivable', ownerId })).map(({ amount }) => amount)

const page = { limit: 100, inverted: false }

describe('the numbers of a year', () => {
  test('have no gap and none twice, though many are taken at once and some are rolled back', async () => {
    const buyer = await world.person('Iris')
    const now = at('2031-05-01')
    const input = { buyerId: buyer, currency: 'EUR' as const, vatRatio: null, lines: [line(100n)] }
    const one = (fails: boolean) =>
      world.run(now, async em => {
        const made = await invoiceService(em, input, now)
        if (fails) throw new Error('too late')
        return made
      })
    const done = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => one(index % 4 === 1)))
    expect(done.filter(({ status }) => status === 'rejected')).toHaveLength(3)

    const sequences = (await invoicesPage(em(), { buyerId: buyer }, page)).map(row => row.sequence)
    expect(sequences.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('begin anew with the first instant of the year in Paris, and credit notes are counted with invoices', async () => {
    const buyer = await world.person('Iris')
    const last = await bill(buyer, { now: new Date('2032-12-31T22:59:59.999Z') })
    const first = await bill(buyer, { now: new Date('2032-12-31T23:00:00.000Z') })
    const note = await credit(last, null, '2033-01-02')
    expect([last, first, note].map(({ year, sequence, issuedOn }) => [year, sequence, issuedOn])).toEqual([
      [2032, 1, '2032-12-31'],
      [2033, 1, '2033-01-01'],
      [2033, 2, '2033-01-02'],
    ])
  })
})

describe('a closing', () => {
  test('bills the issuer its commission with VAT in the same transaction, taken from the money raised', async () => {
    const { issuerId, projectId } = await world.funded({ Ann: 60 })
    const found = await invoicesPage(em(), { buyerId: issuerId }, page)
    // 5 % of 600.00, and 20 % VAT on it.
    expect(found).toMatchObject([
      {
        kind: 'commission',
        chargedTo: 'issuer',
        scopeId: projectId,
        net: 3000n,
        vat: 600n,
        vatRatio: '0.20',
        rest: 3000n,
        issuedOn: '2025-02-10',
      },
    ])
    expect(await owed(issuerId)).toEqual([])
  })

  test('without commission bills nothing', async () => {
    const { classId, issuerId } = await world.project()
    const offeringId = await world.offering(classId, { commissionRatio: '0', goal: 1000n })
    await world.pay(await world.order(offeringId, await world.person('Ann'), 1))
    await world.close(offeringId)
    expect(await invoicesPage(em(), { buyerId: issuerId }, page)).toEqual([])
  })

  test('gives a commission that is credited back to the account of the issuer', async () => {
    const { issuerId, projectId } = await world.funded({ Ann: 60 })
    const issuer = async () =>
      (await balances(em(), { kind: 'issuer', ownerId: issuerId, scopeId: projectId })).map(row => row.amount)
    expect(await issuer()).toEqual([56_400n])
    const [commission] = await invoicesPage(em(), { buyerId: issuerId }, page)
    await credit(commission as InvoiceRow)
    expect(await issuer()).toEqual([60_000n])
  })
})

describe('a service', () => {
  test('is owed by its buyer with the VAT of the day, rounded once on the sum of its lines', async () => {
    const buyer = await world.person('Iris')
    const lines: NewLine[] = [line(101n), { kind: 'paymentCost', label: 'Card fees', net: 102n }]
    const invoice = await bill(buyer, { lines, vatRatio: null, now: '2013-12-31' })
    // 19.6 % of 2.03 is 0.39788.
    expect(invoice).toMatchObject({ kind: 'service', net: 203n, vat: 40n, vatRatio: '0.196' })
    expect(await owed(buyer)).toEqual([243n])
  })

  test('is refused without lines, with an empty word, a wrong rate, or for nobody', async () => {
    const buyer = await world.person('Iris')
    await expect(bill(buyer, { lines: [] })).rejects.toMatchObject({ code: 'INVOICE_LINES_WRONG' })
    await expect(bill(buyer, { lines: Array(51).fill(line(1n)) })).rejects.toThrow('this one has 51')
    await expect(bill(buyer, { lines: [{ ...line(1n), label: ' ' }] })).rejects.toMatchObject({
      code: 'NAME_MALFORMED',
      field: 'lines.0.label',
    })
    await expect(bill(buyer, { vatRatio: '1.01' })).rejects.toMatchObject({ code: 'VAT_RATIO_WRONG' })
    await expect(bill(buyer, { vatRatio: null, now: '2000-03-31' })).rejects.toMatchObject({
      code: 'VAT_RATE_UNKNOWN',
      message:
        'We know the standard rate of VAT from 2000-04-01 on, and not that of 2000-03-31: name the rate.',
    })
    await expect(bill(newId())).rejects.toMatchObject({ code: 'PARTY_UNKNOWN' })
    expect(await owed(buyer)).toEqual([])
  })
})

describe('a credit note', () => {
  test('takes an invoice back in full, names it and has a number of its own', async () => {
    const buyer = await world.person('Iris')
    const invoice = await bill(buyer)
    const note = await credit(invoice)
    expect(note).toMatchObject({
      kind: 'creditNote',
      creditsId: invoice.id,
      net: -1000n,
      vat: -200n,
      reason: 'A mistake',
      rest: null,
    })
    expect(await invoiceOf(em(), invoice.id)).toEqual({ ...invoice, rest: 0n })
    expect(await creditNotesOf(em(), [invoice.id])).toEqual([note])
    expect(await owed(buyer)).toEqual([0n])
  })

  test('of a part leaves the rest, and parts take no more VAT back than there was', async () => {
    const buyer = await world.person('Iris')
    // 20 % of 0.08 is 0.016: 0.02. Of each part of 0.02 it would be 0.004: nothing four times.
    const invoice = await bill(buyer, { net: 8n })
    const vats: bigint[] = []
    for (let times = 0; times < 4; times++) vats.push((await credit(invoice, 2n)).vat)
    expect(invoice.vat).toBe(2n)
    expect(vats).toEqual([0n, -1n, 0n, -1n])
    expect(await owed(buyer)).toEqual([0n])
  })

  test('is refused of more than is left, of nothing, of another credit note and of what is unknown', async () => {
    const invoice = await bill(await world.person('Iris'))
    const note = await credit(invoice, 400n)
    await expect(credit(invoice, 601n)).rejects.toMatchObject({
      code: 'CREDIT_TOO_LARGE',
      message: expect.stringContaining('6.00 EUR without VAT is left: 6.01 cannot be taken back'),
    })
    await credit(invoice, 600n)
    await expect(credit(invoice)).rejects.toMatchObject({ code: 'CREDIT_TOO_LARGE' })
    await expect(credit(note)).rejects.toMatchObject({ code: 'CREDIT_OF_CREDIT' })
    await expect(credit({ ...invoice, id: newId() })).rejects.toMatchObject({ code: 'INVOICE_UNKNOWN' })
  })

  test('two of the whole at once: one is written', async () => {
    const buyer = await world.person('Iris')
    const invoice = await bill(buyer)
    const done = await Promise.allSettled([credit(invoice, 600n), credit(invoice, 600n)])
    expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await owed(buyer)).toEqual([480n])
  })
})

test('the totals of a year count what was taken back off', async () => {
  const buyer = await world.person('Iris')
  const invoice = await bill(buyer, { now: '2040-01-05' })
  await bill(buyer, { now: '2040-01-06', net: 500n })
  await credit(invoice, 300n, '2040-01-07')
  expect((await invoiceTotals(em())).filter(({ year }) => year === 2040)).toEqual([
    { year: 2040, currency: 'EUR', invoices: 2, creditNotes: 1, net: 1200n, vat: 240n },
  ])
})
