import type { EntityManager } from '@mikro-orm/postgresql'
import { appendSteps, type Steps } from './append-steps.ts'
import type { Reach } from './reach.ts'

/**
 * The issuer, or finance for him, says that what was sent came back undelivered. Doing it again changes nothing.
 * Refuses what `appendSteps` refuses.
 */
export function returnItem(
  em: EntityManager,
  input: Steps & { projects: Reach['projects'] },
  now: Date,
): Promise<{ deliveryIds: string[] }> {
  const { projects, ...steps } = input
  return appendSteps(em, { ...steps, step: 'returned', reach: { projects, parties: [] } }, now)
}
