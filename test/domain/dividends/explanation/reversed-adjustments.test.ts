import { expect, test } from '@jest/globals'
import { adjustmentsOfDistribution } from '../../../../src/domain/dividends/adjustments/adjustments.ts'
import { approveAdjustment } from '../../../../src/domain/dividends/adjustments/approve-adjustment.ts'
import { prepareAdjustment } from '../../../../src/domain/dividends/adjustments/prepare-adjustment.ts'
import { recompute } from '../../../../src/domain/dividends/explanation/derivation.ts'
import { derivationOf } from '../../../../src/domain/dividends/explanation/derivations.ts'
import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { dividends } from '../../../../src/domain/dividends/run/distributions.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, EUR, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()

/** Sales of a period that was distributed were higher by so much: prepared, approved, waiting. */
async function adjusted(distributionId: string, gross: string, now = '2025-05-10'): Promise<string> {
  const reportId = await world.reportOf(distributionId)
  const lines = [{ source: 'Sales', gross: EUR(gross), deduction: null }]
  const none = { correctsId: null, recipient: null, amount: null }
  const input = {
    ...{ reportId, lines, ...none, kind: 'turnover' as const },
    reason: 'A second statement',
    preparerId: newId(),
  }
  const { adjustmentId } = await world.run(now, tx => prepareAdjustment(tx, input, at(now)))
  await world.run(now, tx => approveAdjustment(tx, { adjustmentId, approverId: newId() }, at(now)))
  return adjustmentId
}

async function reverse(distributionId: string, now = '2025-06-10'): Promise<void> {
  const asked = { distributionId, line: null, reason: 'A wrong file', requesterId: newId() }
  const { requestId } = await world.run(now, tx => requestReversal(tx, asked, at(now)))
  await world.run(now, tx => reverseDistribution(tx, { requestId, approverId: newId() }, at(now)))
}

const again = async (projectId: string, now = '2025-06-12') =>
  (await world.run(now, tx => distribute(tx, { projectId }, at(now)))).distributionId

/** The gross of each line as its derivation comes to it, by holder; it throws where that is not what was paid. */
async function explained(distributionId: string, holders: Record<string, string>) {
  const lines = await dividends(em(), { distributionIds: [distributionId] })
  const found = new Map<string, bigint>()
  for (const line of lines) {
    const derivation = await em().transactional(tx => derivationOf(tx, line))
    expect(recompute(derivation).net).toBe(line.net)
    found.set(line.holderId, derivation.line.amount)
  }
  return Object.entries(holders).map(([name, id]) => `${name} ${found.get(id)}`)
}

test('a run that took an adjustment in is explained the same after it was reversed, and so is the one made again', async () => {
  const { projectId, holders } = await world.funded({ Ann: 6, Bea: 3 })
  const first = await world.month(projectId, '2025-03', '90.00')
  const adjustment = await adjusted(first, '45.00')
  const second = await world.month(projectId, '2025-05', '9.00', '54.00')
  const before = await explained(second, holders)
  await reverse(second)
  expect(await explained(second, holders)).toEqual(before)
  expect(await adjustmentsOfDistribution(em(), second)).toMatchObject([
    { id: adjustment, distributionId: null },
  ])
  const third = await again(projectId)
  for (const run of [second, third]) expect(await explained(run, holders)).toEqual(before)
  expect(await adjustmentsOfDistribution(em(), third)).toMatchObject([
    { id: adjustment, distributionId: third },
  ])
})

test('so are the run that was corrected, when it is reversed too, and the one that takes report and adjustment at once', async () => {
  const { projectId, holders } = await world.funded({ Ann: 6, Bea: 3 })
  const first = await world.month(projectId, '2025-03', '30.00')
  const second = await world.month(projectId, '2025-04', '90.00')
  await adjusted(second, '45.00')
  const third = await world.month(projectId, '2025-05', '9.00', '54.00')
  const runs = [first, second, third]
  const before = await Promise.all(runs.map(run => explained(run, holders)))
  await reverse(third)
  await reverse(second)
  const fourth = await again(projectId)
  expect(await Promise.all(runs.map(run => explained(run, holders)))).toEqual(before)
  expect(await explained(fourth, holders)).toEqual(['Ann 2880', 'Bea 1440'])
  // Beside its report the adjustment is revenue of that run, and is told as such.
  const [line] = await dividends(em(), { distributionIds: [fourth] })
  const { revenue } = await em().transactional(tx => derivationOf(tx, line as NonNullable<typeof line>))
  expect(revenue.map(row => [row.to, row.net])).toEqual([
    ['2025-04-30', 9_000n],
    ['2025-05-31', 900n],
    ['2025-04-30', 4_500n],
  ])
})
