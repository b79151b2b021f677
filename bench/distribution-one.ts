import pg from 'pg'
import { openOrm } from '../src/database/orm.ts'
import { distribute } from '../src/domain/dividends/run/distribute.ts'
import { watched } from '../src/jobs/watched.ts'
import { openLog } from '../src/log.ts'
import { progressBar } from './progress-bar.ts'
import { changeAt, seedMonth, seedProject } from './seed.ts'

/*
 * One measurement in a process of its own, so that its memory is its own: runs of a project of N holders on the real
 * path after a first one, and beside each the floor: a bare `insert … select` of the rows it wrote into bare tables.
 * The tables are vacuumed and all is on disk before either side. Of so many runs the one with the median ratio is
 * printed as one JSON object. Usage: node bench/distribution-one.ts APP_URL OWNER_URL N RUNS
 */
const [appUrl = '', ownerUrl = '', count = '', times = ''] = process.argv.slice(2)
const n = Number.parseInt(count, 10)
const runs = Number.parseInt(times, 10)

const log = openLog('warn')
const orm = await openOrm({ url: appUrl, connections: 4 })
const owner = new pg.Client({ connectionString: ownerUrl })
await owner.connect()

const projectId = await seedProject(orm, n)
await runOf('2025-02')
const measured: { seconds: number; floorSeconds: number }[] = []
for (let run = 0; run < runs; run++) {
  const seconds = await runOf(`2025-${String(run + 3).padStart(2, '0')}`)
  measured.push({ seconds, floorSeconds: await floor() })
}
measured.sort((a, b) => a.seconds / a.floorSeconds - b.seconds / b.floorSeconds)
const { seconds, floorSeconds } = measured[runs >> 1] as { seconds: number; floorSeconds: number }
const bytes = (await sizeOf('dividend')) + (await sizeOf('posting'))
await owner.end()
await orm.close()
console.log(
  JSON.stringify({
    n,
    seconds: rounded(seconds),
    floorSeconds: rounded(floorSeconds),
    ratio: rounded(seconds / floorSeconds),
    // Of all its life, the seed and the first run, which opens all accounts, included.
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    bytesPerHolder: Math.round(bytes / n / (runs + 1)),
  }),
)

/** The seconds of the run for a month. */
async function runOf(month: string): Promise<number> {
  const now = await seedMonth(orm, projectId, month, `${n}.37`)
  await settle()
  const bar = progressBar(`${n.toLocaleString('en')} holders, ${month}`)
  const seconds = await timed(() =>
    watched({ orm, log }, projectId, watch =>
      changeAt(orm, now, em =>
        distribute(em, { projectId }, now, progress => {
          watch(progress)
          bar.show(progress)
        }),
      ),
    ),
  )
  bar.end()
  return seconds
}

/** The seconds of writing the lines, the entry and the postings of the latest run, into tables with the same columns, keys and indexes. */
async function floor(): Promise<number> {
  const tables = ['entry', 'dividend', 'posting']
  for (const table of tables) {
    await owner.query(`create table floor_${table} (like ${table} including defaults including indexes)`)
  }
  await settle()
  const { rows } = await owner.query(
    `select distribution.id as run, entry.id as entry from distribution join entry on fact_id = distribution.id
      where project_id = $1 order by number desc limit 1`,
    [projectId],
  )
  const { run, entry } = rows[0]
  const spent = await timed(async () => {
    await owner.query('begin')
    await owner.query('insert into floor_entry select * from entry where id = $1', [entry])
    await owner.query('insert into floor_dividend select * from dividend where distribution_id = $1', [run])
    await owner.query('insert into floor_posting select * from posting where entry_id = $1', [entry])
    await owner.query('commit')
  })
  for (const table of tables) await owner.query(`drop table floor_${table}`)
  return spent
}

/** The statistics an operator's autovacuum would have taken, and nothing left to be written by somebody else. */
async function settle(): Promise<void> {
  await owner.query('vacuum analyze')
  await owner.query('checkpoint')
}

async function sizeOf(table: string): Promise<number> {
  const { rows } = await owner.query(`select pg_total_relation_size('${table}')::float8 as bytes`)
  return rows[0].bytes
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - started) / 1e9
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
