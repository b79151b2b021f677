import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** The newest person of each role who can sign in, and the newest who holds none: an investor. For developers. */
export async function samplePeople(em: EntityManager): Promise<{ role: string; loginId: string }[]> {
  const { rows } = await sql<{ role: string; loginId: string }>`
    select distinct on (role) coalesce(role, 'investor') as role, login.id as "loginId"
      from login
      left join lateral (
        select distinct on (role, scope_id) role, granted from role_grant
         where party_id = login.party_id order by role, scope_id, version desc) as held on granted
     order by role, login.id desc`.execute(sqlOf(em))
  return rows
}
