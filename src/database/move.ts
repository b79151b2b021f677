import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EntityManager } from '@mikro-orm/postgresql'
import { type Kysely, sql } from 'kysely'
import { Client } from 'pg'
import { to } from 'pg-copy-streams'
import type { CheckResult } from '../domain/checks/check.ts'
import { booksAreThere } from './books-there.ts'
import { copyText, quote } from './copy.ts'
import { startEmbedded } from './embedded.ts'
import { type Ask, measure, type Sides, selectFrom, TABLES, type Table, tablesToCopy } from './move/tables.ts'
import { openOrm } from './orm.ts'
import { prepareDatabase } from './prepare.ts'

/** From where to where. `installQueue` and `runChecks` come from the edge, which knows those rooms. */
export type Move = {
  /** DATA_DIR: the embedded database lies in it. */
  folder: string
  /** An empty database on a server of PostgreSQL 15 or newer, with the user who shall own the tables. */
  targetUrl: string
  installQueue(ownerUrl: string): Promise<void>
  runChecks(em: EntityManager): Promise<CheckResult[]>
  /** Told before a table is copied. */
  onTable(table: TableMoved): void
}

export type TableMoved = { table: string; rows: number }

/** What was moved, how many checks of the books held there, and what is to be said of the application's rights. */
export type Moved = { tables: TableMoved[]; checks: number; notice: string | null }

/**
 * Copies the embedded database to an empty one of another server: one moment of the source, one transaction on the
 * target, which is committed only when every count, every checksum and every check of the books agrees. However it
 * ends, killed included, the target holds everything or no row, the source is unchanged, and it may be repeated.
 * The queue of jobs is not copied. Throws an Error that says what is in the way: no embedded database, one that is
 * in use or of another version, a target that cannot be used or holds rows, a copy that differs.
 */
export async function moveDatabase(move: Move): Promise<Moved> {
  // Starting it would make an empty one.
  if (!existsSync(join(move.folder, 'postgresql'))) {
    throw new Error(`There is no embedded database in ${move.folder}.`)
  }
  const embedded = await startEmbedded({ folder: move.folder })
  if (!(await booksAreThere(embedded.url))) {
    await embedded.stop()
    throw new Error(`The embedded database in ${move.folder} holds no books yet. Start with npm start.`)
  }
  const source = new Client({ connectionString: embedded.url, application_name: 'tantieme-move' })
  // A lost connection is reported by the query that misses it.
  source.on('error', () => undefined)
  try {
    await source.connect()
    await refuseWhileUsed(source)
    const { notice } = await prepareTarget(move)
    return { ...(await copyAll(source, move)), notice }
  } finally {
    await source.end()
    await embedded.stop()
  }
}

async function prepareTarget({ targetUrl, installQueue }: Move) {
  try {
    return await prepareDatabase(targetUrl, installQueue)
  } catch (cause) {
    // Where a name leads to several addresses, the error of all of them has no message.
    const { message, code } = cause as Error & { code?: string }
    throw new Error(`The target cannot be used: ${message || code}`, { cause })
  }
}

async function copyAll(source: Client, move: Move): Promise<Omit<Moved, 'notice'>> {
  const orm = await openOrm({ url: move.targetUrl, connections: 1 })
  try {
    return await orm.em.fork().transactional(async em => {
      const sides = { source: askerOf(source), target: askerIn(em) }
      await begin(sides)
      await refuseRows(sides.target)
      const tables: TableMoved[] = []
      const boundAgain = await unbound(sides.target)
      for (const table of await tablesToCopy(sides)) {
        tables.push(await copyTable(table, { source, em, sides, onTable: move.onTable }))
      }
      await boundAgain()
      const checks = await holdUp(em, sides.target, move)
      // Ended first, because a transaction sees the connections as they were when it first asked.
      await sides.source('commit')
      await refuseWhileUsed(source)
      return { tables, checks }
    })
  } finally {
    await orm.close()
  }
}

