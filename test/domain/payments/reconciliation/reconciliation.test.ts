import { describe, expect, test } from '@jest/globals'
import { NOTHING, newId } from '../../../../src/domain/ids.ts'
import { recordReceipt } from '../../../../src/domain/payments/record-receipt.ts'
import { returnReceipt } from '../../../../src/domain/shares/return-receipt.ts'
import { useDatabase } from '../../../support/database.ts'
import { reconcilingWorld } from '../../../support/reconciling.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const bank = reconcilingWorld(database)
const { stood, report, byHand, explain } = bank

describe('an account in euro', () => {
  test('of which the bank has told nothing is not green, and what the books say lies there is a difference', async () => {
    await bank.openAccount()
    expect(await stood('2025-01-02')).toMatchObject({
      colour: 'RED',
      difference: null,
      rows: [['NO_REPORT', 0n]],
    })
    await byHand('A', 10_000n, '2025-01-10')
    expect(await stood('2025-01-10')).toMatchObject({ colour: 'RED', rows: [['NO_REPORT', -10_000n]] })
  })

  test('is green when the first report opens with what was recorded by hand before it', async () => {
    await report(11, '100.00', [])
    expect(await stood('2025-01-12')).toMatchObject({ colour: 'GREEN', difference: 0n, rows: [] })
    expect(await stood('2025-01-12T11:59:59.999Z')).toMatchObject({ colour: 'RED' }) // the report came at noon
  })

  test('has a row for each movement of the bank that nobody claimed, until somebody does', async () => {
    await report(12, '100.00', [{ amount: '30.00', ref: 'B' }])
    const { differences, ...before } = await stood('2025-01-15')
    expect(before).toEqual({ colour: 'RED', difference: 0n, rows: [['CREDIT_IN_SUSPENSE', 3_000n]] })
    expect(differences).toMatchObject([{ ageDays: 2, inBalance: false, open: true, explanation: null }])
    const partyId = await bank.person('Payer')
    await bank.run('2025-01-16', tx =>
      returnReceipt(tx, { receiptId: differences[0]?.id ?? '', partyId }, at('2025-01-16')),
    )
    expect(await stood('2025-01-16')).toMatchObject({ colour: 'GREEN', rows: [] })
    expect(await stood('2025-01-15')).toMatchObject({ colour: 'RED' }) // as it was known then
  })

  test('is not green while an entry by hand is younger than the last report, and is when a report has it', async () => {
    await byHand('C', 500n, '2025-01-17')
    expect(await stood('2025-01-17')).toMatchObject({
      colour: 'RED',
      difference: -500n,
      rows: [['RECEIPT_BY_HAND', -500n]],
    })
    const partyId = await bank.person('Payer of C')
    const [row] = (await stood('2025-01-17')).differences
    await bank.run('2025-01-17', tx =>
      returnReceipt(tx, { receiptId: row?.id ?? '', partyId }, at('2025-01-17')),
    )
    await report(17, '130.00', [{ amount: '5.00', ref: 'C' }])
    expect(await stood('2025-01-18')).toMatchObject({ colour: 'GREEN', difference: 0n, rows: [] })
  })

  test('is yellow while a difference is explained: to the last millisecond of the day, for this amount, by finance', async () => {
    await byHand('D', 700n, '2025-01-18T13:00:00Z')
    const [row] = (await stood('2025-01-19')).differences
    const ownerId = await bank.finance('Olga')
    const said = {
      differenceId: row?.id ?? '',
      ownerId,
      reason: 'The bank books it on Monday',
      dueOn: '2025-01-20',
    }
    await explain(said, '2025-01-19')
    await explain(said, '2025-01-19') // the same again changes nothing
    expect(await stood('2025-01-19')).toMatchObject({
      colour: 'YELLOW',
      difference: -700n,
      differences: [{ explained: true, explanation: { ownerId, dueOn: '2025-01-20', version: 1 } }],
    })
    expect((await stood('2025-01-20T22:59:59.999Z')).colour).toBe('YELLOW')
    expect((await stood('2025-01-20T23:00:00.000Z')).colour).toBe('RED')
    expect((await stood('2025-01-18T14:00:00Z')).colour).toBe('RED') // nobody had explained it
    await explain({ ...said, reason: 'Asked the bank', dueOn: '2025-01-25' }, '2025-01-21')
    expect(await stood('2025-01-22')).toMatchObject({
      colour: 'YELLOW',
      differences: [{ explanation: { reason: 'Asked the bank', version: 2 } }],
    })
  })

  test('is red again when one of two differences has no explanation', async () => {
    await report(21, '150.00', []) // closed at 135.00 before
    expect(await stood('2025-01-22T13:00:00Z')).toMatchObject({
      colour: 'RED',
      difference: 800n,
      rows: [
        ['RECEIPT_BY_HAND', -700n],
        ['REPORT_MISSING', 1_500n],
      ],
    })
  })

  test('has no gap any more when the missing report comes, whichever way', async () => {
    // A week in one report, over the days that were told: two movements of it are known.
    await report(
      18,
      '135.00',
      [
        { amount: '15.00', ref: 'E', side: 'DBIT', day: '2025-01-18' },
        { amount: '30.00', ref: 'F', day: '2025-01-19' },
      ],
      { until: '2025-01-20', now: '2025-01-23' },
    )
    const { rows, difference } = await stood('2025-01-23')
    expect(difference).toBe(-700n)
    expect(rows).toEqual(
      expect.arrayContaining([
        ['RECEIPT_BY_HAND', -700n],
        ['CREDIT_IN_SUSPENSE', 3_000n],
        ['DEBIT_IN_SUSPENSE', -1_500n],
      ]),
    )
    expect(rows).toHaveLength(3)
  })

  test.each<[string, object]>([
    ['DIFFERENCE_UNKNOWN', { differenceId: newId() }],
    ['DIFFERENCE_OWNER_UNFIT', { ownerId: NOTHING }],
    ['DIFFERENCE_REASON_MALFORMED', { reason: ' ' }],
    ['DIFFERENCE_DATE_UNFIT', { dueOn: '2025-01-22' }],
    ['DIFFERENCE_DATE_UNFIT', { dueOn: '2025-02-24' }],
    ['DATE_MALFORMED', { dueOn: '2025-02-30' }],
  ])('refuses an explanation: %s', async (code, change) => {
    const ownerId = await bank.finance('Otto')
    const input = { differenceId: newId(), ownerId, reason: 'x', dueOn: '2025-02-23', ...change }
    await expect(explain(input, '2025-01-23')).rejects.toMatchObject({ code })
  })
})

