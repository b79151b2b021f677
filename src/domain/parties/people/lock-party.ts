import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'

/** Changes of one party's profile, roles and mandates go one after the other. Refuses PARTY_UNKNOWN. */
export async function lockParty(em: EntityManager, partyId: string): Promise<{ kind: 'person' | 'firm' }> {
  const found = await sqlOf(em)
    .selectFrom('party')
    .select('kind')
    .where('id', '=', partyId)
    .forUpdate()
    .executeTakeFirst()
  if (found === undefined) throw refuse.PARTY_UNKNOWN({ id: partyId })
  return found
}
