import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Slice } from '../../src/database/keyset.ts'
import type { Orm } from '../../src/database/orm.ts'
import { sqlOf } from '../../src/database/sql.ts'

/**
 * Waits until everything that was committed is given out: transactions of other test files run on the same server, and
 * any that is older holds the feed back.
 */
export async function feedCaughtUp(orm: Orm): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`
      select exists (select from act where xid >= pg_snapshot_xmin(pg_current_snapshot())) as waiting`.execute(
      sqlOf(orm.em.fork()),
    )
    if (!rows[0]?.waiting) return
    await sleep(20)
  }
}

type Placed = { xid: string; id: string }

/** Somebody who follows a feed by its cursor, a page at a time. */
export class Follower<Row extends Placed> {
  readonly seen: Row[] = []
  readonly #read: (slice: Slice) => Promise<Row[]>

  constructor(read: (slice: Slice) => Promise<Row[]>) {
    this.#read = read
  }

  /** Asks for one page of at most so many; answers how many came. */
  async ask(limit: number): Promise<number> {
    const last = this.seen.at(-1)
    const after = last && `${last.xid}:${last.id}`
    const rows = await this.#read({ after, limit, inverted: false })
    this.seen.push(...rows)
    return rows.length
  }

  /** Asks until nothing more comes. */
  async askAll(limit: number): Promise<void> {
    while ((await this.ask(limit)) > 0);
  }
}
