import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'
import type { TestArea } from './suitability.ts'
import { parseVersion } from './version.ts'

/** A test as it was taken: which questions, and in which areas the answers were not enough. */
export type TakenTest = { partyId: string; testVersion: string; missing: readonly TestArea[] }

/**
 * Appends an entry knowledge test that an investor took: Art 21(1)-(4) of Regulation (EU) 2020/1503. One in which
 * nothing was missing is passed. Refuses VERSION_MALFORMED, AREA_TWICE, PARTY_UNKNOWN.
 */
export async function recordKnowledgeTest(
  em: EntityManager,
  { partyId, testVersion, missing }: TakenTest,
  now: Date,
): Promise<{ partyId: string }> {
  const asked = parseVersion(testVersion, 'testVersion')
  const twice = missing.find((area, index) => missing.indexOf(area) !== index)
  if (twice !== undefined) throw refuse.AREA_TWICE({ area: twice })
  await lockParty(em, partyId)
  const before = await sqlOf(em)
    .selectFrom('knowledgeTest')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('partyId', '=', partyId)
    .executeTakeFirst()
  await sqlOf(em)
    .insertInto('knowledgeTest')
    .values({
      partyId,
      version: (before?.version ?? 0) + 1,
      testVersion: asked,
      missing: [...missing],
      takenAt: now,
    })
    .execute()
  return { partyId }
}
