import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startEmbedded } from '../src/database/embedded.ts'
import { openOrm } from '../src/database/orm.ts'
import { prepareDatabase } from '../src/database/prepare.ts'
import { installQueue } from '../src/jobs/queue.ts'
import { seedOpening } from './seed-opening.ts'

/*
 * `npm run bench -- subscribe`: the opening minute. 256 clients order shares of one offering at the same time, through HTTP
 * and GraphQL, each order with a signed-in person and a key of its own; beside it, on the same server and with the same
 * sign-in, the floor: a mutation that does nothing. The two take turns, so that a busy second of the machine is shared.
 * `--processes N` (1): so many servers on one database, the floor through all of them. `--json` prints one object on the
 * last line. What was sold is counted in the database afterwards.
 */
type Measured = { requests: number; seconds: number; latencies: number[] }

const CLIENTS = fileURLToPath(new URL('./subscribe-clients.ts', import.meta.url))
const SERVER = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const SECRET = 'a secret of the bench, long enough to sign with'

/** Each side is measured so often, for so many seconds. */
const TURNS = 4
const SECONDS = 5

/** Runs the measurement and prints it. */
export async function benchSubscribe(args: readonly string[]): Promise<void> {
  const processes = args.includes('--processes') ? Number(args[args.indexOf('--processes') + 1]) : 1
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-bench-'))
  const database = await startEmbedded({ folder: join(folder, 'database') })
  const servers: ChildProcess[] = []
  try {
    const { url } = await prepareDatabase(database.url, installQueue)
    const orm = await openOrm({ url, connections: 2 })
    const opening = await seedOpening(orm, SECRET)
    await orm.close()
    const urls: string[] = []
    for (let number = 0; number < processes; number++) {
      const { child, address } = await startServer(database.url, join(folder, `server-${number}`))
      servers.push(child)
      urls.push(address)
    }
    const measure = (what: 'ping' | 'subscribe', seconds: number) =>
      runClients({ ...opening, what, seconds, urls })
    await measure('ping', 2)
    await measure('subscribe', 2)
    const [floor, orders] = [nothing(), nothing()]
    for (let turn = 0; turn < TURNS; turn++) {
      add(floor, await measure('ping', SECONDS))
      add(orders, await measure('subscribe', SECONDS))
    }
    await print({ floor, orders, processes, url: database.url }, args.includes('--json'))
  } finally {
    for (const server of servers) server.kill('SIGTERM')
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A server in a process of its own, as an operator starts it. */
async function startServer(url: string, folder: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [SERVER], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: url, DATA_DIR: folder, PORT: '0', TOKEN_SECRET: SECRET, LOG_LEVEL: 'error' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(child.stdout)) {
    const address = /http:\S+\/graphql/.exec(line)?.[0]
    if (address !== undefined) return { child, address }
  }
  throw new Error('The server did not start.')
}

async function runClients(order: object): Promise<Measured> {
  const child = spawn(process.execPath, [CLIENTS], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(order))
  return JSON.parse(await text(child.stdout))
}

const nothing = (): Measured => ({ requests: 0, seconds: 0, latencies: [] })

function add(sum: Measured, { requests, seconds, latencies }: Measured): void {
  sum.requests += requests
  sum.seconds += seconds
  sum.latencies.push(...latencies)
}

type Result = { floor: Measured; orders: Measured; processes: number; url: string }

async function print({ floor, orders, processes, url }: Result, json: boolean): Promise<void> {
  const [rate, floorRate] = [orders, floor].map(each => each.requests / each.seconds) as [number, number]
  const sorted = orders.latencies.sort((a, b) => a - b)
  const at = (part: number) => rounded(sorted[Math.floor(sorted.length * part)] as number)
  const counted = await count(url)
  const result = {
    ratePerSecond: rounded(rate),
    floorPerSecond: rounded(floorRate),
    ratio: rounded(rate / floorRate),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    ...counted,
  }
  console.log(
    `${processes} server${processes === 1 ? '' : 's'}: ${rate.toFixed(0)} orders a second  floor ${floorRate.toFixed(0)}  ratio ${(rate / floorRate).toFixed(2)}  p50 ${result.p50Ms} ms  p99 ${result.p99Ms} ms`,
  )
  console.log(`sold ${counted.sold}  oversold ${counted.oversold}  duplicates ${counted.duplicates}`)
  if (json) console.log(JSON.stringify({ bench: 'subscribe', processes, ...result }))
}

/**
 * What the database says afterwards. Oversold: shares ordered beyond those offered. Duplicates: orders beyond one per key,
 * and positions that were given twice.
 */
async function count(url: string): Promise<{ sold: number; oversold: number; duplicates: number }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(`
    select sum(shares)::int as sold, greatest(sum(shares) - min(offered), 0)::int as oversold,
           (count(*) - count(distinct (act.actor_id, act.key)) + count(*) - count(distinct subscription.position))::int as duplicates
      from subscription join offering_counter using (offering_id) join act on act.id = act_id`)
  await client.end()
  return rows[0]
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
