import { beforeAll, describe, expect, test } from '@jest/globals'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { act, transact } from '../src/act.ts'
import { type Orm, openOrm } from '../src/database/orm.ts'
import { sqlOf } from '../src/database/sql.ts'
import type { Made } from '../src/domain/acts/act.ts'
import { type Actor, system } from '../src/domain/acts/actor.ts'
import { newId } from '../src/domain/ids.ts'
import { lockParty } from '../src/domain/parties/people/lock-party.ts'
import { addParty } from '../src/domain/parties/people/register-party.ts'
import { useDatabase } from './support/database.ts'

const database = useDatabase()
const now = new Date('2025-01-10T12:00:00Z')
const somebody = (): Actor => ({ ...system('cli'), partyId: newId(), channel: 'api' })
const ann = somebody()

/** The effect that is counted: a party of this name comes into being. */
const make = (name: string) => async (em: EntityManager) => ({
  partyId: await addParty(em, { kind: 'person', name, language: 'en' }),
})
const deed = (key: string | null, input: unknown = { name: 'x' }, actor = ann, verb = 'make') =>
  ({ actor, verb, now, input, key }) as const

async function effects(name: string): Promise<number> {
  const rows = await sqlOf(database.orm.em.fork())
    .selectFrom('profile')
    .select('name')
    .where('name', '=', name)
    .execute()
  return rows.length
}

/** A request that has begun, and goes on when it is told to. */
async function begin<M extends Made>(key: string, verb: (em: EntityManager) => Promise<M>) {
  const [begun, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const done = act(database.orm, deed(key), async em => {
    begun.resolve()
    await told.promise
    return verb(em)
  })
  await begun.promise
  return { done, goOn: told.resolve }
}

/** Waits until so many statements wait for a lock that others hold. */
async function waiting(count: number): Promise<void> {
  const sees = sql<{ waits: number }>`select count(*)::int as waits from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  while (((await sees.execute(sqlOf(database.orm.em.fork()))).rows[0]?.waits ?? 0) < count);
}

describe('an idempotency key', () => {
  test('carries out the same request once and answers it the same', async () => {
    const first = await act(database.orm, deed('a-1'), make('Once'))
    const second = await act(database.orm, deed('a-1'), make('Once'))
    expect(first).toEqual({ made: { partyId: expect.any(String) }, replayed: false })
    expect(second).toEqual({ made: first.made, replayed: true })
    expect(await effects('Once')).toBe(1)
  })

  test('knows the same input whatever the order of its fields', async () => {
    const input = { b: [1n, new Date(0)], a: { d: null, c: 'x' } }
    const again = { a: { c: 'x', d: null }, b: [1n, new Date(0)] }
    await act(database.orm, deed('a-2', input), make('Order'))
    expect(await act(database.orm, deed('a-2', again), make('Order'))).toMatchObject({ replayed: true })
  })

  test.each<[string, ReturnType<typeof deed>]>([
    ['another input', deed('a-3', { name: 'y' })],
    ['another verb', deed('a-3', { name: 'x' }, ann, 'unmake')],
  ])('is refused with %s', async (_what, other) => {
    await act(database.orm, deed('a-3'), make('First'))
    await expect(act(database.orm, other, make('Other'))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
      field: 'idempotencyKey',
    })
    expect(await effects('Other')).toBe(0)
  })

  test('belongs to the user who sent it', async () => {
    const [one, two] = [somebody(), somebody()]
    const done = [
      await act(database.orm, deed('order-1', {}, one), make('Theirs')),
      await act(database.orm, deed('order-1', {}, two), make('Theirs')),
    ]
    expect(done.map(each => each.replayed)).toEqual([false, false])
    expect(await effects('Theirs')).toBe(2)
  })

  test('remembers no refusal: the same request may succeed later', async () => {
    const nobody = newId()
    const refused = act(database.orm, deed('a-4'), em => lockParty(em, nobody).then(() => ({})))
    await expect(refused).rejects.toMatchObject({ code: 'PARTY_UNKNOWN' })
    expect(await act(database.orm, deed('a-4'), make('Later'))).toMatchObject({ replayed: false })
  })

  test.each([
    ['is empty', ''],
    ['has a space', 'a b'],
    ['has another letter', 'é'],
    ['is too long', 'x'.repeat(129)],
  ])('that %s is refused', async (_what, key) => {
    await expect(act(database.orm, deed(key), make('Never'))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_INVALID',
      message: expect.stringContaining(`this one has ${key.length}`),
    })
  })

  test('that comes 50 times at once has one effect', async () => {
    const all = await Promise.all(
      Array.from({ length: 50 }, () => act(database.orm, deed('a-5'), make('Fifty'))),
    )
    expect(new Set(all.map(done => done.made.partyId)).size).toBe(1)
    expect(all.filter(done => !done.replayed)).toHaveLength(1)
    expect(await effects('Fifty')).toBe(1)
  })
})

describe('while the first request with a key is running', () => {
  test('the second waits and then gets its answer', async () => {
    const first = await begin('b-1', make('Held'))
    const second = act(database.orm, deed('b-1'), make('Held'))
    await waiting(1)
    first.goOn()
    expect(await second).toEqual({ made: (await first.done).made, replayed: true })
    expect(await effects('Held')).toBe(1)
  })

  test('the second is carried out when the first is refused after all', async () => {
    const first = await begin('b-2', em => lockParty(em, newId()).then(() => ({})))
    const second = act(database.orm, deed('b-2'), make('Second'))
    await waiting(1)
    first.goOn()
    await expect(first.done).rejects.toMatchObject({ code: 'PARTY_UNKNOWN' })
    expect(await second).toMatchObject({ replayed: false })
  })

  describe('for longer than others wait', () => {
    let impatient: Orm
    beforeAll(async () => {
      impatient = await openOrm({ url: database.url, lockTimeoutMs: 20 })
      database.beforeDrop.push(() => impatient.close())
    })

    test('the second is told so, and gets the answer when it asks again', async () => {
      const first = await begin('b-3', make('Slow'))
      const second = act(impatient, deed('b-3'), make('Slow'))
      await expect(second).rejects.toMatchObject({
        code: 'IDEMPOTENCY_IN_PROGRESS',
        message: expect.stringContaining('"b-3"'),
      })
      first.goOn()
      await first.done
      expect(await act(impatient, deed('b-3'), make('Slow'))).toMatchObject({ replayed: true })
      expect(await effects('Slow')).toBe(1)
    })

    test('somebody who needs what it holds is told that it is busy', async () => {
      const { partyId } = (await act(database.orm, deed(null), make('Wanted'))).made
      const [locked, waited] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const first = await begin('b-4', async em => {
        await lockParty(em, partyId)
        locked.resolve()
        await waited.promise
        return {}
      })
      first.goOn()
      await locked.promise
      const second = transact(impatient, 'change', em => lockParty(em, partyId))
      await expect(second).rejects.toMatchObject({ code: 'BUSY', message: expect.stringContaining('change') })
      waited.resolve()
      await first.done
    })
  })
})
