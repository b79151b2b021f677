import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockParty } from './lock-party.ts'
import { parseCountry, parseName } from './names.ts'
import type { Language } from './party.ts'
import { profileOf } from './profiles.ts'

export type ProfileChange = { partyId: string; name?: string; language?: Language; country?: string | null }

/** Appends a version to a party's profile; what is not given stays. Papers issued before keep their name. */
export async function changeProfile(em: EntityManager, change: ProfileChange): Promise<{ partyId: string }> {
  await lockParty(em, change.partyId)
  const { version, name, language, country } = await profileOf(em, change.partyId)
  await sqlOf(em)
    .insertInto('profile')
    .values({
      partyId: change.partyId,
      version: version + 1,
      name: change.name === undefined ? name : parseName(change.name),
      language: change.language ?? language,
      country: change.country === undefined ? country : parseCountry(change.country),
    })
    .execute()
  return { partyId: change.partyId }
}
