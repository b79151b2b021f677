import { Readable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { type CopyValue, copyInto, copyText } from '../../src/database/copy.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()

/** A work table with a text, an integer and a bigint that may be null. */
const COLUMNS = ['key', 'points', 'expire']
const inTransaction = <T>(work: (em: EntityManager) => Promise<T>) =>
  database.orm.em.fork().transactional(work)
const copy = (em: EntityManager, rows: Iterable<readonly CopyValue[]>) =>
  copyInto(em, 'rate_limit', COLUMNS, rows)

async function kept(prefix: string) {
  return await sqlOf(database.orm.em.fork())
    .selectFrom('rateLimit')
    .select(['key', 'points', 'expire'])
    .where('key', 'like', `${prefix}%`)
    .orderBy('points')
    .execute()
}

describe('rows that are copied', () => {
  test('arrive as they are: marks of the format, null, the largest bigint', async () => {
    const rows: [string, number, bigint | null][] = [
      ['v\ttab', 1, null],
      ['v\nline\r\nline', 2, 9_223_372_036_854_775_807n],
      ['v\\N', 3, -9_223_372_036_854_775_808n],
      ['v\\.', 4, 0n],
      ['v\\\\t\\', 5, null],
      ['v"quoted", Zoë €  ', 6, 1n],
    ]
    await inTransaction(em => copy(em, rows))
    expect(await kept('v')).toEqual(rows.map(([key, points, expire]) => ({ key, points, expire })))
  })

  test('may be as true or false as any value, and columns may bear any name', async () => {
    const copied = await inTransaction(async em => {
      await sql`create temporary table "odd ""name" ("a b" boolean, "select" int) on commit drop`.execute(
        sqlOf(em),
      )
      const rows = [
        [true, 1],
        [false, null],
      ]
      await copyInto(em, 'odd "name', ['a b', 'select'], rows)
      return (await sql`select * from "odd ""name" order by 2`.execute(sqlOf(em))).rows
    })
    expect(copied).toEqual([
      { 'a b': true, select: 1 },
      { 'a b': false, select: null },
    ])
  })

  test('are of the same transaction: seen in it, gone with it', async () => {
    const attempt = inTransaction(async em => {
      await copy(em, [['rolled back', 1, null]])
      const seen = await sqlOf(em).selectFrom('rateLimit').select('points').execute()
      throw new Error(`seen ${seen.length > 0}`)
    })
    await expect(attempt).rejects.toThrow('seen true')
    expect(await kept('rolled back')).toEqual([])
  })

  test('may be none', async () => {
    await inTransaction(em => copy(em, []))
  })

  test('may be many, made while they are sent', async () => {
    const many = 100_000
    function* rows() {
      for (let n = 0; n < many; n++) yield [`many ${n}`, n, BigInt(n)] as const
    }
    const sums = await inTransaction(async em => {
      await copy(em, rows())
      const { rows: found } = await sql`
        select count(*)::int as rows, sum(points)::bigint as points, sum(expire)::bigint as expire
          from rate_limit where key like 'many %'`.execute(sqlOf(em))
      return found[0]
    })
    expect(sums).toEqual({ rows: many, points: 4_999_950_000n, expire: 4_999_950_000n })
  })

  test('may be the text of another database', async () => {
    const text = Readable.from(['text 1\t1\t\\N\ntext', ' 2\t2\t5\n'])
    await inTransaction(em => copyText(em, 'rate_limit', COLUMNS, text))
    expect(await kept('text')).toEqual([
      { key: 'text 1', points: 1, expire: null },
      { key: 'text 2', points: 2, expire: 5n },
    ])
  })
})

describe('a copy that fails writes nothing', () => {
  const good: CopyValue[] = ['failed', 1, null]

  test.each<[string, CopyValue[], string]>([
    ['a text where a number belongs', ['failed 2', 'many', null], '22P02'],
    ['a number that is too large', ['failed 2', 2_147_483_648, null], '22003'],
    ['a text with a NUL, which PostgreSQL cannot hold', ['failed \0', 1, null], '22021'],
    ['null where there must be a value', ['failed 2', null, null], '23502'],
    ['a key that is there', ['failed', 1, null], '23505'],
    ['a value too few', ['failed 2', 1], '22P04'],
  ])('%s', async (_what, bad, code) => {
    await expect(inTransaction(em => copy(em, [good, bad]))).rejects.toMatchObject({ code })
    expect(await kept('failed')).toEqual([])
  })

  test('a source that breaks in the middle, after much was sent', async () => {
    function* rows() {
      for (let n = 0; n < 10_000; n++) yield [`failed ${n}`, n, null]
      throw new Error('the source broke')
    }
    await expect(inTransaction(em => copy(em, rows()))).rejects.toThrow('the source broke')
    expect(await kept('failed')).toEqual([])
  })

  test('a source that breaks at once', async () => {
    // biome-ignore lint/correctness/useYield: it breaks before its first row
    function* rows(): Generator<CopyValue[]> {
      throw new Error('the source broke')
    }
    await expect(inTransaction(em => copy(em, rows()))).rejects.toThrow('the source broke')
  })

  test('a table that is not there, and one that may not be written to', async () => {
    const into = (table: string) => inTransaction(em => copyInto(em, table, ['name'], [['x']]))
    await expect(into('nowhere')).rejects.toMatchObject({ code: '42P01' })
    await expect(into('mikro_orm_migrations')).rejects.toMatchObject({ code: '42501' })
  })

  test('and nothing else in its transaction can be kept, even when the failure is caught', async () => {
    const attempt = inTransaction(async em => {
      await copy(em, [['caught 1', 1, null]])
      await copy(em, [['caught 2', 'many', null]]).catch(() => undefined)
    })
    await expect(attempt).rejects.toThrow()
    expect(await kept('caught')).toEqual([])
  })

  test('more often than there are connections, and the pool serves on', async () => {
    for (let times = 0; times < 25; times++) {
      await inTransaction(em => copy(em, [['failed', 'x', null]])).catch(() => undefined)
    }
    await inTransaction(em => copy(em, [['after', 1, null]]))
    expect(await kept('after')).toHaveLength(1)
  })
})