test('an account in another currency stands by itself', async () => {
  await bank.openAccount('CH2801234000123456789', 'USD')
  expect(await stood('2025-01-24', 'USD')).toMatchObject({ colour: 'RED', rows: [['NO_REPORT', 0n]] })
  await report(24, '0.00', [], { iban: 'CH2801234000123456789', currency: 'USD' })
  expect(await stood('2025-01-26', 'USD')).toMatchObject({ colour: 'GREEN', rows: [] })
  await byHand('U', 100n, '2025-01-26', 'USD')
  expect((await stood('2025-01-26', 'USD')).rows).toEqual([['RECEIPT_BY_HAND', -100n]])
  expect((await stood('2025-01-26')).difference).toBe(-700n)
})

test('money that the first report opens with and nobody recorded is a difference until it is explained', async () => {
  await bank.openAccount('DE89370400440532013000', 'CHF')
  await report(24, '50.00', [], { iban: 'DE89370400440532013000', currency: 'CHF' })
  expect(await stood('2025-01-26', 'CHF')).toMatchObject({
    colour: 'RED',
    difference: 5_000n,
    rows: [['OPENING', 5_000n]],
  })
  // Somebody remembers it: by hand, and so it is believed with the next report.
  await bank.run('2025-01-26', tx =>
    recordReceipt(
      tx,
      {
        bankReference: 'old',
        amount: 5_000n,
        currency: 'CHF',
        receivedAt: at('2025-01-20'),
        remittance: 'before',
        payer: null,
      },
      at('2025-01-26'),
    ),
  )
  expect(await stood('2025-01-26', 'CHF')).toMatchObject({
    colour: 'RED',
    difference: 0n,
    rows: [
      ['OPENING', 5_000n],
      ['RECEIPT_BY_HAND', -5_000n],
    ],
  })
  await report(26, '50.00', [], { iban: 'DE89370400440532013000', currency: 'CHF' })
  expect(await stood('2025-01-27', 'CHF')).toMatchObject({ colour: 'GREEN', rows: [] })
})

test('a credit that the bank took back under its own reference asks for nothing', async () => {
  const change = { iban: 'CH2801234000123456789', currency: 'USD' }
  const [credit, back] = [
    { amount: '7.50', currency: 'USD', ref: 'V' },
    { amount: '7.50', currency: 'USD', ref: 'V', side: 'DBIT' as const, reversal: true },
  ]
  await report(26, '0.00', [credit], change)
  expect((await stood('2025-01-27T13:00:00Z', 'USD')).rows).toContainEqual(['CREDIT_IN_SUSPENSE', 750n])
  await report(27, '7.50', [back], change)
  expect((await stood('2025-01-28T13:00:00Z', 'USD')).rows).toEqual([['RECEIPT_BY_HAND', -100n]])
})
