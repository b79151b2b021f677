import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { entities, facts, profiles, tableOf, workRows } from '../../src/database/entities.ts'
import { prepareDatabase } from '../../src/database/prepare.ts'
import { installQueue, QUEUE } from '../../src/jobs/queue.ts'
import { useDatabase } from '../support/database.ts'
import { ask } from '../support/embedded.ts'
import { dropTargets, newTarget, urlOf, withOrm } from '../support/moving.ts'

const database = useDatabase()
const kept = [...facts, ...profiles].map(entity => tableOf(entity))
const work = workRows.map(entity => tableOf(entity))
const noQueue = async () => undefined

afterAll(async () => {
  await dropTargets()
  for (const role of roles.splice(0)) await ask(urlOf('postgres'), `drop role if exists ${role}`)
})

describe('preparing a database', () => {
  test('three that start at once on an empty one prepare it once', async () => {
    const target = await newTarget('empty')
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => prepareDatabase(target, installQueue)))
    expect(first).toMatchObject({ notice: null, url: expect.stringContaining('tantieme_app') })
    expect(others).toEqual([first, first])
    expect(await ask(target, 'select name from mikro_orm_migrations')).toEqual([{ name: '0001-baseline' }])
    expect(await ask(target, 'select name from pgboss.queue')).toContainEqual({ name: QUEUE })
    expect(await ask(first?.url ?? '', 'select count(*)::int from act')).toEqual([{ count: 0 }])
    expect(await prepareDatabase(target, installQueue)).toEqual(first)
  })

  test('several databases of one server may be prepared at once', async () => {
    const owner = await newOwner('createrole')
    const targets = await Promise.all([1, 2].map(() => newTarget('empty')))
    for (const target of targets) await give(target, owner)
    const urls = targets.map(target => urlAs(target, owner))
    const made = await Promise.all(urls.map(url => prepareDatabase(url, installQueue)))
    const again = await Promise.all(urls.map(url => prepareDatabase(url, installQueue)))
    expect(again).toEqual(made)
    for (const { url } of made)
      expect(await ask(url, 'select count(*)::int from act')).toEqual([{ count: 0 }])
    roles.unshift(`${owner.name}_app`)
  })

  test('the tables are those of the entities, column by column', async () => {
    const difference = () => withOrm(database.ownerUrl, orm => orm.schema.getUpdateSchemaSQL())
    // Entities cannot say that these keys hold more than is unique.
    const keys = [
      ['dividend', '"distribution_id", "class_id", "holder_id"'],
      ['holding', '"class_id", "holder_id"'],
    ]
    const said = (await difference()).split('\n').filter(each => each !== '' && !each.startsWith('set names'))
    expect(said.toSorted()).toEqual(
      keys.flatMap(([table, key]) => [
        `alter table "${table}" add primary key (${key});`,
        `alter table "${table}" drop constraint "${table}_pkey";`,
      ]),
    )
    const tables = await ask(database.ownerUrl, "select tablename from pg_tables where schemaname = 'public'")
    expect(new Set(tables.map(({ tablename }) => tablename))).toEqual(
      new Set([...entities.map(entity => tableOf(entity)), 'mikro_orm_migrations']),
    )
    // It would see one that is missing.
    await ask(database.ownerUrl, 'alter table lot rename column shares to parts')
    expect(await difference()).toContain('"shares"')
    await ask(database.ownerUrl, 'alter table lot rename column parts to shares')
  })

  test('a database where one of our tables stands already is refused, and nothing of ours stays', async () => {
    const target = await newTarget('empty')
    await ask(target, 'create table lot (of_another text)')
    await expect(prepareDatabase(target, noQueue)).rejects.toMatchObject({ code: '42P07' })
    expect(
      await ask(target, "select to_regclass('act') as act, to_regproc('refuse_change') as guard"),
    ).toEqual([{ act: null, guard: null }])
  })
})

