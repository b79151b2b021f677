import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'
import type { Language } from './party.ts'

export type PartyProfile = {
  partyId: string
  kind: 'person' | 'firm'
  version: number
  name: string
  language: Language
  country: string | null
}

/** The parties with the latest version of their profiles, those that exist. */
export function profiles(em: EntityManager, partyIds: readonly string[]): Promise<PartyProfile[]> {
  return sqlOf(em)
    .selectFrom('profile')
    .innerJoin('party', 'party.id', 'profile.partyId')
    .distinctOn('profile.partyId')
    .select(['profile.partyId', 'kind', 'version', 'name', 'language', 'country'])
    .where('profile.partyId', 'in', partyIds)
    .orderBy('profile.partyId')
    .orderBy('version', 'desc')
    .execute()
}

/** One party's profile. Refuses PARTY_UNKNOWN. */
export async function profileOf(em: EntityManager, partyId: string): Promise<PartyProfile> {
  const [profile] = await profiles(em, [partyId])
  if (profile === undefined) throw refuse.PARTY_UNKNOWN({ id: partyId })
  return profile
}
