import { beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { act } from '../../src/act.ts'
import { copyInto } from '../../src/database/copy.ts'
import { keyset } from '../../src/database/keyset.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { system } from '../../src/domain/acts/actor.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase({ checked: false })
const LARGE = 9_007_199_254_740_993n

/** What one expression arrives as. */
async function arrives(expression: string): Promise<unknown> {
  const query = sql.raw<{ value: unknown }>(`select ${expression} as value`)
  return (await query.execute(sqlOf(database.orm.em.fork()))).rows[0]?.value
}

describe('values arrive', () => {
  test.each<[string, unknown]>([
    [`${LARGE}::bigint`, LARGE],
    ['null::bigint', null],
    ['(select sum(amount)::bigint from (values (1000::bigint), (1000)) as t (amount))', 2000n],
    ['(select count(*)::bigint)', 1n],
    ['(select count(*))', 1n],
    [`array[${LARGE}, -1]::bigint[]`, [LARGE, -1n]],
    ["'{}'::bigint[]", []],
    ['array[1, null, 3]::bigint[]', [1n, null, 3n]],
    ['(select array_agg(n::bigint) from generate_series(1, 2) as n)', [1n, 2n]],
    ['1::int', 1],
    ["date '2024-02-29'", '2024-02-29'],
    ["timestamptz '2025-03-30 02:30:00.123+01'", new Date('2025-03-30T01:30:00.123Z')],
    ["timestamptz '2025-03-30 02:30:00.123456+05:30'", new Date('2025-03-29T21:00:00.123Z')],
    ['null::timestamptz', null],
    [`${10n ** 30n}::numeric(60,0)`, (10n ** 30n).toString()],
  ])('%s', async (expression, value) => {
    expect(await arrives(expression)).toEqual(value)
  })

  test('instants as the same instants, whatever the time zone of the server', async () => {
    const instant = await database.orm.em.fork().transactional(async em => {
      await sql`set local time zone 'Asia/Kolkata'`.execute(sqlOf(em))
      return (await sql`select timestamptz '2025-06-01T00:00:00Z' as at`.execute(sqlOf(em))).rows
    })
    expect(instant).toEqual([{ at: new Date('2025-06-01T00:00:00Z') }])
  })

  test('amounts as bigint from a table too, so that they add up', async () => {
    const em = database.orm.em.fork()
    const rows = [1000n, LARGE].map((expire, points) => ({ key: `amount ${points}`, points, expire }))
    await sqlOf(em).insertInto('rateLimit').values(rows).execute()
    const found = await sqlOf(em).selectFrom('rateLimit').select('expire').orderBy('points').execute()
    expect(found.reduce((sum, { expire }) => sum + (expire ?? 0n), 0n)).toBe(1000n + LARGE)
  })
})

describe('names', () => {
  test('are camelCase here and snake_case there, also in what a query itself names', async () => {
    const now = new Date('2025-01-01T00:00:00Z')
    const em = database.orm.em.fork()
    const message = { address: 'a', subject: 'b', body: 'c', writtenAt: now, sentAt: null }
    await sqlOf(em)
      .insertInto('message')
      .values({ id: '00000000-0000-0000-0000-000000000001', ...message })
      .execute()
    expect(
      await sqlOf(em)
        .selectFrom('message')
        .select(['writtenAt', 'sentAt', sql<number>`1`.as('howMany')])
        .execute(),
    ).toEqual([{ writtenAt: now, sentAt: null, howMany: 1 }])
    const { rows } = await sql`select written_at, 1 as how_many from message`.execute(sqlOf(em))
    expect(rows).toEqual([{ writtenAt: now, howMany: 1 }])
  })

  test('inside a json value are left as they are, on the way in and out', async () => {
    const made = { snake_case: 'a', camelCase: 'b', with_inner: ['x_y'] }
    const { made: answered } = await act(
      database.orm,
      { actor: system('cli'), verb: 'test', now: new Date('2025-01-01') },
      async () => made,
    )
    expect(answered).toEqual(made)
    const em = database.orm.em.fork()
    expect(await sqlOf(em).selectFrom('actMade').select('made').execute()).toEqual([{ made }])
    const { rows } = await sql`select jsonb_build_object('a_b', 1) as built_here`.execute(sqlOf(em))
    expect(rows).toEqual([{ builtHere: { a_b: 1 } }])
  })

  test('values are never part of the text', async () => {
    const evil = `'; drop table message; --`
    const em = database.orm.em.fork()
    const query = sqlOf(em).selectFrom('message').select('id').where('subject', '=', evil)
    expect(query.compile()).toMatchObject({ parameters: [evil], sql: expect.not.stringContaining('drop') })
    expect(await query.execute()).toEqual([])
  })
})

const uuid = (n: number) => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`

describe('a slice of a list', () => {
  type Ends = { after?: string; before?: string; limit?: number; inverted?: boolean }
  const NINE = [1, 2, 3].flatMap(run => [7, 8, 9].map(holder => [run, holder] as const))
  const key = ([run, holder]: readonly [number, number]) => `${uuid(run)}:${uuid(5)}:${uuid(holder)}`

  beforeAll(async () => {
    const columns = ['distribution_id', 'class_id', 'holder_id', 'weight', 'gross', 'capital', 'net', 'carry']
    const rows = NINE.toReversed().map(([run, holder]) => [uuid(run), uuid(5), uuid(holder), 1, 0, 0, 0, 0])
    await database.orm.em.fork().transactional(em => copyInto(em, 'dividend', columns, rows))
    const messages = [1, 2, 3, 4, 5].map(n => [uuid(100 + n), 'a', 'list', 'c', '2025-01-01'])
    await database.orm.em
      .fork()
      .transactional(em =>
        copyInto(em, 'message', ['id', 'address', 'subject', 'body', 'written_at'], messages),
      )
  })

  /** The last two digits of what one column's slice gives. */
  async function messages(ends: Ends): Promise<number[]> {
    const { within, order, limit } = keyset(['message.id'], { limit: 10, inverted: false, ...ends })
    const found = await sqlOf(database.orm.em.fork())
      .selectFrom('message')
      .select('message.id')
      .where('subject', '=', 'list')
      .where(within)
      .orderBy(order)
      .limit(limit)
      .execute()
    return found.map(({ id }) => Number(id.slice(-2)))
  }

  /** Run and holder of what three columns' slice gives. */
  async function lines(ends: Ends): Promise<(readonly [number, number])[]> {
    const columns = ['dividend.distributionId', 'classId', 'holderId']
    const { within, order, limit } = keyset(columns, { limit: 100, inverted: false, ...ends })
    const found = await sqlOf(database.orm.em.fork())
      .selectFrom('dividend')
      .select(['distributionId', 'holderId'])
      .where(within)
      .orderBy(order)
      .limit(limit)
      .execute()
    return found.map(({ distributionId, holderId }) => [
      Number(distributionId.slice(-1)),
      Number(holderId.slice(-1)),
    ])
  }

  test.each<[string, Ends, number[]]>([
    ['everything', {}, [1, 2, 3, 4, 5]],
    ['the first ones', { limit: 2 }, [1, 2]],
    ['those after one', { after: uuid(102), limit: 2 }, [3, 4]],
    ['the last ones, counted from the end', { limit: 2, inverted: true }, [5, 4]],
    ['those before one, counted from the end', { before: uuid(104), limit: 2, inverted: true }, [3, 2]],
    ['those between two', { after: uuid(101), before: uuid(104) }, [2, 3]],
    ['after a row that is not there', { after: uuid(99) }, [1, 2, 3, 4, 5]],
    ['after the last', { after: uuid(105) }, []],
    ['none', { limit: 0 }, []],
  ])('by one key: %s', async (_what, ends, expected) => {
    expect(await messages(ends)).toEqual(expected)
  })

  test('by several keys: pages forwards and backwards give every row once', async () => {
    for (const inverted of [false, true]) {
      const all = inverted ? NINE.toReversed() : NINE
      const read: (readonly [number, number])[] = []
      for (let page = 0; page < 4; page++) {
        const last = read.at(-1)
        const end = last === undefined ? {} : { [inverted ? 'before' : 'after']: key(last) }
        read.push(...(await lines({ limit: 4, inverted, ...end })))
      }
      expect(read).toEqual(all)
    }
  })

  test('by several keys: the order is that of the whole key, not of each part', async () => {
    const between = { after: key([1, 9]), before: key([3, 8]) }
    expect(await lines(between)).toEqual([
      [2, 7],
      [2, 8],
      [2, 9],
      [3, 7],
    ])
  })

  test('a cursor that is no key is refused by the database, not read into the text', async () => {
    await expect(messages({ after: `${uuid(1)}' or true --` })).rejects.toMatchObject({ code: '22P02' })
  })
})
