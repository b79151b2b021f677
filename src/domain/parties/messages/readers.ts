import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Language } from '../people/party.ts'

/** Who is to be written to, and in which language. */
export type Reader = { address: string; language: Language }

/** The logins of these parties and of who may act for them at an instant, each address once, by address. */
export async function readersOfParties(
  em: EntityManager,
  partyIds: readonly string[],
  at: Date,
): Promise<Reader[]> {
  if (partyIds.length === 0) return []
  const { rows } = await sql<Reader>`
    with person (id) as (
      select unnest(${partyIds}::uuid[])
      union
      select agent_id from mandate left join mandate_end on mandate_id = mandate.id
       where principal_id = any(${partyIds}::uuid[]) and starts_at <= ${at}
         and coalesce(ends_at > ${at}, true) and coalesce(ended_at > ${at}, true)
    )
    select distinct on (address) address,
           coalesce((select language from profile where profile.party_id = person.id
                      order by version desc limit 1), 'en') as language
      from person join login on login.party_id = person.id
      join login_address on login_id = login.id
     order by address`.execute(sqlOf(em))
  return rows
}
