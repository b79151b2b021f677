import type { OrderSize } from '../../../../src/domain/shares/orders/order-size.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { waitingEntryOf } from '../../../../src/domain/shares/waiting/entries.ts'
import { leaveWaitingList } from '../../../../src/domain/shares/waiting/leave-waiting-list.ts'
import { waitForShares } from '../../../../src/domain/shares/waiting/wait-for-shares.ts'
import { waitingState } from '../../../../src/domain/shares/waiting/waiting-states.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import type { TestDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

/** What tests of waiting lists do beside what everybody does. */
export function waitingWorld(database: TestDatabase) {
  const world = worldOf(database)
  const em = () => database.orm.em.fork()

  async function wait(offeringId: string, partyId: string, asked: number | OrderSize, now = '2025-01-11') {
    const size = typeof asked === 'number' ? { shares: asked } : asked
    const made = await world.run(now, tx => waitForShares(tx, { offeringId, partyId, ...size }, at(now)))
    return made.entryId
  }

  const leave = (entryId: string, partyId: string, now = '2025-01-12') =>
    world.run(now, tx => leaveWaitingList(tx, { entryId, partyId }, at(now)))

  async function takeBack(subscriptionId: string, now = '2025-01-12') {
    const { partyId } = await subscriptionOf(em(), subscriptionId)
    await world.run(now, tx => withdraw(tx, { subscriptionId, partyId }, at(now)))
  }

  /** State, how many wait before it, and of the order it became the shares. */
  async function told(entryId: string) {
    const entry = await waitingEntryOf(em(), entryId)
    const order = entry.subscriptionId === null ? null : await subscriptionOf(em(), entry.subscriptionId)
    return [waitingState(entry), entry.ahead, order?.shares ?? entry.code]
  }

  return { ...world, em, wait, leave, takeBack, told }
}
