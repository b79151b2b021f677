import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Sex } from './tax-identity.ts'

/** All that is said of a party to the tax office; null: not known. */
export type IdentityFacts = {
  taxNumber: string | null
  siret: string | null
  familyName: string | null
  firstNames: string | null
  usualName: string | null
  sex: Sex | null
  bornOn: string | null
  birthPlace: string | null
  birthCode: string | null
  streetNumber: string | null
  street: string | null
  addressExtra: string | null
  postalCode: string | null
  town: string | null
}

/** Which words about a party: of its profile and of its tax identity; identity version 0: nothing was ever said. */
export type IdentityVersions = { partyId: string; profileVersion: number; identityVersion: number }

/** A party as it is told to the tax office. `name`: of its profile. */
export type Identity = IdentityVersions & IdentityFacts & { kind: 'person' | 'firm'; name: string }

/** The parties as they are known now, by id. */
export async function identitiesOf(em: EntityManager, partyIds: readonly string[]): Promise<Identity[]> {
  const { rows } = await sql<IdentityVersions>`
    select party.id as "partyId",
           (select max(version) from profile where party_id = party.id) as "profileVersion",
           coalesce((select max(version) from tax_identity where party_id = party.id), 0) as "identityVersion"
      from party where id = any(${partyIds}::uuid[])`.execute(sqlOf(em))
  return identitiesIn(em, rows)
}

/** The parties as they were known in these versions, by id: what was said then is never changed. */
export async function identitiesIn(
  em: EntityManager,
  versions: readonly IdentityVersions[],
): Promise<Identity[]> {
  const column = <Value>(pick: (row: IdentityVersions) => Value) => versions.map(pick)
  const { rows } = await sql<Identity>`
    select party.id as "partyId", party.kind, profile.name, asked.profile_version as "profileVersion",
           asked.identity_version as "identityVersion", tax_number as "taxNumber", siret,
           family_name as "familyName", first_names as "firstNames", usual_name as "usualName", sex,
           born_on as "bornOn", birth_place as "birthPlace", birth_code as "birthCode",
           street_number as "streetNumber", street, address_extra as "addressExtra",
           postal_code as "postalCode", town
      from unnest(${column(row => row.partyId)}::uuid[], ${column(row => row.profileVersion)}::int[],
                  ${column(row => row.identityVersion)}::int[])
             as asked (party_id, profile_version, identity_version)
      join party on party.id = asked.party_id
      join profile on profile.party_id = party.id and profile.version = asked.profile_version
      left join tax_identity as said on said.party_id = party.id and said.version = asked.identity_version
     order by party.id`.execute(sqlOf(em))
  return rows
}
