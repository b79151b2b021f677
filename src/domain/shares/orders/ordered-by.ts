import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** An offering that somebody ordered in, or whose class he holds, and its project. */
export type Known = { offeringId: string; projectId: string }

/**
 * The offerings and projects that these parties know from inside: they ordered there or hold shares of the class. Such an
 * offering goes on to exist for them, whoever it is for.
 */
export async function knownFromInside(em: EntityManager, partyIds: readonly string[]): Promise<Known[]> {
  if (partyIds.length === 0) return []
  const { rows } = await sql<Known>`
    select id as "offeringId", project_id as "projectId" from offering
     where id in (select offering_id from subscription where party_id = any(${partyIds}::uuid[]))
        or class_id in (select class_id from holding where holder_id = any(${partyIds}::uuid[]))`.execute(
    sqlOf(em),
  )
  return rows
}