describe('the application', () => {
  test('reads and appends facts and profiles', async () => {
    expect(await outcomes(database.url, kept, table => `select * from ${table} limit 1`)).toEqual(all('done'))
    expect(
      await outcomes(database.url, kept, table => `insert into ${table} select * from ${table} where false`),
    ).toEqual(all('done'))
  })

  test.each([
    ['update', (table: string, column: string) => `update ${table} set ${column} = ${column}`],
    ['delete', (table: string) => `delete from ${table}`],
    ['truncate', (table: string) => `truncate ${table} cascade`],
  ])('may %s none of them by its rights; its owner is refused by the trigger', async (_what, change) => {
    expect(await outcomes(database.url, kept, change)).toEqual(all('42501'))
    expect(await outcomes(database.ownerUrl, kept, change)).toEqual(all('23001'))
  })

  test('holds the right to update a key only where it locks rows, and the trigger refuses the update', async () => {
    const granted = await ask(
      database.ownerUrl,
      `select table_name as name, column_name as column from information_schema.column_privileges
        where grantee = 'tantieme_app' and privilege_type = 'UPDATE' and table_schema = 'public'
          and table_name not in ('${work.join("', '")}') order by 1`,
    )
    const locked = ['account', 'bank_debit', 'offering', 'party', 'payout_batch', 'project', 'receipt']
    expect(granted).toEqual(locked.map(name => ({ name, column: 'id' })))
    expect(await outcomes(database.url, locked, table => `update ${table} set id = id where false`)).toEqual(
      Object.fromEntries(locked.map(table => [table, '23001'])),
    )
  })

  test('changes and deletes work rows', async () => {
    const done = Object.fromEntries(work.map(table => [table, 'done']))
    const change = (table: string, column: string) => `update ${table} set ${column} = ${column}`
    expect(await outcomes(database.url, work, change)).toEqual(done)
    // To a run, a party without a tax standing is taxed like most.
    const kept = { ...done, tax_standing: '23001' }
    expect(await outcomes(database.url, work, table => `delete from ${table}`)).toEqual(kept)
  })

  test.each([
    'alter table lot disable trigger all',
    'drop trigger refuse_change on lot',
    'set session_replication_role = replica',
    'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
    'drop table lot',
    'create table mine (x int)',
    'alter role tantieme_app superuser',
    'set role tantieme',
  ])('cannot free itself: %s', async statement => {
    await expect(ask(database.url, statement)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('where the owner cannot give the application a role', () => {
  test('as it may not create one: it says so, and the trigger protects the facts', async () => {
    const owner = await newOwner()
    const target = await newTarget('empty')
    await give(target, owner)
    const url = urlAs(target, owner)
    expect(await prepareDatabase(url, installQueue)).toEqual({
      url,
      notice: `The database user "${owner.name}" may not create roles: facts are protected by the trigger alone.`,
    })
    const change = (table: string, column: string) => `update ${table} set ${column} = ${column}`
    expect(await outcomes(url, kept, change)).toEqual(all('23001'))
    expect(await outcomes(url, kept, table => `truncate ${table} cascade`)).toEqual(all('23001'))
  })

  test('as no password is given from which that of the role could be derived', async () => {
    const url = new URL(database.ownerUrl)
    process.env.PGPASSWORD = url.password
    try {
      url.password = ''
      expect(await prepareDatabase(url.href, noQueue)).toEqual({
        url: url.href,
        notice: 'DATABASE_URL holds no password: facts are protected by the trigger alone.',
      })
    } finally {
      delete process.env.PGPASSWORD
    }
  })

  test('a new password of the owner gives the application a new one', async () => {
    const owner = await newOwner('createrole')
    const target = await newTarget('empty')
    await give(target, owner)
    const before = await prepareDatabase(urlAs(target, owner), installQueue)
    await ask(target, `alter role ${owner.name} password 'changed'`)
    const after = await prepareDatabase(urlAs(target, { ...owner, password: 'changed' }), installQueue)
    roles.unshift(`${owner.name}_app`)
    expect(await ask(after.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await expect(ask(before.url, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })
})

const all = (outcome: string) => Object.fromEntries(kept.map(table => [table, outcome]))

/** What became of a statement on each table: done, or the database's code. */
async function outcomes(
  url: string,
  tables: readonly string[],
  statement: (table: string, column: string) => string,
): Promise<Record<string, string>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const found: Record<string, string> = {}
  for (const table of tables) {
    const { rows } = await client.query(
      'select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 order by attnum desc limit 1',
      [table],
    )
    found[table] = await client.query(statement(`"${table}"`, `"${rows[0]?.attname}"`)).then(
      () => 'done',
      error => error.code,
    )
  }
  await client.end()
  return found
}

const roles: string[] = []

type Owner = { name: string; password: string }

/** A user of the tests' server who may do no more than said. */
async function newOwner(rights = ''): Promise<Owner> {
  const owner = { name: `owner_${randomBytes(6).toString('hex')}`, password: 'a password' }
  roles.push(owner.name)
  await ask(urlOf('postgres'), `create role ${owner.name} login ${rights} password '${owner.password}'`)
  return owner
}

async function give(target: string, owner: Owner): Promise<void> {
  const name = new URL(target).pathname.slice(1)
  await ask(target, `alter database ${name} owner to ${owner.name}`)
}

function urlAs(target: string, owner: Owner): string {
  const url = new URL(target)
  url.username = owner.name
  url.password = owner.password
  return url.href
}
