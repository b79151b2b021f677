import type { EntityManager } from '@mikro-orm/postgresql'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'
import { appendStep } from './append-step.ts'
import { standingAt } from './standing.ts'
import { suitabilityOf } from './suitability-facts.ts'

/** `approverActsFor`: the approver himself and those he holds a mandate of. */
export type SophisticationDecision = { partyId: string; approverActsFor: readonly string[] }

/**
 * An approver grants what an investor asked for: from now on he is a sophisticated one, for two years (Annex II of
 * Regulation (EU) 2020/1503). Refuses NOT_FOR_YOURSELF, PARTY_UNKNOWN, SOPHISTICATION_NOT_REQUESTED.
 */
export async function grantSophistication(
  em: EntityManager,
  { partyId, approverActsFor }: SophisticationDecision,
  now: Date,
): Promise<{ partyId: string }> {
  if (approverActsFor.includes(partyId)) throw refuse.NOT_FOR_YOURSELF({ what: 'the status of an investor' })
  await lockParty(em, partyId)
  const [facts] = await suitabilityOf(em, [partyId], now)
  if (facts === undefined || standingAt(facts, now).requested === null) {
    throw refuse.SOPHISTICATION_NOT_REQUESTED({})
  }
  await appendStep(em, { partyId, step: 'granted', criteria: [], evidence: null, steppedAt: now })
  return { partyId }
}
