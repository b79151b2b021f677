import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../../src/domain/ids.ts'
import { batchOf } from '../../../../src/domain/payments/payouts/batches.ts'
import { cancelLegs } from '../../../../src/domain/payments/payouts/cancel-legs.ts'
import { batchState } from '../../../../src/domain/payments/payouts/payout-states.ts'
import { recordExport } from '../../../../src/domain/payments/payouts/record-export.ts'
import { useDatabase } from '../../../support/database.ts'
import { payingOf } from '../../../support/paying.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const paying = payingOf(database)
const { world, em } = paying
/** A Monday; the bank must have it on Friday at 14:00 in Paris. */
const [NOW, DAY, LATE] = ['2025-04-30', '2025-05-05', '2025-05-03']

const SHA256 = 'a'.repeat(64)

/** A batch of one holder's income that an approver let pass. */
async function approved(revenue: string): Promise<{ batchId: string; preparerId: string }> {
  const { projectId, holders } = await world.funded({ Ann: 1 })
  await world.month(projectId, '2025-03', revenue)
  await paying.known(holders.Ann ?? '', '2025-04-01')
  const preparerId = newId()
  const batchId = await paying.prepare(DAY, NOW, preparerId)
  await paying.approve(batchId, NOW)
  return { batchId, preparerId }
}

const take = (batchId: string, exporterId: string) =>
  world.run(NOW, tx => recordExport(tx, { batchId, exporterId, sha256: SHA256 }, at(NOW)))
const cancel = (batchId: string, cancellerId: string) =>
  world.run(NOW, tx => cancelLegs(tx, { batchId, endToEndIds: null, reason: 'x', cancellerId }, at(NOW)))
const stateOf = async (batchId: string) => batchState(await batchOf(em(), batchId))

describe('a batch whose file was taken', () => {
  test('is not cancelled by who took it, for the bank may have it; somebody else may say it has not', async () => {
    await paying.openBank()
    const { batchId, preparerId } = await approved('100.00')
    await take(batchId, preparerId)
    await expect(cancel(batchId, preparerId)).rejects.toMatchObject({ code: 'PAYOUT_TAKEN' })
    expect(await stateOf(batchId)).toBe('approved')
    await cancel(batchId, newId())
    expect(await stateOf(batchId)).toBe('cancelled')
  })

  test('in time is told as sent also when that is late; one whose file nobody took is not', async () => {
    const { batchId, preparerId } = await approved('100.00')
    await expect(paying.send(batchId, LATE)).rejects.toMatchObject({ code: 'PAYOUT_TOO_LATE' })
    await take(batchId, preparerId)
    await expect(paying.send(batchId, LATE, newId(), 'b'.repeat(64))).rejects.toMatchObject({
      code: 'PAYOUT_FILE_OTHER',
    })
    await paying.send(batchId, LATE, newId(), SHA256)
    expect(await stateOf(batchId)).toBe('sent')
  })

  test('took as many people as sending it takes', async () => {
    const { batchId, preparerId } = await approved('200000.00')
    await expect(take(batchId, preparerId)).rejects.toMatchObject({ code: 'PAYOUT_PEOPLE_MISSING' })
    await take(batchId, newId())
  })
})
