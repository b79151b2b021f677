import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { composeIBAN } from 'ibantools'
import { sql } from 'kysely'
import pg from 'pg'
import { copyInto } from '../src/database/copy.ts'
import { startEmbedded } from '../src/database/embedded.ts'
import { type Orm, openOrm } from '../src/database/orm.ts'
import { prepareDatabase } from '../src/database/prepare.ts'
import { snapshot } from '../src/database/snapshot.ts'
import { sqlOf } from '../src/database/sql.ts'
import { writePaymentFile } from '../src/documents/pain/write-payment-file.ts'
import { distribute } from '../src/domain/dividends/run/distribute.ts'
import { newId } from '../src/domain/ids.ts'
import { openBankAccount } from '../src/domain/payments/bank/open-bank-account.ts'
import { batchOf } from '../src/domain/payments/payouts/batches.ts'
import { payRun } from '../src/domain/payrun/pay-run.ts'
import { preparePayouts } from '../src/domain/payrun/prepare-payouts.ts'
import { groupsOf } from '../src/domain/payrun/run-groups.ts'
import { installQueue } from '../src/jobs/queue.ts'
import { orderedBatch } from '../src/schema/ordered-batch.ts'
import { changeAt, seedMonth, seedProject } from './seed.ts'

/** The accounts were named and compared long before the day on which money leaves. */
const NAMED = new Date('2025-02-01T12:00:00Z')
const PREPARED = new Date('2025-04-30T08:00:00Z')
const PAYDAY = '2025-05-05'

/**
 * `npm run bench -- payday`: `--holders N` (100,000) with a bank account each, whom a run has paid. Who is paid is asked
 * `--runs N` times (5) and the median told, beside its floor: one statement that reads the balance and the bank account of
 * each. Then a batch of all is prepared once, beside the writing of the same rows into bare tables of the same columns and
 * indexes, and its file is written. `--json` prints one object on the last line.
 */
