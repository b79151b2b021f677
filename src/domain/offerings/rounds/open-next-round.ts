import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { cardTermsOf } from '../cards/card-terms-of.ts'
import { lockOffering } from '../lock-offering.ts'
import { lockProject } from '../lock-project.ts'
import { offeringOf } from '../offerings.ts'
import { proposeOffering } from '../propose-offering.ts'
import { refuse } from './refusals.ts'
import { monthsToNext, termsOfRound } from './round-dates.ts'
import { repeatingEndedAt, roundAfter, roundOf } from './rounds.ts'

/**
 * A job opens the next round of an offering that is offered each month, once this one has ended: an offering of the same
 * project on the same terms, its dates moved, before the public at once, for an approver has put the appeal before it.
 * Doing it again answers the round that is there. Refuses OFFERING_UNKNOWN, NOT_REPEATED, REPEATING_ENDED, ROUND_RUNNING.
 */
export async function openNextRound(
  em: EntityManager,
  input: { offeringId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  // The project first, as everywhere: whoever revises an offering holds it and waits for the offering.
  await lockProject(em, (await offeringOf(em, input.offeringId)).projectId)
  const last = await lockOffering(em, input.offeringId)
  const { firstId, months: before } = await roundOf(em, last.id)
  if (last.repeats === null || last.publishedAt === null) throw refuse.NOT_REPEATED({ id: last.id })
  const next = await roundAfter(em, last.id)
  if (next !== undefined) return { offeringId: next }
  const endedAt = await repeatingEndedAt(em, firstId)
  if (endedAt !== null) throw refuse.REPEATING_ENDED({ endedAt: endedAt.toISOString() })
  if (now < last.closesAt) throw refuse.ROUND_RUNNING({ closesAt: last.closesAt.toISOString() })
  const first = await offeringOf(em, firstId)
  const months = monthsToNext(first, before, now)
  const terms = termsOfRound({ first, last }, { months, since: months - before })
  const [cards = null] = await cardTermsOf(em, [last.id])
  const sold = { projectId: last.projectId, isFurtherRound: true }
  const made = await proposeOffering(em, { ...sold, terms: { ...terms, cards } })
  const round = { offeringId: made.offeringId, previousId: last.id, firstId, months }
  await sqlOf(em).insertInto('offeringRound').values(round).execute()
  await sqlOf(em)
    .insertInto('offeringPublication')
    .values({ offeringId: made.offeringId, version: 1, publishedAt: now })
    .execute()
  return made
}
