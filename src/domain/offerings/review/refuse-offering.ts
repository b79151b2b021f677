import type { EntityManager } from '@mikro-orm/postgresql'
import { type Decision, endReview } from './send-back-offering.ts'

/**
 * An approver refuses an offering for good: its shares may be offered in another one. Refuses as `sendBackOffering`.
 */
export function refuseOffering(
  em: EntityManager,
  input: Decision,
  now: Date,
): Promise<{ offeringId: string }> {
  return endReview(em, input, 'refused', now)
}
