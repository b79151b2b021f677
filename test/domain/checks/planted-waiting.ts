import { waitForShares } from '../../../src/domain/shares/waiting/wait-for-shares.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

/** An offering that is sold out: of two who waited one was served, and one waits. */
export async function plantWaiting(world: ReturnType<typeof worldOf>) {
  const { classId } = await world.project()
  const offering = await world.offering(classId, { shares: 2, goal: 1000n })
  const [fay, gus, hal] = [await world.person('Fay'), await world.person('Gus'), await world.person('Hal')]
  const order = await world.order(offering, fay, 1)
  await world.order(offering, hal, 1)
  const now = at('2025-01-12')
  const wait = (partyId: string) =>
    world.run(now, em => waitForShares(em, { offeringId: offering, partyId, shares: 1 }, now))
  const [served, waiting] = [await wait(gus), await wait(hal)]
  await world.run(now, em => withdraw(em, { subscriptionId: order, partyId: fay }, now))
  return { fay, order, served: served.entryId, waiting: waiting.entryId }
}

const SERVED =
  'Every entry of a waiting list that was served names an order of its party and offering, made at that instant'

/** Waiting lists. */
export const WAITING_FAULTS: readonly Fault[] = [
  [
    'an entry served by the order of somebody else',
    w =>
      `update waiting_end set subscription_id = '${w.waiting.order}' where waiting_entry_id = '${w.waiting.served}'`,
    SERVED,
  ],
  [
    'an entry served by an order in another offering',
    w =>
      `update waiting_end set subscription_id = '${w.song.paid}' where waiting_entry_id = '${w.waiting.served}'`,
    SERVED,
  ],
  [
    'an entry served with less than it asked for',
    w => `update waiting_entry set shares = 2 where id = '${w.waiting.served}'`,
    SERVED,
  ],
  [
    'an entry served at another instant than its order',
    w => `update waiting_end set ended_at = '2025-01-13' where waiting_entry_id = '${w.waiting.served}'`,
    SERVED,
  ],
  [
    'an entry served after the closing instant',
    w => `update waiting_end set ended_at = '2025-02-01T12:00:00Z' where waiting_entry_id = '${w.waiting.served}';
          update subscription set ordered_at = '2025-02-01T12:00:00Z'
           where id = (select subscription_id from waiting_end where waiting_entry_id = '${w.waiting.served}')`,
    SERVED,
  ],
  [
    'a party that waits twice',
    w => `insert into waiting_entry (id, offering_id, party_id, shares, accept_fewer, position, waited_at, act_id)
          select gen_random_uuid(), offering_id, party_id, 1, false, 9, waited_at, act_id from waiting_entry
           where id = '${w.waiting.waiting}'`,
    'A party waits once at most in an offering',
  ],
]
