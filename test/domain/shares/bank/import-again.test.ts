import { beforeAll, describe, expect, test } from '@jest/globals'
import { receiptByBankReference } from '../../../../src/domain/payments/receipts.ts'
import { recordPayment } from '../../../../src/domain/shares/record-payment.ts'
import { bankFile, detail, type EntryText } from '../../../support/bank-files.ts'
import { useDatabase } from '../../../support/database.ts'
import { importingWorld } from '../../../support/importing.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const world = importingWorld(database)
const ANN = { name: 'Ann', iban: 'FR1420041010050500013M02606' }
const SWISS = 'CH2801234000123456789'
beforeAll(() => world.openAccount())

const receiptOf = (reference: string) => receiptByBankReference(world.em(), reference)

describe('a movement that the bank does not name', () => {
  const nameless = [{ amount: '2.00', text: 'thanks', day: '2025-01-09' }]
  const first = { id: 'N1', opening: '0.00', closing: '2.00', from: '2025-01-09', until: '2025-01-09' }

  test('is refused in a report that overlaps another: nobody can tell whether it is the same money', async () => {
    await world.bring(bankFile({ ...first, entries: nameless }))
    const before = await world.state()
    const month = { id: 'N-month', opening: '0.00', closing: '5.00', from: '2025-01-09', until: '2025-01-10' }
    for (const ref of [undefined, 'named-now']) {
      const entries = [
        { amount: '3.00', ref: 'N3' },
        ...nameless.map(each => ({ ...each, ...(ref && { ref }) })),
      ]
      await expect(world.bring(bankFile({ ...month, entries }))).rejects.toMatchObject({
        code: 'BANK_MOVEMENT_AMBIGUOUS',
        message: expect.stringMatching(/^Line \d+: 2\.00 EUR of 2025-01-09 stands alike in the report "N1"/),
      })
    }
    expect(await world.state()).toEqual(before)
  })

  test('is another one in the report that goes on where the first ended', async () => {
    const { counts } = await world.state()
    await world.bring(bankFile({ ...first, id: 'N2', opening: '2.00', closing: '4.00', entries: nameless }))
    expect((await world.state()).counts).toMatchObject({ receipt: counts.receipt + 1 })
  })
})

describe('nothing is booked twice', () => {
  const ENTRIES: EntryText[] = [
    { amount: '5.00', ref: 'T1', payer: ANN },
    { amount: '1.00', ref: 'T2', side: 'DBIT' },
  ]

  test('by the same file', async () => {
    const { text, report } = await world.day(ENTRIES)
    const before = await world.state()
    expect(await world.bring(text)).toEqual([{ ...report, isNew: false }])
    expect(await world.state()).toEqual(before)
  })

  test('by the same report in another file', async () => {
    const { text } = await world.day(ENTRIES.map(each => ({ ...each, ref: `${each.ref}-again` })))
    const before = await world.state()
    expect(await world.bring(text.replace('<MsgId>M1', '<MsgId>M2'))).toMatchObject([{ isNew: false }])
    expect(await world.state()).toEqual(before)
  })

  test('by a report that overlaps: only what is new in it is booked', async () => {
    const { counts } = await world.state()
    const { report } = await world.day([...ENTRIES, { amount: '7.00', ref: 'T3' }])
    expect(report).toMatchObject({ isNew: true, movements: 3, credited: 1200n, debited: 100n })
    expect((await world.state()).counts).toMatchObject({
      receipt: counts.receipt + 1,
      bank_debit: counts.bank_debit,
      bank_movement: counts.bank_movement + 3,
    })
  })

  test('after somebody recorded it by hand', async () => {
    const receipt = {
      bankReference: 'H1',
      amount: 400n,
      currency: 'EUR' as const,
      remittance: '',
      payer: null,
    }
    await world.run('2025-01-12', em =>
      recordPayment(em, { ...receipt, receivedAt: at('2025-01-12') }, at('2025-01-12')),
    )
    const { counts } = await world.state()
    await world.day([{ amount: '4.00', ref: 'H1' }])
    expect((await world.state()).counts).toMatchObject({ receipt: counts.receipt })
  })

  test('by four imports of one file at once', async () => {
    const text = bankFile({
      id: 'P1',
      opening: '0.00',
      closing: '6.00',
      entries: [{ amount: '6.00', ref: 'P1' }],
    })
    const all = await Promise.all([1, 2, 3, 4].map(() => world.bring(text)))
    expect(all.flat().filter(each => each.isNew)).toHaveLength(1)
  })

  test.each<[string, EntryText]>([
    ['amount', { amount: '5.01', ref: 'T1' }],
    ['day', { amount: '5.00', ref: 'T1', day: '2025-01-10' }],
  ])('but a reference that comes with another %s is other money', async (_what, entry) => {
    const { counts } = await world.state()
    const { report } = await world.day([entry])
    expect((await world.state()).counts).toMatchObject({ receipt: counts.receipt + 1 })
    const name = `FR7630006000011234567890189/${report?.bankReference}/T1`
    expect(await receiptOf(name)).toMatchObject({ purpose: null, suspenseReason: 'NO_ORDER' })
  })

  test('but a batch that one file divides and the other does not is told: nobody can know that it is the same', async () => {
    const details = detail({}, '10.00') + detail({}, '20.00')
    await world.day([{ amount: '30.00', ref: 'BATCH', details }])
    const { report } = await world.day([{ amount: '30.00', ref: 'BATCH' }])
    const bankReference = `FR7630006000011234567890189/${report?.bankReference}/BATCH`
    expect(report?.renamed).toMatchObject([{ position: 1, bankReference }])
  })

  test('and two accounts may use the same names', async () => {
    await world.openAccount(SWISS, 'CHF')
    const swiss = { iban: SWISS, currency: 'CHF', id: 'P1' }
    const entries = [
      { amount: '6.00', ref: 'P1', currency: 'CHF' },
      { amount: '1.00', currency: 'CHF' },
    ]
    expect(
      await world.bring(bankFile({ ...swiss, opening: '0.00', closing: '7.00', entries })),
    ).toMatchObject([{ isNew: true, currency: 'CHF', credited: 700n }])
  })
})

