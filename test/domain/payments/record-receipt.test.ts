import { describe, expect, test } from '@jest/globals'
import { sqlOf } from '../../../src/database/sql.ts'
import { newId } from '../../../src/domain/ids.ts'
import { receiptOf } from '../../../src/domain/payments/receipts.ts'
import { type NewReceipt, recordReceipt } from '../../../src/domain/payments/record-receipt.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const NOW = at('2025-01-12')

const IBAN = 'FR1420041010050500013M02606'
const credit = (change: Partial<NewReceipt> = {}): NewReceipt => ({
  bankReference: newId(),
  amount: 30_000n,
  currency: 'EUR',
  receivedAt: at('2025-01-11'),
  remittance: 'for the songs',
  payer: { iban: 'FR14 2004 1010 0505 0001 3M02 606', name: 'Ann' },
  ...change,
})
const record = (receipt: NewReceipt) => world.run(NOW, tx => recordReceipt(tx, receipt, NOW))
const payers = async () => (await sqlOf(em()).selectFrom('bankDetails').select('id').execute()).length

describe('a credit that the bank reports', () => {
  test('is kept with who paid it', async () => {
    const { receiptId } = await record(credit())
    expect(await receiptOf(em(), receiptId)).toMatchObject({
      payerIban: IBAN,
      payerName: 'Ann',
      purpose: null,
    })
  })

  test('again is the same receipt, and writes nothing: also when it comes five times at once', async () => {
    const receipt = credit()
    const before = await payers()
    const made = await Promise.all([1, 2, 3, 4, 5].map(() => record(receipt)))
    made.push(await record({ ...receipt, payer: { iban: IBAN, name: ' Ann ' } })) // written another way
    expect(new Set(made.map(each => each.receiptId)).size).toBe(1)
    expect((await payers()) - before).toBe(1)
  })

  test.each<[Partial<NewReceipt>, string, string]>([
    [{ amount: 1n }, '300.00 EUR', '0.01 EUR'],
    [{ currency: 'USD' }, '300.00 EUR', '300.00 USD'],
    [
      { receivedAt: at('2025-01-10') },
      'the instant 2025-01-11T12:00:00.000Z',
      'the instant 2025-01-10T12:00:00.000Z',
    ],
    [{ remittance: '' }, 'the remittance "for the songs"', 'the remittance ""'],
    [{ payer: null }, `the payer Ann (${IBAN})`, 'no payer'],
    [
      { payer: { iban: IBAN, name: 'Bea' }, amount: 1n },
      `300.00 EUR, the payer Ann (${IBAN})`,
      `0.01 EUR, the payer Bea (${IBAN})`,
    ],
  ])('again with other facts is refused, and says what differs', async (change, recorded, given) => {
    const receipt = credit({ bankReference: `B-${newId()}` })
    await record(receipt)
    await expect(record({ ...receipt, ...change })).rejects.toMatchObject({
      code: 'BANK_REFERENCE_REUSED',
      field: 'bankReference',
      message: `The bank reference "${receipt.bankReference}" was recorded with ${recorded}; now it comes with ${given}.`,
    })
  })
})

describe('a credit is refused', () => {
  const ann = { iban: IBAN, name: 'Ann' }
  test.each<[string, Partial<NewReceipt>, string]>([
    ['BANK_REFERENCE_MALFORMED', { bankReference: '' }, 'this one has 0'],
    ['BANK_REFERENCE_MALFORMED', { bankReference: 'x'.repeat(71) }, 'this one has 71'],
    ['BANK_REFERENCE_MALFORMED', { bankReference: 'a\nb' }, 'this one has 3'],
    ['REMITTANCE_TOO_LONG', { remittance: 'x'.repeat(501) }, 'at most 500 characters; this one has 501'],
    [
      'IBAN_MALFORMED',
      { payer: { ...ann, iban: IBAN.replace('FR14', 'FR15') } },
      `"FR15${IBAN.slice(4)}" is not`,
    ],
    ['IBAN_MALFORMED', { payer: { ...ann, iban: '9'.repeat(50) } }, `"${'9'.repeat(40)}…" is not`],
  ])('%s (%j)', async (code, change, message) => {
    await expect(record(credit(change))).rejects.toEqual(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })

  test('at the longest that a bank passes on it is kept', async () => {
    const longest = credit({ bankReference: newId().padEnd(70, 'x'), remittance: 'x'.repeat(500) })
    const { receiptId } = await record(longest)
    expect(await receiptOf(em(), receiptId)).toMatchObject({ remittance: 'x'.repeat(500) })
  })
})
