import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { sqlOf } from '../../src/database/sql.ts'
import type { TestDatabase } from './database.ts'

/** Until a connection of this database waits for a lock of another. */
export async function someoneWaits({ orm }: Pick<TestDatabase, 'orm'>): Promise<void> {
  const waiting = sql`select from pg_stat_activity
    where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`
  while ((await waiting.execute(sqlOf(orm.em.fork()))).rows.length === 0) await sleep(10)
}
