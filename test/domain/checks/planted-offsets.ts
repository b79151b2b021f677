import { newId } from '../../../src/domain/ids.ts'
import { cancelLegs } from '../../../src/domain/payments/payouts/cancel-legs.ts'
import type { TestDatabase } from '../../support/database.ts'
import { debtorsOf } from '../../support/debtors.ts'
import { at } from '../../support/world.ts'

/** Somebody owes what a run gave and took back: of one payout that was cancelled, and of one that left, a part was set off. */
export async function plantOffsets(database: Pick<TestDatabase, 'orm'>) {
  const { paying, world, debtor, paid } = debtorsOf(database)
  const { partyId, wrong, other } = await debtor('Una')
  await world.month(other, '2025-08', '60.00')
  const now = '2025-10-02'
  const batchId = await paying.prepare('2025-10-06', now)
  const cancel = { batchId, endToEndIds: null, reason: 'Not today', cancellerId: newId() }
  await world.run(now, tx => cancelLegs(tx, cancel, at(now)))
  const { legs } = await paid('2025-10-06', now)
  const leg = legs.find(each => each.payeeOwnerId === partyId)?.id ?? ''
  return { una: partyId, wrong, leg, cancelled: batchId }
}
