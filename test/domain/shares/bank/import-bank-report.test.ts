import { beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../../src/database/sql.ts'
import { debitsPage } from '../../../../src/domain/payments/bank/bank-debits.ts'
import { receiptByBankReference } from '../../../../src/domain/payments/receipts.ts'
import { returnReceipt } from '../../../../src/domain/shares/return-receipt.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { detail } from '../../../support/bank-files.ts'
import { useDatabase } from '../../../support/database.ts'
import { importingWorld } from '../../../support/importing.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const world = importingWorld(database)
const ANN = { name: 'Ann', iban: 'FR1420041010050500013M02606' }
let people: Record<'ann' | 'bea', string>
let offering: string
beforeAll(async () => {
  await world.openAccount()
  people = { ann: await world.person('Ann'), bea: await world.person('Bea') }
  const { classId } = await world.project()
  offering = await world.offering(classId, { shares: 100 })
})

const order = (shares = 1) => world.order(offering, people.ann, shares)
const paid = async (id: string) => (await subscriptionOf(world.em(), id)).paidAt !== null
const balance = async (kind: string) => {
  const { rows } = await sql<{ balance: bigint }>`
    select coalesce(sum(amount), 0)::bigint as balance from account join posting on account_id = account.id
     where kind = ${kind} and account.currency = 'EUR'`.execute(sqlOf(world.em()))
  return rows[0]?.balance ?? 0n
}
const receiptOf = (reference: string) => receiptByBankReference(world.em(), reference)

describe('a credit of a bank report', () => {
  test('pays the order that its structured reference names, and keeps who paid', async () => {
    const [first, second] = [await order(), await order(2)]
    const { report } = await world.day([
      { amount: '10.00', ref: 'A1', structured: await world.reference(first), payer: ANN },
      { amount: '20.00', ref: 'A2', structured: await world.reference(second), text: 'RF18539007547034' },
    ])
    expect(report).toMatchObject({
      isNew: true,
      movements: 2,
      credited: 3000n,
      debited: 0n,
      ordersPaid: 2,
      suspense: [],
      debits: [],
    })
    expect([await paid(first), await paid(second)]).toEqual([true, true])
    expect(await receiptOf('A1')).toMatchObject({
      payerIban: ANN.iban,
      payerName: 'Ann',
      purpose: 'subscription',
      targetId: first,
      // The bank said a day: it counts from its first instant in Paris.
      receivedAt: at('2025-01-10T23:00:00Z'),
    })
  })

  test.each<[string, (reference: string) => string]>([
    ['with other words around', reference => `Songs ${reference} thank you`],
    ['with spaces inside', reference => reference.replace(/.{4}/g, '$& ')],
    ['in small letters', reference => `ref:${reference.toLowerCase()}.`],
    ['before words that would go on with it', reference => `${reference} 2025 PARTS`],
    ['after one that is nobody’s', reference => `RF18 5390 0754 7034 / ${reference}`],
  ])('pays the order whose reference stands in its text %s', async (_how, write) => {
    const wanted = await order()
    await world.day([{ amount: '10.00', text: write(await world.reference(wanted)) }])
    expect(await paid(wanted)).toBe(true)
  })

  test('that pays none lies in suspense with its reason', async () => {
    const [short, twice, late] = [await order(), await order(), await order()]
    const references = await Promise.all([short, twice, late].map(world.reference))
    await world.pay(twice)
    const { report } = await world.day(
      [
        { amount: '9.99', ref: 'S1', structured: references[0] ?? '', day: '2025-01-11' },
        { amount: '10.00', ref: 'S2', structured: references[1] ?? '' },
        { amount: '10.00', ref: 'S3', structured: references[2] ?? '', day: '2025-02-02' },
        { amount: '1.00', ref: 'S4', text: 'for the nice songs' },
        { amount: '2.00', ref: 'S5', text: `RF00${(references[0] ?? '').slice(4)}` },
        { amount: '3.00', ref: 'S6', structured: references[0] ?? '', reversal: true },
      ],
      { until: '2025-02-02' },
      '2025-02-03',
    )
    expect(report).toMatchObject({
      ordersPaid: 0,
      suspense: [
        { reason: 'ALREADY_PAID', count: 1, amount: 1000n },
        { reason: 'DEBIT_REVERSED', count: 1, amount: 300n },
        { reason: 'LATE', count: 1, amount: 1000n },
        { reason: 'NO_ORDER', count: 2, amount: 300n },
        { reason: 'WRONG_AMOUNT', count: 1, amount: 999n },
      ],
    })
    // It is given back to who ordered, although other words stand around the reference.
    const { id } = await receiptOf('S1')
    await world.run('2025-02-03', em => returnReceipt(em, { receiptId: id, partyId: null }, at('2025-02-03')))
    expect(await receiptOf('S1')).toMatchObject({ purpose: 'return', targetId: people.ann })
  })

  test('of a batch pays each of its orders', async () => {
    const orders = [await order(), await order(2)]
    const [first = '', second = ''] = await Promise.all(orders.map(world.reference))
    const details = detail({ structured: first }, '10.00') + detail({ structured: second }, '20.00')
    const { report } = await world.day([{ amount: '30.00', details }])
    expect(report).toMatchObject({ movements: 2, ordersPaid: 2 })
  })
})

describe('a debit of a bank report', () => {
  test('leaves the bank account and suspense, which may fall below zero, and stands on the work list', async () => {
    const [bank, suspense] = [await balance('bank'), await balance('suspense')]
    const { report } = await world.day([
      { amount: '500.00', side: 'DBIT', ref: 'O1', text: 'fees', payer: ANN },
      { amount: '9.99', side: 'DBIT', ref: 'S1', reversal: true, text: 'returned' },
    ])
    expect(report).toMatchObject({
      debited: 50_999n,
      debits: [
        { reason: 'CREDIT_REVERSED', count: 1, amount: 999n },
        { reason: 'NO_PAYOUT', count: 1, amount: 50_000n },
      ],
    })
    expect([(await balance('bank')) - bank, (await balance('suspense')) - suspense]).toEqual([
      -50_999n,
      50_999n,
    ])
    const debits = await debitsPage(world.em(), { limit: 10, inverted: false })
    expect(debits.toSorted((a, b) => (a.bankReference < b.bankReference ? -1 : 1))).toMatchObject([
      { bankReference: 'O1', payeeName: 'Ann', payeeIban: ANN.iban, reason: 'NO_PAYOUT', amount: 50_000n },
      { bankReference: 'S1', payeeName: null, reason: 'CREDIT_REVERSED', remittance: 'returned' },
    ])
  })
})
