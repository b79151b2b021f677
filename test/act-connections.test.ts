import { afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { Client } from 'pg'
import { act, transact } from '../src/act.ts'
import { type Orm, openOrm } from '../src/database/orm.ts'
import { sqlOf } from '../src/database/sql.ts'
import { system } from '../src/domain/acts/actor.ts'
import { newId } from '../src/domain/ids.ts'
import { lockParty } from '../src/domain/parties/people/lock-party.ts'
import { addParty } from '../src/domain/parties/people/register-party.ts'
import { useDatabase } from './support/database.ts'
import { openWire, type Wire } from './support/proxy.ts'

const database = useDatabase()
const actor = { ...system('cli'), partyId: newId(), channel: 'api' as const }
const deed = (key: string | null) => ({ actor, verb: 'make', now: new Date(0), key })

/** The effect that is counted: a party of this name comes into being. */
const make = (name: string) => async (em: EntityManager) => ({
  partyId: await addParty(em, { kind: 'person', name, language: 'en' }),
})

async function effects(name: string): Promise<number> {
  const profiles = sqlOf(database.orm.em.fork()).selectFrom('profile').select('name')
  return (await profiles.where('name', '=', name).execute()).length
}

let owner: Client
let wire: Wire
/** A pool of three connections, all of them over the wire that can be cut. */
let orm: Orm

beforeAll(async () => {
  owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  // Deadlocks are looked for at once, and not after a second.
  await owner.query(`alter database ${new URL(database.url).pathname.slice(1)} set deadlock_timeout = '20ms'`)
  wire = await openWire(database.url)
  orm = await openOrm({ url: wire.url, connections: 3 })
  database.beforeDrop.push(
    () => orm.close(),
    () => wire.close(),
    () => owner.end(),
  )
})

afterEach(async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4].map(number =>
      transact(orm, 'ask', async em => (await sql`select ${number}::int as number`.execute(sqlOf(em))).rows),
    ),
  )
  expect(answers).toEqual([1, 2, 3, 4].map(number => [{ number }]))
})

/** Ends the connection of this transaction as an administrator would. */
async function terminate(em: EntityManager): Promise<void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(sqlOf(em))
  await owner.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
}

describe('an act whose transaction the database ends', () => {
  test('in a deadlock is tried again', async () => {
    const [a, b] = [await act(orm, deed(null), make('A')), await act(orm, deed(null), make('B'))]
    const tries: [number, number] = [0, 0]
    const cross = (mine: 0 | 1, [one, two]: [string, string]) =>
      act(orm, deed(`deadlock-${mine}`), async em => {
        tries[mine]++
        await lockParty(em, one)
        if (tries[mine] === 1) await both.arrive()
        await lockParty(em, two)
        return make('Crossed')(em)
      })
    const both = meeting(2)
    const ids: [string, string] = [a.made.partyId, b.made.partyId]
    const done = await Promise.all([cross(0, ids), cross(1, [ids[1], ids[0]])])
    expect(done.map(each => each.replayed)).toEqual([false, false])
    expect(tries.toSorted()).toEqual([1, 2])
    expect(await effects('Crossed')).toBe(2)
  })

  test('before its commit is repeated and has one effect', async () => {
    let tries = 0
    const done = await act(orm, deed('killed'), async em => {
      const made = await make('Killed')(em)
      if (++tries === 1) await terminate(em)
      return made
    })
    expect(done).toEqual({ made: { partyId: expect.any(String) }, replayed: false })
    expect([tries, await effects('Killed')]).toEqual([2, 1])
  })

  test('again and again is given up, without effect', async () => {
    let tries = 0
    const killed = act(orm, deed('always'), async em => {
      tries++
      await make('Never')(em)
      await terminate(em)
      return {}
    })
    await expect(killed).rejects.toThrow()
    expect([tries, await effects('Never')]).toEqual([6, 0])
    expect(await act(orm, deed('always'), make('Then'))).toMatchObject({ replayed: false })
  })
})

describe('an act whose connection is cut at its commit', () => {
  test.each([null, 'cut-before'])('is repeated when the commit was lost (key %s)', async key => {
    let tries = 0
    const name = `Lost ${key}`
    const done = await act(orm, deed(key), async em => {
      if (++tries === 1) wire.cut('lost')
      return make(name)(em)
    })
    expect(done).toMatchObject({ replayed: false })
    expect([tries, await effects(name)]).toEqual([2, 1])
  })

  test.each([null, 'cut-after'])('is answered when the commit got through unheard (key %s)', async key => {
    let tries = 0
    const name = `Unheard ${key}`
    const done = await act(orm, deed(key), async em => {
      if (++tries === 1) wire.cut('unheard')
      return make(name)(em)
    })
    expect([tries, await effects(name)]).toEqual([1, 1])
    const [party] = await sqlOf(database.orm.em.fork())
      .selectFrom('profile')
      .select('partyId')
      .where('name', '=', name)
      .execute()
    expect(done.made).toEqual(party)
    if (key !== null) expect(await act(orm, deed(key), make(name))).toEqual({ ...done, replayed: true })
  })
})

describe('a fact', () => {
  test.each(['party', 'one outside any transaction'])('without an act is refused: %s', async how => {
    const em = orm.em.fork()
    const write = (on: EntityManager) =>
      sqlOf(on).insertInto('party').values({ id: newId(), kind: 'person' }).execute()
    await expect(how === 'party' ? em.transactional(write) : write(em)).rejects.toMatchObject({
      code: '23502',
      column: 'act_id',
    })
  })

  test('is not taken for one of the act that used its connection before', async () => {
    const single = await openOrm({ url: database.url, connections: 1 })
    await act(single, deed(null), make('Before'))
    const write = transact(single, 'write', em => make('After')(em))
    await expect(write).rejects.toMatchObject({ code: '23502', column: 'act_id' })
    await single.close()
  })
})

/** A place where so many wait for each other. */
function meeting(people: number) {
  const { promise, resolve } = Promise.withResolvers<void>()
  let here = 0
  const arrive = () => {
    if (++here === people) resolve()
    return promise
  }
  return { arrive }
}

test('when all connections are in use for too long the answer is to ask again, and nothing is done', async () => {
  const small = await openOrm({ url: database.url, connections: 1, poolTimeoutMs: 50 })
  database.beforeDrop.push(() => small.close())
  const [taken, leave] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = transact(small, 'hold', async em => {
    await sql`select 1`.execute(sqlOf(em))
    taken.resolve()
    await leave.promise
  })
  await taken.promise
  await expect(act(small, deed(null), make('Queued'))).rejects.toMatchObject({ code: 'BUSY' })
  leave.resolve()
  await holding
  expect(await effects('Queued')).toBe(0)
})
