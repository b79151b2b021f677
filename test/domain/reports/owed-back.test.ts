import { beforeAll, expect, test } from '@jest/globals'
import { newId } from '../../../src/domain/ids.ts'
import { cancelLegs } from '../../../src/domain/payments/payouts/cancel-legs.ts'
import { reportTable } from '../../../src/domain/reports/tables/reports.ts'
import { shownCells } from '../../../src/domain/reports/tables/shown-cells.ts'
import { useDatabase } from '../../support/database.ts'
import { debtorsOf } from '../../support/debtors.ts'
import { at } from '../../support/world.ts'

const database = useDatabase()
const { paying, world, em, debtor, paid } = debtorsOf(database)
let ann: Awaited<ReturnType<typeof debtor>>
beforeAll(async () => {
  await paying.openBank()
  ann = await debtor('Ann') // 100.00 was paid out in May, and taken back on the 10th
})

async function owedOn(until: string): Promise<string[][]> {
  const asked = { from: null, until, cut: null }
  return em().transactional(async tx => {
    const rows = await Array.fromAsync(await reportTable(tx, 'owedBack', asked).rows())
    return rows.map(row => shownCells('owedBack', row))
  })
}
const row = (...ages: string[]) => {
  const cents = ages.reduce((sum, age) => sum + BigInt(age.replace('.', '')), 0n)
  const balance = `${cents / 100n}.${`${cents % 100n}`.padStart(2, '0')}`
  return [[`Party:${ann.partyId}`, 'Ann', 'recoverable', ann.wrong, 'EUR', balance, ...ages]]
}

test('what is owed back is told by age: the bands end after 30, 60 and 90 days', async () => {
  expect(await owedOn('2025-05-09')).toEqual([])
  expect(await owedOn('2025-05-10')).toEqual(row('100.00', '0.00', '0.00', '0.00'))
  expect(await owedOn('2025-06-09')).toEqual(row('100.00', '0.00', '0.00', '0.00'))
  expect(await owedOn('2025-06-10')).toEqual(row('0.00', '100.00', '0.00', '0.00'))
  expect(await owedOn('2025-07-10')).toEqual(row('0.00', '0.00', '100.00', '0.00'))
  expect(await owedOn('2025-08-09')).toEqual(row('0.00', '0.00', '0.00', '100.00'))
})

test('an offset that went back leaves it as old as it was, and one that stays makes it less', async () => {
  await world.month(ann.other, '2025-04', '60.00')
  const now = '2025-07-03'
  const batchId = await paying.prepare('2025-07-07', now)
  expect(await owedOn('2025-07-10')).toEqual(row('0.00', '0.00', '70.00', '0.00'))
  const cancel = { batchId, endToEndIds: null, reason: 'Not today', cancellerId: newId() }
  await world.run(now, tx => cancelLegs(tx, cancel, at(now)))
  expect(await owedOn('2025-07-10')).toEqual(row('0.00', '0.00', '100.00', '0.00'))
  await paid('2025-08-05', '2025-08-01')
  expect(await owedOn('2025-08-05')).toEqual(row('0.00', '0.00', '70.00', '0.00'))
})
