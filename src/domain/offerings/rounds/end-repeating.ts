import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { latestOf } from '../../time/calendar.ts'
import { lockOffering } from '../lock-offering.ts'
import { refuse } from './refusals.ts'
import { roundOf, roundsFrom } from './rounds.ts'

/**
 * The issuer asks for no more: the latest round goes on to its end and none follows. Any round names the appeal. Doing it
 * again changes nothing. Refuses OFFERING_UNKNOWN, NOT_REPEATED.
 */
export async function endRepeating(
  em: EntityManager,
  { offeringId }: { offeringId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  const { firstId } = await roundOf(em, offeringId)
  const latestId = async () => (await roundsFrom(em, firstId)).at(-1) ?? firstId
  // The job that opens the next round locks this one, too: who waited for it finds a later one.
  await lockOffering(em, await latestId())
  const latest = await lockOffering(em, await latestId())
  if (latest.repeats === null) throw refuse.NOT_REPEATED({ id: offeringId })
  await sqlOf(em)
    .insertInto('repeatingEnd')
    .values({ offeringId: firstId, endedAt: latestOf(now, latest.publishedAt) })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { offeringId }
}
