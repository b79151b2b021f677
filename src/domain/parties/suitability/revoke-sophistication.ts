import type { EntityManager } from '@mikro-orm/postgresql'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'
import { appendStep } from './append-step.ts'
import type { SophisticationDecision } from './grant-sophistication.ts'
import { counts, standingAt } from './standing.ts'
import { suitabilityOf } from './suitability-facts.ts'

/**
 * An approver takes the status of a sophisticated investor, or turns a request down: from now on the party is protected
 * again. Orders made before stay as they are. Refuses NOT_FOR_YOURSELF, PARTY_UNKNOWN, SOPHISTICATION_MISSING.
 */
export async function revokeSophistication(
  em: EntityManager,
  { partyId, approverActsFor }: SophisticationDecision,
  now: Date,
): Promise<{ partyId: string }> {
  if (approverActsFor.includes(partyId)) throw refuse.NOT_FOR_YOURSELF({ what: 'the status of an investor' })
  await lockParty(em, partyId)
  const [facts] = await suitabilityOf(em, [partyId], now)
  const { requested = null, sophisticated = null } = facts === undefined ? {} : standingAt(facts, now)
  if (requested === null && !counts(sophisticated, now)) throw refuse.SOPHISTICATION_MISSING({})
  await appendStep(em, { partyId, step: 'revoked', criteria: [], evidence: null, steppedAt: now })
  return { partyId }
}
