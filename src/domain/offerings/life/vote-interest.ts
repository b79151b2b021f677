import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuseOutside } from '../audience/audience.ts'
import { refuseMove } from '../offering-states.ts'
import { offeringOf } from '../offerings.ts'
import { refuse } from '../refusals.ts'

/**
 * A member votes for an offering to open, and may say what he would give, in minor units; it binds him to nothing. To
 * vote again in the same way changes nothing. Refuses OFFERING_UNKNOWN (also outside its audience),
 * OFFERING_MOVE_ILLEGAL, ALREADY_VOTED.
 */
export async function voteInterest(
  em: EntityManager,
  input: { offeringId: string; partyId: string; amount: bigint | null },
  now: Date,
): Promise<{ offeringId: string }> {
  const { offeringId, partyId, amount } = input
  const offering = await offeringOf(em, offeringId)
  if (offering.publishedAt === null) throw refuse.OFFERING_UNKNOWN({ id: offeringId })
  await refuseOutside(em, offering, partyId)
  const before = await sqlOf(em)
    .selectFrom('interestVote')
    .select(['amount', 'votedAt'])
    .where('offeringId', '=', offeringId)
    .where('partyId', '=', partyId)
    .executeTakeFirst()
  if (before !== undefined) {
    if (before.amount === amount) return { offeringId }
    throw refuse.ALREADY_VOTED({ votedAt: before.votedAt.toISOString() })
  }
  refuseMove(offering, 'voteInterest', now)
  // Of two votes of one member at the same moment one counts.
  await sqlOf(em)
    .insertInto('interestVote')
    .values({ offeringId, partyId, amount, votedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { offeringId }
}
