import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockOffering } from '../lock-offering.ts'
import { refuseMove } from '../offering-states.ts'
import type { ReviewReason } from './criteria.ts'
import { readReason } from './reason.ts'
import { refuseUnlessReviewer } from './reviewer.ts'

/** Why a review does not end with a publication: the criterion that is not met, and words for the owner. */
export type Decision = {
  offeringId: string
  reviewerId: string
  reason: ReviewReason
  explanation: string
}

/**
 * An approver ends a review without a publication: the owner may revise the offering and hand it in again.
 * Refuses OFFERING_UNKNOWN, OFFERING_MOVE_ILLEGAL, SAME_PERSON, INTEREST_DECLARED, REASON_MALFORMED.
 */
export function sendBackOffering(
  em: EntityManager,
  input: Decision,
  now: Date,
): Promise<{ offeringId: string }> {
  return endReview(em, input, 'sentBack', now)
}

/** Ends a review; `refused` is the end of the offering too. Refuses as `sendBackOffering`. */
export async function endReview(
  em: EntityManager,
  { offeringId, reviewerId, reason, explanation }: Decision,
  outcome: 'sentBack' | 'refused',
  now: Date,
): Promise<{ offeringId: string }> {
  const offering = await lockOffering(em, offeringId)
  const { submissionId } = offering
  refuseMove(offering, outcome === 'refused' ? 'refuseOffering' : 'sendBackOffering', now)
  await refuseUnlessReviewer(em, offering, reviewerId, 'Reviewing an offering')
  // In review: it has been handed in.
  if (submissionId === null) throw new Error('An offering in review has a submission')
  await sqlOf(em)
    .insertInto('reviewDecision')
    .values({ submissionId, outcome, reason, explanation: readReason(explanation), decidedAt: now })
    .execute()
  return { offeringId }
}
