import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { EntityManager } from '@mikro-orm/postgresql'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { changeAt, seedMonth, seedProject } from '../bench/seed.ts'
import { openOrm } from '../src/database/orm.ts'
import { sqlOf } from '../src/database/sql.ts'
import { BOOK_CHECKS } from '../src/domain/checks/book-checks.ts'
import { DISTRIBUTION_CHECKS } from '../src/domain/checks/distribution-checks.ts'
import { LINE_CHECKS } from '../src/domain/checks/line-checks.ts'
import { runChecks } from '../src/domain/checks/run-checks.ts'
import { SPLIT_CHECKS } from '../src/domain/checks/split-checks.ts'
import { distribute } from '../src/domain/dividends/run/distribute.ts'
import { booksOf } from '../src/domain/reports/books.ts'

/** An empty prepared database that nobody is connected to, and how often to kill what over how many holders. */
export type Plan = { ownerUrl: string; appUrl: string; kills: number; holders: number; seed: number }

/** How far the killed runs had come, and what differed. */
export type Killed = { before: number; during: number; after: number; differences: string[] }

/** Where a run is killed: at a share of its length in thousandths, or before one of the things it sends. */
type Place = { way: 'moment' | 'point'; thousandth: number }

type Unbroken = { milliseconds: number; points: number; books: Buffer }

const RUN_CHECKS = [...BOOK_CHECKS, ...DISTRIBUTION_CHECKS, ...SPLIT_CHECKS, ...LINE_CHECKS]

const PROCESS = fileURLToPath(new URL('./kill-process.ts', import.meta.url))

/**
 * Seeds a project with one run behind it and one ahead, once. Then, each time in a copy of that database: the run ahead
 * is begun, killed, and begun again by a new process at once, however long the server takes to notice. The copies are
 * dropped. Half of the kills fall on a moment, half on a numbered point.
 */
export async function playKills(plan: Plan): Promise<Killed> {
  const now = await seed(plan)
  const unbroken = await inCopy(plan, 'unbroken', url => runUnbroken(url, now))
  const place = fc.record({
    way: fc.constantFrom('moment', 'point'),
    // Every place is as likely as any other.
    thousandth: fc.noBias(fc.integer({ min: 0, max: 1000 })),
  }) as fc.Arbitrary<Place>
  const killed: Killed = { before: 0, during: 0, after: 0, differences: [] }
  for (const [index, drawn] of fc.sample(place, { numRuns: plan.kills, seed: plan.seed }).entries()) {
    const where: Place = { ...drawn, way: index % 2 === 0 ? 'moment' : 'point' }
    await inCopy(plan, `${index}`, async url => {
      killed[await killOnce(url, now, where, unbroken)]++
      const outcome = await toTheEnd(url, now)
      const difference = differenceOf(await booksIn(url), unbroken.books)
      if (difference !== null) {
        killed.differences.push(`kill ${index} (${where.way} ${where.thousandth}, ${outcome}): ${difference}`)
      }
    })
  }
  return killed
}

async function seed({ appUrl, holders }: Plan): Promise<Date> {
  const orm = await openOrm({ url: appUrl })
  const projectId = await seedProject(orm, holders)
  await changeAt(orm, new Date('2025-01-02'), async em => {
    await nameHolders(em)
    return { projectId }
  })
  const first = await seedMonth(orm, projectId, '2025-02', `${holders}.37`)
  await changeAt(orm, first, em => distribute(em, { projectId }, first))
  const now = await seedMonth(orm, projectId, '2025-03', `${holders}.11`)
  await orm.close()
  return now
}

/** Each has a name of his own: the books know him by it. */
async function nameHolders(em: EntityManager): Promise<void> {
  await sql`
    insert into profile (party_id, version, name, language)
    select party.id, 1, 'Holder ' || lpad((row_number() over (order by party.id))::text, 9, '0'), 'en'
      from party left join profile on party_id = party.id where party_id is null`.execute(sqlOf(em))
}

async function runUnbroken(url: string, now: Date): Promise<Unbroken> {
  const { child, lines } = start(url, now, 0)
  let [begun, ended, points] = [0, 0, 0]
  for await (const line of lines) {
    if (line === 'begun') begun = performance.now()
    if (!line.startsWith('ended')) continue
    ended = performance.now()
    points = Number(line.split(' ')[1])
    child.stdin.end()
  }
  await refuseBroken(url)
  return { milliseconds: ended - begun, points, books: await booksIn(url) }
}

/** The seeded shares have no orders, so the checks of raises are left out. */
async function refuseBroken(url: string): Promise<void> {
  const orm = await openOrm({ url })
  const results = await orm.em.fork().transactional(em => runChecks(em, RUN_CHECKS))
  await orm.close()
  const broken = results.filter(({ violations }) => violations > 0)
  if (broken.length > 0) throw new Error(`The unbroken run does not hold: ${JSON.stringify(broken)}`)
}

/** Begins the run and kills it there. Answers how far it had come. */
async function killOnce(
  url: string,
  now: Date,
  { way, thousandth }: Place,
  { milliseconds, points }: Unbroken,
): Promise<'before' | 'during' | 'after'> {
  // One past the last: after everything was sent.
  const point = way === 'point' ? 1 + Math.round((thousandth * points) / 1000) : 0
  const { child, lines } = start(url, now, point)
  const ended = once(child, 'exit')
  const told: string[] = []
  for await (const line of lines) {
    told.push(line)
    if (way === 'moment' && line === 'begun') {
      await sleep((milliseconds * thousandth) / 1000)
      child.kill('SIGKILL')
    }
    if (way === 'point' && line.startsWith('ended')) child.kill('SIGKILL')
  }
  await ended
  if (child.signalCode !== 'SIGKILL') throw new Error(`The process was not killed: ${told.join(', ')}`)
  return told.includes('committing') ? 'after' : told.includes('writing') ? 'during' : 'before'
}

/** The job in a new process, which ends by itself. Answers what it said. */
async function toTheEnd(url: string, now: Date): Promise<string> {
  const { child, lines } = start(url, now, 0)
  child.stdin.end()
  let told = 'it said nothing'
  for await (const line of lines) told = line
  return told
}

function start(url: string, now: Date, point: number) {
  const child = spawn(process.execPath, [PROCESS, url, now.toISOString(), `${point}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return { child, lines: createInterface({ input: child.stdout }) }
}

async function booksIn(url: string): Promise<Buffer> {
  const orm = await openOrm({ url, connections: 1 })
  const pieces = await orm.em.fork().transactional(async em => Array.fromAsync(await booksOf(em, null)))
  await orm.close()
  return Buffer.concat(pieces)
}

/** The first line in which two books differ, or null. */
function differenceOf(books: Buffer, expected: Buffer): string | null {
  if (books.equals(expected)) return null
  const [found, wanted] = [books, expected].map(each => each.toString().split('\n')) as [string[], string[]]
  const at = wanted.findIndex((line, index) => line !== found[index])
  return `line ${at + 1} is ${found[at]} and not ${wanted[at]}`
}

/** Works in a copy of the seeded database, which is dropped afterwards. */
async function inCopy<T>({ ownerUrl, appUrl }: Plan, suffix: string, work: (url: string) => Promise<T>) {
  const template = new URL(ownerUrl).pathname.slice(1)
  const name = `${template}_${suffix}`
  const [admin, url] = [new URL(ownerUrl), new URL(appUrl)]
  admin.pathname = '/postgres'
  url.pathname = `/${name}`
  const client = new pg.Client({ connectionString: admin.href })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${template} strategy file_copy`)
    return await work(url.href)
  } finally {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  }
}