/** Everything is read as of one moment; nobody else writes to the target, however long it takes. */
async function begin({ source, target }: Sides): Promise<void> {
  await source('begin isolation level repeatable read, read only')
  for (const setting of ['statement_timeout', 'idle_in_transaction_session_timeout']) {
    await target(`set local ${setting} = 0`)
  }
  // The same row must be the same text on both sides.
  for (const ask of [source, target]) {
    await ask(`set local time zone 'UTC'`)
    await ask(`set local datestyle = 'ISO'`)
  }
  await target(`lock table ${TABLES.map(quote).join(', ')} in exclusive mode`)
}

/**
 * Refunds come in before the failures that take some of them off again, so that no more goes back than was paid is true at
 * the end only: until then that bound is away. Answers how it comes back, over all rows.
 */
async function unbound(target: Ask): Promise<() => Promise<unknown>> {
  const [table, bound] = ['payment_taken', 'payment_taken_within_payment'].map(quote)
  const [found] = await target<{ check: string }>(
    `select pg_get_constraintdef(oid) as check from pg_constraint where conname = 'payment_taken_within_payment'`,
  )
  await target(`alter table ${table} drop constraint ${bound}`)
  return () => target(`alter table ${table} add constraint ${bound} ${found?.check}`)
}

async function refuseRows(target: Ask): Promise<void> {
  for (const table of TABLES) {
    const [found] = await target<{ rows: string }>(`select count(*)::text as rows from ${quote(table)}`)
    if (found?.rows !== '0') {
      throw new Error(`The target is not empty: its table ${table} holds ${found?.rows} row(s).`)
    }
  }
}

type Copy = { source: Client; em: EntityManager; sides: Sides; onTable: Move['onTable'] }

/** Streams one table. Both sides must then have as many rows with the same sum, or it throws. */
async function copyTable(table: Table, { source, em, sides, onTable }: Copy): Promise<TableMoved> {
  const expected = await measure(sides.source, table)
  const told = { table: table.name, rows: Number(expected.rows) }
  onTable(told)
  await copyText(em, table.name, table.columns, source.query(to(`copy (${selectFrom(table)}) to stdout`)))
  const arrived = await measure(sides.target, table)
  if (arrived.rows !== expected.rows || arrived.sum !== expected.sum) {
    throw new Error(
      `The copy of ${table.name} differs: ${expected.rows} rows with the sum ${expected.sum} here, ` +
        `${arrived.rows} with ${arrived.sum} on the target.`,
    )
  }
  return told
}

/** Makes the checks on what was copied, and returns how many. */
async function holdUp(em: EntityManager, target: Ask, { runChecks }: Move): Promise<number> {
  // Nothing is known yet of tables that were filled a moment ago; the checks and the first requests will want it.
  await target(`analyze ${TABLES.map(quote).join(', ')}`)
  const results = await runChecks(em)
  const broken = results.filter(result => result.violations > 0)
  if (broken.length > 0) {
    const said = broken.map(({ name, violations, found }) => `${name}: ${violations}, such as ${found[0]}`)
    throw new Error(`The books do not hold:\n  ${said.join('\n  ')}`)
  }
  return results.length
}

/** Waits a moment for connections that are just closing. */
async function refuseWhileUsed(source: Client): Promise<void> {
  let users = await usersOf(source)
  for (let times = 0; times < 5 && users.length > 0; times++) {
    await sleep(100)
    users = await usersOf(source)
  }
  if (users.length === 0) return
  throw new Error(`The embedded database is in use by ${users.join(', ')}: stop that first, then repeat.`)
}

/** Who else is connected to the cluster. This process itself holds a connection for as long as it uses it. */
async function usersOf(source: Client): Promise<string[]> {
  const { rows } = await source.query<{ name: string }>(
    `select distinct coalesce(nullif(application_name, ''), 'a client') as name from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name <> $1 order by name`,
    [`tantieme process ${process.pid}`],
  )
  return rows.map(row => row.name)
}

function askerOf(client: Client): Ask {
  return async <Row extends object>(query: string) => (await client.query<Row>(query)).rows
}

function askerIn(em: EntityManager): Ask {
  const kysely = em.getKysely() as unknown as Kysely<unknown>
  return async <Row extends object>(query: string) => (await sql.raw<Row>(query).execute(kysely)).rows
}