test('each report says what the one before it closed with', async () => {
  const swiss = { iban: SWISS, currency: 'CHF', opening: '7.00', closing: '7.00' }
  const file = (id: string, until: string, change: object) => bankFile({ ...swiss, id, until, ...change })
  const [good] = await world.bring(file('F1', '2025-01-12', {}), '2025-02-01')
  expect(good?.before).toEqual({ bankReference: 'P1', closing: 700n })
  const [missing] = await world.bring(
    file('F4', '2025-01-20', { opening: '9.00', closing: '9.00', sequence: 4 }),
    '2025-02-01',
  )
  expect([missing?.opening, missing?.before?.closing]).toEqual([900n, 700n])
  await world.bring(file('F3', '2025-01-20', { sequence: 3 }), '2025-02-01')
  const [again] = await world.bring(
    file('F4', '2025-01-20', { opening: '9.00', closing: '9.00', sequence: 4 }),
    '2025-02-01',
  )
  expect(again?.before).toEqual({ bankReference: 'F3', closing: 700n })
})

describe('a file is refused', () => {
  const ONE: EntryText[] = [{ amount: '1.00', ref: 'R1' }]
  const file = { id: 'R1', opening: '0.00', closing: '1.00', entries: ONE }
  test.each<[string, string, string]>([
    [
      'BANK_ACCOUNT_UNKNOWN',
      bankFile({ ...file, iban: 'NL26VAYB8060476890' }),
      'Line 4: the report "R1" is about the account NL26VAYB8060476890 in EUR, which is none of the platform.',
    ],
    [
      'BANK_FILE_HAS_PROBLEMS',
      bankFile({ ...file, closing: '2.00' }),
      'The file has 1 problem: line 13: the opening balance of 0.00 EUR and the booked entries of 1.00 EUR make 1.00 EUR, but the closing balance is 2.00 EUR.',
    ],
    [
      'BANK_ENTRY_IN_FUTURE',
      bankFile({ ...file, until: '2025-01-13' }),
      'Line 24: an entry is booked on 2025-01-13, and it is 2025-01-12.',
    ],
    [
      'BANK_REPORT_CHANGED',
      bankFile({ ...file, id: 'P1' }),
      'Line 4: the report "P1" was imported with 1 movements from 0.00 to 6.00 EUR; now it comes with 1 movements from 0.00 to 1.00 EUR.',
    ],
  ])('as a whole: %s', async (code, text, message) => {
    const before = await world.state()
    await expect(world.bring(text)).rejects.toMatchObject({ code, message, field: 'content' })
    expect(await world.state()).toEqual(before)
  })

  test('also when only its second report is wrong', async () => {
    const before = await world.state()
    const second = { ...file, id: 'R2', iban: 'NL26VAYB8060476890' }
    await expect(world.bring(bankFile(file, second))).rejects.toMatchObject({ code: 'BANK_ACCOUNT_UNKNOWN' })
    expect(await world.state()).toEqual(before)
  })
})
