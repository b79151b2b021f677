import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
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
  const rounds = await roundsFrom(em, firstId)
  // The lock of the latest round: the job that opens the next one waits for it, too.
  const latest = await lockOffering(em, rounds.at(-1) ?? firstId)
  if (latest.repeats === null) throw refuse.NOT_REPEATED({ id: offeringId })
  await sqlOf(em)
    .insertInto('repeatingEnd')
    .values({ offeringId: firstId, endedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { offeringId }
}
