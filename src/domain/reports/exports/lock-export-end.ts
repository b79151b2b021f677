import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/**
 * Beginning an export and ending it go one after the other, until the transaction ends: so no progress is kept of one that
 * has ended, whoever dies when. Another lock than that of writing it, which its writer holds meanwhile.
 */
export async function lockExportEnd(em: EntityManager, exportId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('export end ' || ${exportId}::text, 0))`.execute(
    sqlOf(em),
  )
}
