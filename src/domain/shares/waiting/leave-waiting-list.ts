import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { waitingEntryOf } from './entries.ts'
import { promoteWaiting } from './promote-waiting.ts'
import { refuse } from './refusals.ts'
import { waitingState } from './waiting-states.ts'

/**
 * A party leaves a waiting list; those behind it move up, and may fit now where it did not. Doing it again changes nothing.
 * Refuses WAITING_UNKNOWN (also for somebody else's entry), WAITING_ENDED.
 */
export async function leaveWaitingList(
  em: EntityManager,
  input: { entryId: string; partyId: string },
  now: Date,
): Promise<{ entryId: string }> {
  const { entryId } = input
  const { offeringId, partyId } = await waitingEntryOf(em, entryId)
  if (partyId !== input.partyId) throw refuse.WAITING_UNKNOWN({ id: entryId })
  await lockOffering(em, offeringId)
  const state = waitingState(await waitingEntryOf(em, entryId))
  if (state === 'left') return { entryId }
  if (state !== 'waiting') throw refuse.WAITING_ENDED({ how: state })
  await sqlOf(em)
    .insertInto('waitingEnd')
    .values({ waitingEntryId: entryId, how: 'left', subscriptionId: null, code: null, endedAt: now })
    .execute()
  await promoteWaiting(em, offeringId, now)
  return { entryId }
}