export async function benchPayday(args: readonly string[]): Promise<void> {
  const options = {
    holders: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args: [...args], options })
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-bench-'))
  const server = await startEmbedded({ folder })
  const owner = new pg.Client({ connectionString: server.url })
  try {
    const { url } = await prepareDatabase(server.url, installQueue)
    const orm = await openOrm({ url, connections: 4, poolTimeoutMs: 600_000 })
    await owner.connect()
    const holders = Number(values.holders)
    await seedPayees(orm, holders)
    const payRunSeconds = await askedOften(orm, owner, Number(values.runs))
    const batch = await prepared(orm, owner)
    const file = await filed(orm, batch.batchId)
    await orm.close()
    const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024)
    const { batchId: _, ...preparing } = batch
    const measured = { holders, payRun: payRunSeconds, prepare: preparing, file, peakRssMb }
    tell(measured)
    if (values.json) console.log(JSON.stringify({ bench: 'payday', ...measured }))
  } finally {
    await owner.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Beside = { seconds: number; floorSeconds: number; ratio: number }
type Measured = {
  holders: number
  payRun: Beside
  prepare: Beside & { legs: number }
  file: { seconds: number; megabytes: number }
  peakRssMb: number
}

function tell({ holders, payRun: asked, prepare, file, peakRssMb }: Measured): void {
  const beside = ({ seconds, floorSeconds, ratio }: Beside) =>
    `${seconds.toFixed(2)} s, floor ${floorSeconds.toFixed(2)} s, ratio ${ratio.toFixed(2)}`
  console.log(`who is paid, ${holders.toLocaleString('en')} holders: ${beside(asked)}`)
  console.log(`a batch of ${prepare.legs.toLocaleString('en')}: ${beside(prepare)}`)
  console.log(`its file: ${file.seconds.toFixed(2)} s, ${file.megabytes} MB; peak ${peakRssMb} MB`)
}

/** Holders whom a run has credited, and an account of each on which he may be paid. */
async function seedPayees(orm: Orm, holders: number): Promise<void> {
  await changeAt(orm, NAMED, em =>
    openBankAccount(
      em,
      { code: 'clients', currency: 'EUR', iban: ibanOf(0), bic: null, holderName: 'Clients' },
      NAMED,
    ),
  )
  const projectId = await seedProject(orm, holders)
  const now = await seedMonth(orm, projectId, '2025-03', `${holders * 500}.37`)
  await changeAt(orm, now, em => distribute(em, { projectId }, now))
  await changeAt(orm, NAMED, async em => {
    const { rows } = await sql<{ id: string }>`select taker_id as id from lot order by id`.execute(sqlOf(em))
    const named = rows.map(({ id }, place) => ({ id: newId(), ownerId: id, iban: ibanOf(place + 1) }))
    await copyInto(
      em,
      'payout_account',
      ['id', 'owner_id', 'version', 'iban', 'holder_name', 'added_at'],
      named.map(({ id, ownerId, iban }, place) => [
        id,
        ownerId,
        1,
        iban,
        `Holder ${place}`,
        NAMED.toISOString(),
      ]),
    )
    await copyInto(
      em,
      'payee_verification',
      ['id', 'payout_account_id', 'result', 'verifier_id', 'verified_at'],
      named.map(({ id }) => [newId(), id, 'match', id, NAMED.toISOString()]),
    )
    return { projectId }
  })
}

const ibanOf = (place: number) => `${composeIBAN({ countryCode: 'DE', bban: `${place}`.padStart(18, '0') })}`

/** The median of asking who is paid, beside the floor asked right after it. Throws when the groups miss the liability. */
async function askedOften(orm: Orm, owner: pg.Client, runs: number): Promise<Beside> {
  await owner.query('vacuum analyze')
  const measured: Beside[] = []
  for (let run = 0; run < runs; run++) {
    const { seconds, result } = await timed(() => snapshot(orm.em, em => payRun(em, PAYDAY, PREPARED)))
    const liability = result.totals.reduce((sum, total) => sum + total.liability, 0n)
    const grouped = groupsOf(result.lines, result.onTheirWay).reduce((sum, group) => sum + group.amount, 0n)
    if (grouped !== liability) throw new Error(`the groups come to ${grouped}, the books to ${liability}`)
    const { seconds: floorSeconds } = await timed(() => owner.query(BALANCES))
    measured.push({ seconds, floorSeconds, ratio: seconds / floorSeconds })
  }
  return measured.toSorted((one, other) => one.ratio - other.ratio)[runs >> 1] as Beside
}

/** What no answer can do without: the balance of each payee, and where he is paid. */
const BALANCES = `
  select account.owner_id, account.currency, held.balance, destination.id, destination.iban
    from (select account_id, sum(amount) as balance from posting group by account_id) as held
    join account on account.id = held.account_id and account.kind = 'holder'
    left join payout_account as destination on destination.owner_id = account.owner_id
   where held.balance <> 0`

async function prepared(orm: Orm, owner: pg.Client): Promise<Beside & { legs: number; batchId: string }> {
  await owner.query('checkpoint')
  const { seconds, result } = await timed(() =>
    changeAt(orm, PREPARED, em =>
      preparePayouts(em, { date: PAYDAY, currency: 'EUR', preparerId: newId() }, PREPARED),
    ),
  )
  const { batchId } = result
  const floorSeconds = await written(owner, batchId)
  const { rows } = await owner.query('select count(*)::int as legs from payout_leg where batch_id = $1', [
    batchId,
  ])
  return { seconds, floorSeconds, ratio: seconds / floorSeconds, legs: rows[0].legs, batchId }
}

/** The seconds of writing the legs of a batch, their entries and postings, into tables with the same columns, keys and indexes. */
async function written(owner: pg.Client, batchId: string): Promise<number> {
  const tables = ['payout_leg', 'entry', 'posting']
  for (const table of tables) {
    await owner.query(`create table floor_${table} (like ${table} including defaults including indexes)`)
  }
  await owner.query('vacuum analyze')
  await owner.query('checkpoint')
  const { seconds } = await timed(async () => {
    await owner.query('begin')
    await owner.query('insert into floor_payout_leg select * from payout_leg where batch_id = $1', [batchId])
    await owner.query(
      `insert into floor_entry select entry.* from payout_leg as leg
         join entry on kind = 'payoutPrepared' and fact_id = leg.id where batch_id = $1`,
      [batchId],
    )
    await owner.query(
      'insert into floor_posting select posting.* from posting join floor_entry as entry on entry.id = entry_id',
    )
    await owner.query('commit')
  })
  return seconds
}

async function filed(orm: Orm, batchId: string): Promise<Measured['file']> {
  const em = orm.em.fork()
  const { seconds, result } = await timed(async () =>
    writePaymentFile(await orderedBatch(em, await batchOf(em, batchId), 'Tantième'), '09'),
  )
  if (result.file === null) throw new Error(`there is no file: ${result.refusals.length} refusals`)
  return { seconds, megabytes: Math.round(result.file.bytes.length / 1e6) }
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const started = process.hrtime.bigint()
  const result = await work()
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, result }
}
