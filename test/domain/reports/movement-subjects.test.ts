import { expect, test } from '@jest/globals'
import { offsetsOfLegs } from '../../../src/domain/payments/offsets/offsets.ts'
import { legsOfBatch } from '../../../src/domain/payments/payouts/legs.ts'
import { movementSubjects } from '../../../src/domain/reports/periodic/movement-subjects.ts'
import { useDatabase } from '../../support/database.ts'
import { debtorsOf } from '../../support/debtors.ts'

const { paying, world, em, debtor } = debtorsOf(useDatabase())

test('a payout is told as it stood at the end of the period: prepared, sent, or carried out', async () => {
  await paying.openBank()
  const { holders, projectId } = await world.funded({ Ann: 1 })
  await world.month(projectId, '2025-03', '100.00')
  await paying.known(holders.Ann ?? '', '2025-04-20')
  const batchId = await paying.prepare('2025-05-05', '2025-04-29')
  await paying.approve(batchId, '2025-04-29')
  await paying.send(batchId, '2025-04-30')
  const [leg] = await legsOfBatch(em(), batchId)
  const told = async (to: string) => (await movementSubjects(em(), [leg?.id ?? ''], to)).get(leg?.id ?? '')
  expect(await told('2025-04-29')).toMatchObject({ fate: 'prepared', on: null })
  expect(await told('2025-04-30')).toMatchObject({ fate: 'sent', on: '2025-04-30' })
})

test('what was set off is told with the project to which it was owed', async () => {
  const { other } = await debtor('Bea')
  await world.month(other, '2025-04', '60.00')
  const batchId = await paying.prepare('2025-06-05', '2025-06-03')
  const legs = await legsOfBatch(em(), batchId)
  const [offset] = await offsetsOfLegs(
    em(),
    legs.map(leg => leg.id),
  )
  const subjects = await movementSubjects(em(), [offset?.id ?? ''], '2025-06-30')
  expect(subjects.get(offset?.id ?? '')).toEqual({ project: 'Toi + Moi' })
})
