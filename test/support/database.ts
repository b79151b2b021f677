import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import { sql } from 'kysely'
import { Client } from 'pg'
import { type Orm, openOrm } from '../../src/database/orm.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { type CheckRow, checkSql, resultOf } from '../../src/domain/checks/check.ts'
import { CHECKS } from '../../src/domain/checks/run-checks.ts'

/** A database of the test file's own: a copy of the migrated template, dropped at the end. */
export type TestDatabase = {
  /** As the application sees it: it may append facts and change work rows only. */
  orm: Orm
  url: string
  ownerUrl: string
  /** What must end before the database is dropped. */
  beforeDrop: (() => Promise<unknown>)[]
}

/**
 * Gives a test file its database. After each test that appended a fact every invariant is checked, unless the test says
 * that it breaks one on purpose. Facts are appended inside acts only, so the latest act tells.
 */
export function useDatabase({ checked = true } = {}): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`
  let checkedUpTo: string | null | undefined
  let books: Client | undefined
  const database = { beforeDrop: [] as (() => Promise<unknown>)[] } as TestDatabase
  beforeAll(async () => {
    await asOwner(owner => owner.query(`create database ${name} template tantieme`))
    database.url = urlOf('TEST_APP_URL', name)
    database.ownerUrl = urlOf('TEST_OWNER_URL', name)
    // A machine that is busy with other test files makes transactions queue: that must not decide a test.
    database.orm = await openOrm({ url: database.url, poolTimeoutMs: 170_000 })
  })
  afterEach(async () => {
    if (!checked) return
    const latest = await latestAct(database)
    if (latest === checkedUpTo) return
    checkedUpTo = latest
    books ??= await openBooks(database.url)
    const results = await checkBooks(books)
    expect(results.filter(result => result.violations > 0)).toEqual([])
  })
  afterAll(async () => {
    for (const end of database.beforeDrop) await end()
    await books?.end()
    await database.orm.close()
    await asOwner(owner => owner.query(`drop database ${name} with (force)`))
  })
  return database
}

/** A connection of its own for the checks, set as `runChecks` sets its transaction. */
async function openBooks(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, options: '-c enable_nestloop=off' })
  await client.connect()
  return client
}

/**
 * Makes every check, all in one statement of which the server keeps the plan: on books as small as these, planning and
 * going to and fro take most of the time.
 */
async function checkBooks(client: Client) {
  const { rows } = await client.query<CheckRow & { place: number }>({ name: 'checks', text: ALL_CHECKS })
  const byPlace = Map.groupBy(rows, row => row.place)
  return CHECKS.map((check, place) => resultOf(check, byPlace.get(place) ?? []))
}

const ALL_CHECKS = CHECKS.map(
  (check, place) => `select ${place} as place, made.* from (${checkSql(check)}) as made`,
).join('\nunion all\n')

async function latestAct({ orm }: TestDatabase): Promise<string | null> {
  const { rows } = await sql<{ latest: string | null }>`select max(id::text) as latest from act`.execute(
    sqlOf(orm.em.fork()),
  )
  return rows[0]?.latest ?? null
}

async function asOwner(work: (owner: Client) => Promise<unknown>): Promise<void> {
  const owner = new Client({ connectionString: urlOf('TEST_OWNER_URL', 'postgres') })
  await owner.connect()
  try {
    await work(owner)
  } finally {
    await owner.end()
  }
}

function urlOf(variable: string, database: string): string {
  const url = new URL(process.env[variable] ?? '')
  url.pathname = `/${database}`
  return url.href
}
