import type { EntityManager } from '@mikro-orm/postgresql'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'
import { parseEvidence } from '../tax/evidence.ts'
import { appendStep } from './append-step.ts'
import { checkCriteria } from './criteria.ts'
import type { Criterion } from './suitability.ts'
import { WARNINGS } from './warnings.ts'

/** By what an investor is sophisticated, and that he knows what he loses. */
export type SophisticationRequest = {
  partyId: string
  criteria: readonly Criterion[]
  /** SHA-256 of the documents that prove them. */
  evidence: string | null
  /** The version of the warning `lostProtection` that the investor has read. */
  textVersion: number
}

/**
 * An investor asks to be treated as a sophisticated one, says by which criteria, and that he knows what protection he
 * loses: Annex II of Regulation (EU) 2020/1503. Asked again it replaces a request that waits.
 * Refuses WARNING_OUTDATED, CRITERIA_TOO_FEW, EVIDENCE_MALFORMED, PARTY_UNKNOWN.
 */
export async function requestSophistication(
  em: EntityManager,
  { partyId, criteria, evidence, textVersion }: SophisticationRequest,
  now: Date,
): Promise<{ partyId: string }> {
  const { version } = WARNINGS.lostProtection
  if (textVersion !== version) {
    throw refuse.WARNING_OUTDATED({ warning: 'lostProtection', given: textVersion, version })
  }
  const proof = parseEvidence(evidence)
  const { kind } = await lockParty(em, partyId)
  await appendStep(em, {
    partyId,
    step: 'requested',
    criteria: checkCriteria(criteria, kind),
    evidence: proof,
    steppedAt: now,
  })
  return { partyId }
}
