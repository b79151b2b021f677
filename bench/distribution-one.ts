import pg from 'pg'
import { openOrm } from '../src/database/orm.ts'
import { distribute } from '../src/domain/dividends/run/distribute.ts'
import { changeAt, seedMonth, seedProject } from './seed.ts'

/*
 * One measurement in a process of its own, so that its memory is its own: the second run of a project of N holders on
 * the real path, and beside it the floor: a bare `insert … select` of the same rows into bare tables.
 * Prints one JSON object. Usage: node bench/distribution-one.ts APP_URL OWNER_URL N
 */
const [appUrl = '', ownerUrl = '', count = ''] = process.argv.slice(2)
const n = Number.parseInt(count, 10)

const orm = await openOrm({ url: appUrl, connections: 4 })
const projectId = await seedProject(orm, n)
const amount = `${n}.37`
const first = await seedMonth(orm, projectId, '2025-02', amount)
await changeAt(orm, first, em => distribute(em, { projectId }, first))
const now = await seedMonth(orm, projectId, '2025-03', amount)

const owner = new pg.Client({ connectionString: ownerUrl })
await owner.connect()
// The statistics an operator's autovacuum would have taken by then.
await owner.query('vacuum analyze')
await owner.query('checkpoint')

const seconds = await timed(() => changeAt(orm, now, em => distribute(em, { projectId }, now)))
const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024)

await owner.query('checkpoint')
const bytes = (await sizeOf('dividend')) + (await sizeOf('posting'))
const floorSeconds = await timed(floor)
await owner.end()
await orm.close()
console.log(
  JSON.stringify({
    n,
    seconds: rounded(seconds),
    floorSeconds: rounded(floorSeconds),
    ratio: rounded(seconds / floorSeconds),
    peakRssMb,
    // Both runs wrote their rows.
    bytesPerHolder: Math.round(bytes / n / 2),
  }),
)

/** As many lines and postings as the run wrote, into tables of the same columns, primary keys and indexes. */
async function floor(): Promise<void> {
  for (const table of ['entry', 'dividend', 'posting']) {
    await owner.query(`create table floor_${table} (like ${table} including defaults including indexes)`)
  }
  await owner.query('begin')
  await owner.query(`
    insert into floor_dividend select dividend.* from dividend join distribution on distribution.id = distribution_id
     where number = 2 and project_id = '${projectId}'`)
  await owner.query(`
    insert into floor_posting select posting.* from posting join entry on entry.id = entry_id
      join distribution on distribution.id = fact_id where number = 2 and project_id = '${projectId}'`)
  await owner.query('commit')
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
