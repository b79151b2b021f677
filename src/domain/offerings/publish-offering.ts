import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { lockParty } from '../parties/people/lock-party.ts'
import { checkContractFor } from './contract-for.ts'
import { lockOffering } from './lock-offering.ts'
import { refuseMove } from './offering-states.ts'
import { passPublication } from './publication-gates.ts'
import { refuse } from './refusals.ts'
import { refuseUnlessReviewer } from './review/reviewer.ts'
import { gatesOf } from './terms/regimes.ts'

/**
 * An approver accepts an offering that was handed in, and puts it before the public; he is not one of those who prepared
 * it, has no interest in it, and the contract that buyers will share under is signed. The gates of its regime are tested.
 * Refuses OFFERING_UNKNOWN, OFFERING_PUBLISHED, OFFERING_MOVE_ILLEGAL, CONTRACT_NOT_SIGNED, SAME_PERSON, INTEREST_DECLARED,
 * VOTE_OVER, and what `checkPromise` and `checkPublication` refuse.
 */
export async function publishOffering(
  em: EntityManager,
  input: { offeringId: string; approverId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  const offering = await lockOffering(em, input.offeringId)
  await refuseUnlessReviewer(em, offering, input.approverId, 'Publishing an offering')
  await checkContractFor(em, offering)
  if (offering.publishedAt !== null) {
    throw refuse.OFFERING_PUBLISHED({ publishedAt: offering.publishedAt.toISOString() })
  }
  refuseMove(offering, 'publishOffering', now)
  const endsAt = offering.life?.vote?.endsAt
  if (endsAt !== undefined && now >= new Date(endsAt)) throw refuse.VOTE_OVER({ endsAt })
  const gates = gatesOf(offering.regime)
  // An owner's offerings and roles are counted one after the other: two published at once could pass the cap together.
  if (gates.offerCap || gates.conflicts) await lockParty(em, offering.issuerId)
  await passPublication(em, offering, gates, now)
  await sqlOf(em)
    .insertInto('offeringPublication')
    .values({ offeringId: offering.id, version: offering.version, publishedAt: now })
    .execute()
  return { offeringId: offering.id }
}
