import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { SophisticationFact } from './standing.ts'

/** Appends a step to the story of a party's status. The caller has locked the party. */
export async function appendStep(
  em: EntityManager,
  step: SophisticationFact & { partyId: string },
): Promise<void> {
  const before = await sqlOf(em)
    .selectFrom('sophistication')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('partyId', '=', step.partyId)
    .executeTakeFirst()
  await sqlOf(em)
    .insertInto('sophistication')
    .values({ ...step, version: (before?.version ?? 0) + 1 })
    .execute()
}
