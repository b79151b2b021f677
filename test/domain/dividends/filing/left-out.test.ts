import { expect, test } from '@jest/globals'
import { incomeLeftOut } from '../../../../src/domain/dividends/filing/left-out.ts'
import { useDatabase } from '../../../support/database.ts'
import { LEVIED } from '../levies/levied-world.ts'
import { filingWorldOf } from './filing-world.ts'

const database = useDatabase()
const world = filingWorldOf(database)
const left = (year: number) => incomeLeftOut(database.orm.em.fork(), year)

test('income that waits for a levy rule, or whose contract states no kind, is counted as what the file leaves out', async () => {
  const { projectId, classId, holders } = await world.funded({ Ann: 2, Bea: 1, Cid: 1 }, LEVIED)
  await world.declare(holders.Ann ?? '', 'FR', '2025-01-01')
  // Where Bea and Cid live, nobody knows: their half is held.
  const run = await world.month(projectId, '2025-03', '100.00')
  expect(await left(2025)).toEqual([{ why: 'held', currency: 'EUR', parties: 2, amount: 5_000n }])
  const { levies: _, ...unlevied } = LEVIED
  const other = await world.funded({ Dee: 1 }, unlevied)
  await world.month(other.projectId, '2025-04', '30.00')
  expect(await left(2025)).toEqual([
    { why: 'held', currency: 'EUR', parties: 2, amount: 5_000n },
    { why: 'noKind', currency: 'EUR', parties: 1, amount: 3_000n },
  ])
  await world.reversed(run, '2025-06-10', { classId, holderId: holders.Bea ?? '' })
  expect((await left(2025))[0]).toMatchObject({ parties: 1, amount: 2_500n })
  expect(await left(2026)).toEqual([])
})
