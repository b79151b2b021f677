import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { addMandate } from '../mandates/give-mandate.ts'
import { parseCountry, parseName } from './names.ts'
import type { Language } from './party.ts'

export type NewParty = { kind: 'person' | 'firm'; name: string; language: Language; country?: string | null }

/** Writes a party and the first version of its profile. */
export async function addParty(em: EntityManager, party: NewParty): Promise<string> {
  const partyId = newId()
  const { kind, language, country = null } = party
  await sqlOf(em).insertInto('party').values({ id: partyId, kind }).execute()
  await sqlOf(em)
    .insertInto('profile')
    .values({ partyId, version: 1, name: parseName(party.name), language, country: parseCountry(country) })
    .execute()
  return partyId
}

/**
 * Registers a party that does not sign in itself (a firm, a minor, an artist) and gives the person who registers
 * it a mandate to act for it. Refuses NAME_MALFORMED, COUNTRY_MALFORMED.
 */
export async function registerParty(
  em: EntityManager,
  input: NewParty & { agentId: string },
  now: Date,
): Promise<{ partyId: string; mandateId: string }> {
  const partyId = await addParty(em, input)
  const mandate = {
    principalId: partyId,
    agentId: input.agentId,
    startsAt: now,
    endsAt: null,
    givenUnderId: null,
  }
  const { mandateId } = await addMandate(em, mandate)
  return { partyId, mandateId }
}
