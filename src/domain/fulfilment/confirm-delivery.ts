import type { EntityManager } from '@mikro-orm/postgresql'
import { appendSteps, type Steps } from './append-steps.ts'
import type { Reach } from './reach.ts'

/**
 * The investor has what was sent to him: he says so himself, or the issuer does who followed it. Doing it again changes
 * nothing. Refuses what `appendSteps` refuses.
 */
export function confirmDelivery(
  em: EntityManager,
  input: Steps & { reach: Reach },
  now: Date,
): Promise<{ deliveryIds: string[] }> {
  return appendSteps(em, { ...input, step: 'delivered' }, now)
}
