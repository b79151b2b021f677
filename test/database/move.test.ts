import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { type Move, type Moved, moveDatabase } from '../../src/database/move.ts'
import { prepareDatabase } from '../../src/database/prepare.ts'
import { runChecks } from '../../src/domain/checks/run-checks.ts'
import { installQueue } from '../../src/jobs/queue.ts'
import { ask, cleanUp, kill, startChild, temporary } from '../support/embedded.ts'
import {
  addressOf,
  checksOn,
  dropTargets,
  filled,
  newTarget,
  rowsOf,
  runNode,
  type Source,
  seedSource,
  sourceFile,
  TABLES,
  whileMoved,
  withOrm,
  withSource,
} from '../support/moving.ts'
import { worldOf } from '../support/world.ts'

let source: Source
/** One for all: it stays empty until a move succeeds. */
let target: string

beforeAll(async () => {
  source = await seedSource()
  target = await newTarget('empty')
})

afterAll(async () => {
  await dropTargets()
  await cleanUp()
})

function move(given: Partial<Move> = {}) {
  const onTable = () => undefined
  return moveDatabase({
    folder: source.folder,
    targetUrl: target,
    installQueue,
    runChecks,
    onTable,
    ...given,
  })
}

test('a database that is in use is not moved, and the target not touched', async () => {
  const child = await startChild(source.folder)
  const client = new Client({ connectionString: child.url, application_name: 'a report' })
  await client.connect()
  const refused = expect(move()).rejects.toThrow(
    `The embedded database is in use by a report, tantieme process ${child.process.pid}: stop that first, then repeat.`,
  )
  await whileMoved(client)
  await client.end()
  await kill(child.process)
  await refused
  expect(await ask(target, "select to_regclass('act') as act")).toEqual([{ act: null }])
})

