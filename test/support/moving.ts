import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Client } from 'pg'
import { startEmbedded } from '../../src/database/embedded.ts'
import { entities, tableOf } from '../../src/database/entities.ts'
import { type Orm, openOrm } from '../../src/database/orm.ts'
import { prepareDatabase } from '../../src/database/prepare.ts'
import { runChecks } from '../../src/domain/checks/run-checks.ts'
import { installQueue } from '../../src/jobs/queue.ts'
import { cardsOf } from './cards.ts'
import { ask, temporary } from './embedded.ts'
import { worldOf } from './world.ts'

/** The tables whose rows stand on both sides after a move. */
export const TABLES = entities.map(entity => tableOf(entity)).filter(table => table !== 'checkpoint')

/** Every row of every table as text but for the transaction numbers, which belong to a server. */
export type Rows = Record<string, string[]>

/** An installation on its embedded database, whose server is stopped. */
export type Source = { folder: string; projectId: string; rows: Rows }

/** A funded project with two runs, and one row each of what else could be lost on the way. */
export async function seedSource(): Promise<Source> {
  const folder = temporary()
  const { projectId, rows } = await withSource(folder, async url => {
    await prepareDatabase(url, installQueue)
    const projectId = await withOrm(url, async orm => {
      const world = worldOf({ orm })
      const made = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
      await world.month(made.projectId, '2025-03', '0.33')
      await world.month(made.projectId, '2025-04', '333.33')
      await seedRefunds(orm)
      return made.projectId
    })
    await ask(url, ODDS_AND_ENDS)
    return { projectId, rows: await rowsOf(url) }
  })
  return { folder, projectId, rows }
}

/** A payment that goes back twice, for the first time it did not reach the card: together more than was paid. */
async function seedRefunds(orm: Orm): Promise<void> {
  const cards = cardsOf({ orm })
  const payment = await cards.charge('pi_moved', 500n)
  const refundId = await cards.refund(payment, null)
  await cards.refundFailed('pi_moved', '2025-01-21', { refundId })
  await cards.refund(payment, null, '2025-01-22')
}

const ODDS_AND_ENDS = `
  insert into message (id, address, subject, body, written_at)
  values (gen_random_uuid(), 'ann@example.org', E'tab \\t and \\\\N', E'two\\nlines: Zoë, 50 €', now());
  insert into checkpoint select account_id, xid, amount, 1 from posting order by xid limit 1;
  insert into tick values ('expire-orders', '2025-04-01', '2025-04-01', '2025-04-01', 'expired 0 orders', 1),
                          ('expire-orders', '2025-04-02', null, null, null, 0)`

/** Does work on an embedded database whose server runs meanwhile. */
export async function withSource<T>(folder: string, work: (url: string) => Promise<T>): Promise<T> {
  const { url, stop } = await startEmbedded({ folder, durable: false })
  try {
    return await work(url)
  } finally {
    await stop()
  }
}

/** The address of an embedded database whose server runs for another. */
export function addressOf(folder: string): string {
  const read = (path: string) => readFileSync(join(folder, 'postgresql', path), 'utf8')
  const port = read('cluster/postmaster.pid').split('\n')[3]
  return `postgresql://tantieme:${read('password')}@127.0.0.1:${port}/tantieme`
}

export async function withOrm<T>(url: string, work: (orm: Orm) => Promise<T>): Promise<T> {
  const orm = await openOrm({ url })
  try {
    return await work(orm)
  } finally {
    await orm.close()
  }
}

/** The sentences that do not hold on a database, and how many were checked. */
export async function checksOn(url: string): Promise<{ made: number; broken: string[] }> {
  const results = await withOrm(url, orm => orm.em.fork().transactional(runChecks))
  const broken = results.filter(({ violations }) => violations > 0)
  return { made: results.length, broken: broken.map(({ name }) => name) }
}

export async function rowsOf(url: string): Promise<Rows> {
  const rows: Rows = {}
  const one = (table: string) =>
    `select '${table}' as name, (to_jsonb(t) - 'xid')::text as row from "${table}" as t`
  for (const table of TABLES) rows[table] = []
  for (const { name, row } of await ask(url, `${TABLES.map(one).join(' union all ')} order by name, row`)) {
    rows[name]?.push(row)
  }
  return rows
}

/** The tables that hold rows. */
export async function filled(url: string): Promise<string[]> {
  const rows = await rowsOf(url)
  return TABLES.filter(table => rows[table]?.length !== 0)
}

const targets: string[] = []

/** A database on the tests' server: empty, or with our tables and no rows. */
export async function newTarget(prepared: 'empty' | 'prepared' = 'prepared'): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  targets.push(name)
  await ask(urlOf('postgres'), `create database ${name} ${prepared === 'empty' ? '' : 'template tantieme'}`)
  return urlOf(name)
}

export async function dropTargets(): Promise<void> {
  for (const name of targets.splice(0)) await ask(urlOf('postgres'), `drop database ${name} with (force)`)
}

/** A database of the tests' server as its owner sees it. */
export function urlOf(database: string): string {
  const url = new URL(process.env.TEST_OWNER_URL ?? '')
  url.pathname = `/${database}`
  return url.href
}

/** Runs Node with these arguments, and says how it ended and what it said. */
export function runNode(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, ...environment }
  return new Promise<{ end: number | string | null; said: string }>(done => {
    const child = execFile(process.execPath, args, { env }, (_error, out, err) =>
      done({ end: child.signalCode ?? child.exitCode, said: out + err }),
    )
  })
}

/** Where a file of the program lies. */
export function sourceFile(path: string): string {
  return fileURLToPath(new URL(`../../src/${path}`, import.meta.url))
}

/** Until the move that began or is about to begin has gone from the embedded database. */
export async function whileMoved(client: Client): Promise<void> {
  const moving = async () =>
    (await client.query("select from pg_stat_activity where application_name = 'tantieme-move'")).rowCount !==
    0
  while (!(await moving())) await sleep(10)
  while (await moving()) await sleep(10)
}
