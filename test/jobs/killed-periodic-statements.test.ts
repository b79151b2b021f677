import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { Client } from 'pg'
import { sqlOf } from '../../src/database/sql.ts'
import { closeStatementPeriod } from '../../src/domain/dividends/periods/close-statement-period.ts'
import { statementPeriodOf } from '../../src/domain/dividends/periods/statement-periods.ts'
import { newId } from '../../src/domain/ids.ts'
import { closeBooks } from '../support/closing-books.ts'
import { useDatabase } from '../support/database.ts'
import { untilBlocked, untilGone } from '../support/killing.ts'
import { at, worldOf } from '../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const PROCESS = fileURLToPath(new URL('../support/periodic-process.ts', import.meta.url))
const NOW = '2025-07-20T12:00:00.000Z'
/** More than the job writes in one transaction. */
const HOLDERS = 52

const folder = mkdtempSync(join(tmpdir(), 'tantieme-killed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  const shares = Object.fromEntries(Array.from({ length: HOLDERS }, (_, index) => [`H${index}`, 1]))
  const { projectId } = await world.funded(shares)
  await world.month(projectId, '2025-02', '1000.00')
  await closeBooks(world, database, '2025-06')
})

const start = () =>
  spawn(process.execPath, [PROCESS, database.url, folder, NOW], { stdio: ['ignore', 'ignore', 'inherit'] })

async function papersOf(periodId: string) {
  const { rows } = await sql<{ holderId: string; version: number; sha256: string }>`
    select holder_id as "holderId", version, sha256 from periodic_statement where period_id = ${periodId}`.execute(
    sqlOf(database.orm.em.fork()),
  )
  return rows
}

async function connected(): Promise<Client> {
  const owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  return owner
}

type Lock = { release(): Promise<void> }

/** Nobody writes the table until it is released. */
async function locked(table: string): Promise<Lock> {
  const holder = await connected()
  await holder.query('begin')
  await holder.query(`lock table ${table} in share mode`)
  return {
    release: async () => {
      await holder.query('rollback')
      await holder.end()
    },
  }
}

async function kill(child: ChildProcess, owner: Client, lock: Lock): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
  await lock.release()
  await untilGone(owner)
}

/** Begins the job, and kills it when it is about to write the table. */
async function killedBefore(table: string, owner: Client): Promise<void> {
  const lock = await locked(table)
  const child = start()
  await untilBlocked(owner, table)
  await kill(child, owner, lock)
}

/** Begins the job, lets its first transaction end, and kills it when it is about to write the papers of the second. */
async function killedBetween(owner: Client): Promise<void> {
  const first = await locked('periodic_statement')
  const child = start()
  await untilBlocked(owner, 'periodic_statement')
  // Who asks now stands behind the job's first transaction, and before its second.
  const second = locked('periodic_statement')
  await untilBlocked(owner, 'periodic_statement', 2)
  await first.release()
  const lock = await second
  await untilBlocked(owner, 'periodic_statement')
  await kill(child, owner, lock)
}

test.each<[when: string, period: string, written: number, killed: (owner: Client) => Promise<void>]>([
  ['before its first papers', '2025-03', 0, owner => killedBefore('periodic_statement', owner)],
  ['inside its first transaction', '2025-04', 0, owner => killedBefore('periodic_balance', owner)],
  ['between two transactions', '2025-05', 50, killedBetween],
  ['when all was written but the end', '2025-06', HOLDERS, owner => killedBefore('period_completion', owner)],
])(
  'killed with -9 %s and begun again, the job has issued every paper once',
  async (_when, period, written, killed) => {
    const { periodId } = await world.run(NOW, em =>
      closeStatementPeriod(em, { period, closerId: newId() }, at(NOW)),
    )
    const owner = await connected()
    await killed(owner)
    await owner.end()
    const before = await papersOf(periodId)
    expect(before).toHaveLength(written)
    const kept = new Set(readdirSync(folder))
    expect(before.filter(({ sha256 }) => !kept.has(sha256))).toEqual([])

    const [code] = await once(start(), 'exit')
    expect(code).toBe(0)
    const papers = await papersOf(periodId)
    expect([papers.length, new Set(papers.map(paper => paper.holderId)).size]).toEqual([HOLDERS, HOLDERS])
    expect(papers).toEqual(expect.arrayContaining(before))
    // What was rendered before the kill had the same bytes: each file that was ever kept is a paper's.
    for (const { sha256 } of papers)
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, sha256)))
          .digest('hex'),
      ).toBe(sha256)
    const everKept = await sql<{ sha256: string }>`select sha256 from periodic_statement`.execute(
      sqlOf(database.orm.em.fork()),
    )
    expect(readdirSync(folder).toSorted()).toEqual(everKept.rows.map(row => row.sha256).toSorted())
    expect(await statementPeriodOf(database.orm.em.fork(), periodId)).toMatchObject({
      ...{ holders: HOLDERS, issued: HOLDERS },
      completedAt: expect.any(Date),
    })
  },
)
