import type { EntityManager } from '@mikro-orm/postgresql'
import { appendSteps, type Steps } from './append-steps.ts'
import type { Reach } from './reach.ts'

/**
 * The issuer, or finance for him, has sent what was owed; what came back is sent again. Doing it again changes nothing.
 * Refuses what `appendSteps` refuses.
 */
export function sendItem(
  em: EntityManager,
  input: Steps & { projects: Reach['projects'] },
  now: Date,
): Promise<{ deliveryIds: string[] }> {
  const { projects, ...steps } = input
  return appendSteps(em, { ...steps, step: 'sent', reach: { projects, parties: [] } }, now)
}
