import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { within } from '../../refusal.ts'
import { dayOf, PLATFORM_ZONE, parseDay } from '../../time/calendar.ts'
import { lockParty } from '../people/lock-party.ts'
import { parseCountry } from '../people/names.ts'
import { refuse } from '../refusals.ts'
import { notAhead, parseEvidence } from './evidence.ts'

export type TaxDeclaration = {
  partyId: string
  /** ISO 3166-1 alpha-2. */
  country: string
  /** The day from which there is proof; null when nothing is said of it. */
  provedOn: string | null
  evidence: string | null
  /** Entered by finance for somebody they do not act for otherwise. */
  byFinance: boolean
}

/**
 * Appends where a party is taxed. A declaration that says nothing of proof keeps the proof of the same country; one of
 * another country has none until finance enter it, for nobody proves his own residence.
 * Refuses COUNTRY_MALFORMED, DATE_MALFORMED, DAY_AHEAD, EVIDENCE_MALFORMED, PROOF_BY_FINANCE, PARTY_UNKNOWN.
 */
export async function declareTaxResidence(
  em: EntityManager,
  { partyId, byFinance, ...declared }: TaxDeclaration,
  now: Date,
): Promise<{ partyId: string }> {
  const country = parseCountry(declared.country)
  const proof = proofOf(declared, dayOf(now, PLATFORM_ZONE))
  if (proof !== null && !byFinance) throw refuse.PROOF_BY_FINANCE({})
  await lockParty(em, partyId)
  const before = await latest(em, partyId)
  const kept = before?.country === country ? before : NO_PROOF
  const { provedOn, evidence } = proof ?? kept
  const version = (before?.version ?? 0) + 1
  await sqlOf(em)
    .insertInto('taxResidence')
    .values({ partyId, version, country, provedOn, evidence, declaredAt: now })
    .execute()
  return { partyId }
}

type Proof = { provedOn: string | null; evidence: string | null }

const NO_PROOF: Proof = { provedOn: null, evidence: null }

/** A document without the day it came on counts from today. */
function proofOf({ provedOn, evidence }: Proof, today: string): Proof | null {
  if (provedOn === null && evidence === null) return null
  const day = within('provedOn', () => notAhead(provedOn === null ? today : parseDay(provedOn), today))
  return { provedOn: day, evidence: parseEvidence(evidence) }
}

function latest(em: EntityManager, partyId: string) {
  return sqlOf(em)
    .selectFrom('taxResidence')
    .select(['version', 'country', 'provedOn', 'evidence'])
    .where('partyId', '=', partyId)
    .orderBy('version', 'desc')
    .executeTakeFirst()
}
