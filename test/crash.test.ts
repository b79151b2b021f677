import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { Client } from 'pg'
import { sqlOf } from '../src/database/sql.ts'
import { distribute } from '../src/domain/dividends/run/distribute.ts'
import { dividends } from '../src/domain/dividends/run/distributions.ts'
import { useDatabase } from './support/database.ts'
import { untilBlocked, untilGone } from './support/killing.ts'
import { at, worldOf } from './support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const PROCESS = fileURLToPath(new URL('./support/distribute-process.ts', import.meta.url))
const NOW = '2025-04-05T12:00:00.000Z'

const start = (projectId: string) =>
  spawn(process.execPath, [PROCESS, database.url, projectId, NOW], { stdio: ['ignore', 'pipe', 'inherit'] })

/** Everything a run writes, counted. */
async function written(projectId: string) {
  const { rows } = await sql<{ runs: number; lines: number; entries: number; acts: number }>`
    select (select count(*)::int from distribution where project_id = ${projectId}) as runs,
           (select count(*)::int from dividend join distribution as run on run.id = distribution_id
             where project_id = ${projectId}) as lines,
           (select count(*)::int from entry join distribution as run on run.id = fact_id
             where project_id = ${projectId}) as entries,
           (select count(*)::int from act where verb = 'distribute') as acts`.execute(
    sqlOf(database.orm.em.fork()),
  )
  return rows[0]
}

/** Starts a run, kills it the moment it is about to write the table, and waits until the server has noticed. */
async function killInside(projectId: string, table: string): Promise<void> {
  const owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query('begin')
  await owner.query(`lock table ${table} in share mode`)
  const child = start(projectId)
  await untilBlocked(owner, table)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await owner.query('rollback')
  await untilGone(owner)
  await owner.end()
}

describe('a process killed with -9 inside a distribution', () => {
  test.each(['distribution', 'distribution_pool', 'dividend', 'posting', 'act_made'])(
    'about to write %s leaves nothing, and the next one finishes it',
    async table => {
      const { projectId } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
      await world.approved(projectId, '2025-03', '1000.00')
      const before = await written(projectId)
      await killInside(projectId, table)
      expect(await written(projectId)).toEqual(before)

      const { distributionId } = await world.run(NOW, em => distribute(em, { projectId }, at(NOW)))
      const lines = await dividends(database.orm.em.fork(), { distributionIds: [distributionId] })
      expect(lines.map(line => line.net).reduce((total, net) => total + net, 0n)).toBe(30_000n)
      expect(await written(projectId)).toMatchObject({ runs: 1, lines: 3, entries: 1 })
    },
  )
})

test('two processes that distribute the same project at once run it once', async () => {
  const { projectId } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
  await world.approved(projectId, '2025-03', '1000.00')
  const attempts = await Promise.allSettled(
    Array.from({ length: 8 }, () => world.run(NOW, em => distribute(em, { projectId }, at(NOW)))),
  )
  const refused = attempts.flatMap(attempt => (attempt.status === 'rejected' ? [attempt.reason.code] : []))
  expect(refused).toEqual(Array.from({ length: 7 }, () => 'NOTHING_TO_DISTRIBUTE'))
  expect(await written(projectId)).toMatchObject({ runs: 1, lines: 3, entries: 1 })
})
