import { beforeAll, expect, test } from '@jest/globals'
import { checkFec } from '../../../../src/documents/fec/check-fec.ts'
import { writeFec } from '../../../../src/documents/fec/write-fec.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { trialBalance } from '../../../../src/domain/ledger/trial-balance.ts'
import type { FiscalRow } from '../../../../src/domain/reports/journals/fiscal-rows.ts'
import { fiscalYear } from '../../../../src/domain/reports/journals/fiscal-year.ts'
import { closeBooks } from '../../../support/closing-books.ts'
import { convertingOf } from '../../../support/converting.ts'
import { useDatabase } from '../../../support/database.ts'
import { payingInFrancs } from '../../../support/paying-in-francs.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const francs = payingInFrancs(database)
const bank = convertingOf(database)
const { world } = bank
const APRIL = '2025-04-05'
const WITHOUT_HOLDERS = [
  {
    name: 'All',
    takes: '1',
    split: [
      { to: 'issuer' as const, ratio: '0.5' },
      { to: 'platform' as const, ratio: '0.5' },
    ],
  },
]

/** A year in which orders were paid in francs, revenue came in dollars, and a contract is in francs. */
beforeAll(async () => {
  await francs.francs()
  const { offeringId } = await francs.opened({ goalMode: 'keepWhatWasRaised', goal: 1000n })
  const [ann, bea] = [await francs.held(offeringId, 'Ann', 7), await francs.held(offeringId, 'Bea', 3)]
  await francs.change(ann, 7013n)
  await francs.takeBack(bea)
  await world.close(offeringId)

  const { projectId: film } = await world.funded({ Cid: 3, Dee: 4 })
  await bank.rate('EUR', 'USD', '1.13', '2025-04-01')
  const report = await bank.reported(film, 'USD', ['100.01'])
  await bank.approve(report)
  await bank.receive(film, 10_001n, 'USD')
  await bank.changed({ out: [10_001n, 'USD'], back: [8900n], reportIds: [report] })
  await world.run(APRIL, tx => distribute(tx, { projectId: film }, at(APRIL)))

  await bank.rate('EUR', 'CHF', '0.93', '2025-04-02')
  const swiss = await world.project({ currency: 'CHF', tiers: WITHOUT_HOLDERS })
  await bank.approve(await bank.reported(swiss.projectId, 'CHF', ['33.33']))
  await bank.receive(swiss.projectId, 3333n, 'CHF')
  await world.run(APRIL, tx => distribute(tx, { projectId: swiss.projectId }, at(APRIL)))
  await closeBooks(world, database, '2026-12')
})

const rowsOf = (year: number): Promise<FiscalRow[]> =>
  database.orm.em.fork().transactional(async em => Array.fromAsync(await fiscalYear(em, year)))

async function* linesOf(rows: readonly FiscalRow[]) {
  async function* streamed() {
    yield* rows
  }
  for await (const line of writeFec(streamed())) yield line.replace(/\r\n$/, '')
}

/** Sums of rows by what they are told apart by. */
function summed(
  rows: readonly FiscalRow[],
  keyOf: (row: FiscalRow) => string,
  amountOf: (row: FiscalRow) => bigint,
) {
  const sums = new Map<string, bigint>()
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0n) + amountOf(row))
  return new Map([...sums].filter(([, sum]) => sum !== 0n))
}
const own = (row: FiscalRow) => row.other?.amount ?? 0n

test('each year is without a fault, and holds what the ledger holds in every other currency', async () => {
  for (const year of [2025, 2026]) expect(await checkFec(linesOf(await rowsOf(year)))).toEqual([])
  const rows = (await rowsOf(2025)).filter(row => row.other !== null)
  const inFile = summed(rows, row => `${row.account.kind} ${row.other?.currency}`, own)
  const inBooks = (await trialBalance(database.orm.em.fork()))
    .filter(({ currency, debit, credit }) => currency !== 'EUR' && debit !== credit)
    .map(({ kind, currency, debit, credit }): [string, bigint] => [`${kind} ${currency}`, debit - credit])
  expect([...new Set(rows.map(row => row.other?.currency))].sort()).toEqual(['CHF', 'USD'])
  expect(inFile).toEqual(new Map(inBooks))
})

test('a year opens account by account with what the one before left, in euros and in the other currency', async () => {
  const before = (await rowsOf(2025)).map(row => ({ ...row, ofYear: /^[67]/.test(row.account.number) }))
  const after = await rowsOf(2026)
  const keyOf = (row: FiscalRow & { ofYear?: boolean }) =>
    row.ofYear
      ? 'carriedForward'
      : JSON.stringify([row.account, row.other?.currency]).replace(/.*carriedForward.*/, 'carriedForward')
  expect(summed(after, keyOf, row => row.amount)).toEqual(summed(before, keyOf, row => row.amount))
  const standing = before.filter(row => !row.ofYear)
  expect(summed(after, keyOf, own)).toEqual(summed(standing, keyOf, own))
})
