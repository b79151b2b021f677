import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** Takes an export until the transaction ends, also when its process dies; false: another is writing it. */
export async function lockExport(em: EntityManager, exportId: string): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('export ' || ${exportId}::text, 0)) as got`.execute(
    sqlOf(em),
  )
  return rows[0]?.got ?? false
}