describe('a move that fails leaves the target empty', () => {
  beforeAll(async () => {
    await prepareDatabase(target, installQueue)
  })

  afterEach(async () => {
    expect(await filled(target)).toEqual([])
  })

  test('when the target refuses a row', async () => {
    await ask(target, 'alter table lot add constraint few_shares check (shares < 6)')
    await expect(move()).rejects.toThrow('few_shares')
    await ask(target, 'alter table lot drop constraint few_shares')
  })

  test.each([
    ['changes a row', "new.body = 'something else'; return new;", /here, 1 with -?\d+ on the target/],
    ['drops a row', 'return null;', /here, 0 with 0 on the target/],
  ])('when the target %s on its way in', async (_what, does, said) => {
    await ask(
      target,
      `create function meddle() returns trigger language plpgsql as $$ begin ${does} end $$;
       create trigger meddle before insert on message for each row execute function meddle()`,
    )
    const attempt = move()
    await expect(attempt).rejects.toThrow('The copy of message differs: 1 rows with the sum')
    await expect(attempt).rejects.toThrow(said)
    await ask(target, 'drop function meddle cascade')
  })

  test('when the books do not hold', async () => {
    const count = (change: string) =>
      withSource(source.folder, url => ask(url, `update offering_counter set taken = taken ${change} 1`))
    await count('-')
    await expect(move()).rejects.toThrow(
      /^The books do not hold:\n {2}The counter of an offering equals its orders.*: 1, such as {/,
    )
    await count('+')
  })

  test.each(['target', 'source'])('when the server of the %s ends the connection', async side => {
    const end = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name in ('tantieme', 'tantieme-move')`
    const attempt = move({
      async runChecks(em) {
        await ask(side === 'target' ? target : addressOf(source.folder), end)
        return runChecks(em)
      },
    })
    await expect(attempt).rejects.toThrow(/terminat|Connection ended|not queryable/i)
  })

  test('when somebody began to use the embedded database meanwhile', async () => {
    const joined = Promise.withResolvers<Client>()
    const refused = expect(
      move({
        async runChecks(em) {
          const connection = { connectionString: addressOf(source.folder), application_name: 'tantieme' }
          const client = new Client(connection)
          await client.connect()
          joined.resolve(client)
          return runChecks(em)
        },
      }),
    ).rejects.toThrow('in use by tantieme:')
    const client = await joined.promise
    await whileMoved(client)
    await client.end()
    await refused
  })

  test('when it is not there, or of another version', async () => {
    const nowhere = move({ folder: temporary() })
    await expect(nowhere).rejects.toThrow(/^There is no embedded database in /)

    await ask(target, 'alter table lot rename column paid_in to paid')
    await expect(move()).rejects.toThrow(
      'The table lot of the embedded database is of another version: start Tantième on it once, then repeat.',
    )
    await ask(target, 'alter table lot rename column paid to paid_in')
  })

  test('when the target holds as much as one row', async () => {
    await ask(target, `insert into rate_limit values ('a', 1, null)`)
    await expect(move()).rejects.toThrow('The target is not empty: its table rate_limit holds 1 row(s).')
    expect(await filled(target)).toEqual(['rate_limit'])
    await ask(target, 'delete from rate_limit')
  })

  test('when the target cannot be reached, and that is named as the reason', async () => {
    const nowhere = move({ targetUrl: 'postgresql://nobody:x@localhost:1/none' })
    await expect(nowhere).rejects.toThrow(/^The target cannot be used: .*ECONNREFUSED/)
  })

  test('when its process is killed', async () => {
    const killed = await runNode(['--input-type=module', '-e', KILLED, source.folder, target])
    expect(killed).toEqual({ end: 'SIGKILL', said: '' })
  })
})

describe('an installation that was moved to a server of one’s own', () => {
  const told: string[] = []
  let moved: Moved

  beforeAll(async () => {
    moved = await move({ onTable: ({ table }) => told.push(table) })
  })

  test('has every row, and nothing changed here; a tick that waits is left to be fired again', async () => {
    expect(moved.tables.map(({ table }) => table)).toEqual(told)
    // These are not copied: the lots and declarations that come in make them, and the same as here.
    const made = ['holding', 'payment_taken', 'tax_standing']
    expect(new Set([...told, ...made])).toEqual(new Set(TABLES))
    expect(made.filter(table => told.includes(table))).toEqual([])
    const counts = Object.fromEntries(moved.tables.map(({ table, rows }) => [table, rows]))
    expect(counts).toMatchObject({ lot: 3, distribution: 2, dividend: 6, message: 1, tick: 1, session: 0 })

    const finished = source.rows.tick?.filter(row => !row.includes('"finished_at": null'))
    expect(await rowsOf(target)).toEqual({ ...source.rows, tick: finished })
    expect(await withSource(source.folder, rowsOf)).toEqual(source.rows)
    expect(await ask(target, 'select count(*)::int from checkpoint')).toEqual([{ count: 0 }])

    const checks = await checksOn(target)
    expect(checks.broken).toEqual([])
    expect(moved).toMatchObject({ checks: checks.made, notice: null })
  })

  test('protects its facts as before, old entries included', async () => {
    for (const change of ['update lot set shares = 99', 'delete from dividend', 'truncate act cascade']) {
      await expect(ask(target, change)).rejects.toMatchObject({ code: '23001' })
    }
    const { url } = await prepareDatabase(target, installQueue)
    await expect(ask(url, 'update lot set shares = 99')).rejects.toMatchObject({ code: '42501' })

    const extend = `insert into posting (entry_id, line, account_id, currency, amount)
      select entry_id, 1000 + line, account_id, currency, amount from posting
       where entry_id = (select entry_id from posting limit 1)`
    await expect(ask(target, extend)).rejects.toMatchObject({ constraint: 'entry_of_this_transaction' })
    // All are of the transaction that moved them: none is of one that is still to come.
    const xids = `select count(distinct xid)::int from (select xid from entry union select xid from posting) as all_of_them`
    expect(await ask(target, xids)).toEqual([{ count: 1 }])
  })

  test('is not moved again onto the same database', async () => {
    await expect(move()).rejects.toThrow(/^The target is not empty: its table act holds \d+ row\(s\)\.$/)
    expect((await rowsOf(target)).act).toEqual(source.rows.act)
  })

  test('goes on: the next run takes up the carries of the last', async () => {
    const { url } = await prepareDatabase(target, installQueue)
    await withOrm(url, orm => worldOf({ orm }).month(source.projectId, '2025-05', '0.05'))
    expect(await ask(target, RUNS)).toEqual([
      { run: 1, follows: null },
      { run: 2, follows: 1 },
      { run: 3, follows: 2 },
    ])
    // They recompute each line from the carry of the run before.
    expect((await checksOn(target)).broken).toEqual([])
  })
})

test('the command says what was moved and what to do next, or what is in the way', async () => {
  const url = await newTarget()
  const command = (to: string) => runNode([sourceFile('cli/move.ts'), to], { DATA_DIR: source.folder })
  const first = await command(url)
  expect(first).toMatchObject({ end: 0, said: expect.stringMatching(/ 3 {2}lot\n/) })
  expect(first.said).toMatch(/Moved \d+ tables with [\d,]+ rows; every count, every checksum and \d+ checks/)
  expect(first.said).toContain(`keep DATA_DIR, ${source.folder}: the papers`)
  expect(first.said).not.toContain(new URL(url).password)
  expect(await command('here')).toMatchObject({ end: 1, said: expect.stringContaining('Say where to') })
})

/** A process that ends itself in the middle of a move. */
const KILLED = `
  import { moveDatabase } from '${sourceFile('database/move.ts')}'
  import { runChecks } from '${sourceFile('domain/checks/run-checks.ts')}'
  import { installQueue } from '${sourceFile('jobs/queue.ts')}'
  const onTable = ({ table }) => table === 'posting' && process.kill(process.pid, 'SIGKILL')
  const [folder, targetUrl] = process.argv.slice(1)
  await moveDatabase({ folder, targetUrl, installQueue, runChecks, onTable })`

const RUNS = `
  select run.number as run, before.number as follows
    from distribution as run left join distribution as before on before.id = run.previous_id order by 1`
