import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'

/* How a test finds the moment at which it kills a process: our lock on a table stops whoever is about to write it. */

/** Waits until so many are stopped by our lock on the table that they are about to write. */
export async function untilBlocked(owner: Client, table: string, count = 1): Promise<void> {
  for (;;) {
    const { rowCount } = await owner.query(
      'select from pg_locks where not granted and relation = $1::regclass',
      [table],
    )
    if ((rowCount ?? 0) >= count) return
    await sleep(10)
  }
}

/** Waits until the server has noticed that the client of a process that was killed is gone. */
export async function untilGone(owner: Client): Promise<void> {
  for (;;) {
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where datname = current_database() and application_name = 'tantieme'
          and state <> 'idle' and pid <> pg_backend_pid()`,
    )
    if (rowCount === 0) return
    await sleep(10)
  }
}
