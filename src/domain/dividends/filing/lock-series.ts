import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** What is told to the tax office is told by one at a time: the lock is kept until the end of the transaction. */
const FILING = 2_008_000_310n

/** Waits for whoever files or issues now, so that nothing is filed or issued twice. */
export async function lockSeries(em: EntityManager): Promise<void> {
  await sql`select pg_advisory_xact_lock(${FILING}::bigint)`.execute(sqlOf(em))
}
