import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { testClock } from '../../src/clock.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { startCron } from '../../src/jobs/cron.ts'
import type { Job } from '../../src/jobs/job.ts'
import { catchUp } from '../../src/jobs/ticks.ts'
import { openQueue } from '../../src/jobs/worker.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const PROCESS = fileURLToPath(new URL('../support/tick-process.ts', import.meta.url))
const TICKS = 200

test('two processes on one database run 200 ticks exactly 200 times', async () => {
  const processes = [1, 2].map(() => {
    const child = spawn(process.execPath, [PROCESS, database.url, String(TICKS)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    return { child, said: text(child.stdout) }
  })
  await untilFinished()
  for (const { child } of processes) child.stdin.end()
  const said = await Promise.all(
    processes.map(async ({ child, said }) => [await said, await once(child, 'exit')] as const),
  )
  const sum = (word: string) =>
    said.reduce((total, [lines]) => total + Number(new RegExp(`${word} (\\d+)`).exec(lines)?.[1]), 0)
  expect([sum('fired'), sum('ran')]).toEqual([TICKS, TICKS])
  const { rows } = await sql<{ runs: number; ticks: bigint }>`
    select runs, count(*) as ticks from tick where job = 'counted' group by runs`.execute(
    sqlOf(database.orm.em.fork()),
  )
  expect(rows).toEqual([{ runs: 1, ticks: BigInt(TICKS) }])
})

async function untilFinished(): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ done: number }>`
      select count(*)::int as done from tick where finished_at is not null`.execute(
      sqlOf(database.orm.em.fork()),
    )
    if (rows[0]?.done === TICKS) return
    await sleep(50)
  }
}

describe('after a downtime', () => {
  const job = (name: string, catchUpTo: number): Job => {
    return { name, cron: '*/10 * * * *', what: '', catchUp: catchUpTo, run: async () => '' }
  }

  async function fired(each: Job, until: string): Promise<string[]> {
    const boss = await openQueue(database.url, { info() {}, warn() {}, error() {} })
    const span = { now: new Date(until), since: new Date('2030-02-01T00:00:00Z') }
    await Promise.all([catchUp(database.orm, boss, [each], span), catchUp(database.orm, boss, [each], span)])
    await boss.stop({ graceful: false })
    const { rows } = await sql<{ fireAt: Date }>`
      select fire_at from tick where job = ${each.name} order by fire_at`.execute(
      sqlOf(database.orm.em.fork()),
    )
    return rows.map(row => row.fireAt.toISOString().slice(11, 16))
  }

  test('three missed ticks are caught up, three of three, by any number of processes', async () => {
    expect(await fired(job('each', 3), '2030-02-01T00:35:00Z')).toEqual(['00:10', '00:20', '00:30'])
  })

  test('a job that loops over what is missing needs only the last one', async () => {
    expect(await fired(job('last', 1), '2030-02-01T00:35:00Z')).toEqual(['00:30'])
    expect(await fired(job('last', 1), '2030-02-01T00:35:00Z')).toEqual(['00:30'])
    expect(await fired(job('last', 1), '2030-02-01T01:00:00Z')).toEqual(['00:30', '01:00'])
  })

  test('a fire time that has just come counts, one that has not does not', async () => {
    expect(await fired(job('exact', 5), '2030-02-01T00:20:00.000Z')).toEqual(['00:10', '00:20'])
    expect(await fired(job('early', 5), '2030-02-01T00:19:59.999Z')).toEqual(['00:10'])
  })
})

test('a process that was busy when a tick came fires it at its next look', async () => {
  const log = { info() {}, warn() {}, error() {} }
  const job: Job = { name: 'nightly', cron: '17 3 * * *', what: '', catchUp: 1, run: async () => '' }
  const clock = testClock(new Date('2030-03-01T03:16:59Z'))
  const boss = await openQueue(database.url, log)
  const stop = startCron(database.orm, boss, [job], { clock, log, line: '* * * * * *' })
  clock.move?.(new Date('2030-03-01T03:18:01Z')) // nobody looked at 03:17
  const ticks = async () => {
    const { rows } = await sql<{ fireAt: Date }>`select fire_at from tick where job = 'nightly'`.execute(
      sqlOf(database.orm.em.fork()),
    )
    return rows.map(row => row.fireAt.toISOString())
  }
  while ((await ticks()).length === 0) await sleep(50)
  await stop()
  await boss.stop({ graceful: false })
  expect(await ticks()).toEqual(['2030-03-01T03:17:00.000Z'])
})
