import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'

/** A number of our own for this one lock. */
const SPENDING = 2_008_0001n

/**
 * Whoever spends from accounts of holders, issuers or partners takes this lock `shared`, and spenders do not wait for
 * each other; a reversal, which debits a million of them at once, takes it `exclusive` instead of locking each. Held
 * until the transaction ends. It is taken before any account is locked, and after the project where that is.
 */
export async function lockSpending(em: EntityManager, how: 'shared' | 'exclusive'): Promise<void> {
  if (how === 'shared') await sql`select pg_advisory_xact_lock_shared(${SPENDING}::bigint)`.execute(sqlOf(em))
  else await sql`select pg_advisory_xact_lock(${SPENDING}::bigint)`.execute(sqlOf(em))
}
