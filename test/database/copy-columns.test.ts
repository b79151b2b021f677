import { describe, expect, test } from '@jest/globals'
import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import {
  bigintLists,
  bigints,
  type CopyPart,
  copyColumns,
  ids,
  nothing,
  numbered,
  sameBigint,
  sameId,
  sameText,
  smallints,
  texts,
} from '../../src/database/copy-columns.ts'
import { readColumns } from '../../src/database/copy-out.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { newId } from '../../src/domain/ids.ts'
import { packIds } from '../../src/domain/packed-ids.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const inTransaction = <T>(work: (em: EntityManager) => Promise<T>) =>
  database.orm.em.fork().transactional(work)
const rowsOf = async (em: EntityManager, query: RawBuilder<unknown>) => (await query.execute(sqlOf(em))).rows
const all = (length: number) => Uint32Array.from({ length }, (_, index) => index)
const LARGEST = 2n ** 63n - 1n

/** A table with a column of each kind, for one transaction. */
const makeTable = (em: EntityManager) =>
  rowsOf(
    em,
    sql`create temporary table kept (line int, run uuid, who uuid, code text, note text, amount bigint, part smallint,
                                     levies bigint[]) on commit drop`,
  )

describe('columns that are copied', () => {
  test('arrive as they are: each kind, null, the largest bigint, in the order asked for', async () => {
    const [run, first, second] = [newId(), newId(), newId()]
    const fields = {
      line: numbered(7),
      run: sameId(run),
      who: ids(packIds([first, second])),
      code: sameText('é'),
      note: texts(['', 'a\t"ö"\n\\N']),
      amount: bigints([-LARGEST - 1n, LARGEST]),
      part: smallints([300, -1]),
      levies: bigintLists({
        most: 2,
        listOf: index => (index === 0 ? [1n, -2n] : []),
      }),
    }
    const found = await inTransaction(async em => {
      await makeTable(em)
      await copyColumns(em, 'kept', [
        { rows: Uint32Array.of(1, 0), fields },
        {
          rows: Uint32Array.of(0),
          fields: {
            ...fields,
            amount: sameBigint(5n),
            part: nothing,
            levies: bigintLists({ most: 0, listOf: () => null }),
          },
        },
      ])
      return rowsOf(em, sql`select * from kept order by line`)
    })
    const row = (index: number, line: number, rest: object) => {
      const note = ['', 'a\t"ö"\n\\N'][index]
      return {
        line,
        run,
        who: [first, second][index],
        code: 'é',
        note,
        amount: [-LARGEST - 1n, LARGEST][index],
        ...rest,
      }
    }
    expect(found).toEqual([
      row(1, 7, { part: -1, levies: [] }),
      row(0, 8, { part: 300, levies: [1n, -2n] }),
      row(0, 9, { amount: 5n, part: null, levies: null }),
    ])
  })

  test('may be none, and many more than one piece holds', async () => {
    const many = 100_000
    const amounts = BigInt64Array.from(all(many), BigInt)
    const part = (rows: Uint32Array): CopyPart => ({ rows, fields: { amount: bigints(amounts) } })
    const found = await inTransaction(async em => {
      await makeTable(em)
      await copyColumns(em, 'kept', [])
      await copyColumns(em, 'kept', [part(new Uint32Array(0)), part(all(many))])
      return rowsOf(em, sql`select count(*)::int as count, sum(amount)::bigint as sum from kept`)
    })
    expect(found).toEqual([{ count: many, sum: 4_999_950_000n }])
  })

  test('write nothing when a value does not fit, and the pool serves on', async () => {
    const row = (amount: bigint): CopyPart => ({ rows: all(1), fields: { amount: bigints([amount]) } })
    const tooLarge = inTransaction(async em => {
      await makeTable(em)
      await copyColumns(em, 'kept', [row(LARGEST + 1n)])
    })
    await expect(tooLarge).rejects.toMatchObject({ code: 'ERR_OUT_OF_RANGE' })
    const wrongKind = inTransaction(async em => {
      await makeTable(em)
      await copyColumns(em, 'kept', [{ rows: all(1), fields: { line: bigints([1n]) } }])
    })
    await expect(wrongKind).rejects.toMatchObject({ code: '22P03' })
    const otherColumns = inTransaction(em =>
      copyColumns(em, 'kept', [row(1n), { rows: all(1), fields: { line: numbered(1) } }]),
    )
    await expect(otherColumns).rejects.toThrow('other columns: line')
    expect(await inTransaction(em => rowsOf(em, sql`select 1 as one`))).toEqual([{ one: 1 }])
  })
})

describe('a query read as columns', () => {
  test('gives ids, bigints and words, with null where it may be', async () => {
    const [first, second] = [newId(), newId()]
    const read = await inTransaction(em =>
      readColumns(
        em,
        sql`select * from (values (${first}::uuid, ${-5}::bigint, 'é'), (null, ${7}::bigint, null),
                                  (${second}::uuid, 0::bigint, 'é')) as given`,
        { id: 'id', amount: 'bigint', word: 'word' },
      ),
    )
    expect([0, 1, 2].map(index => read.id.at(index))).toEqual([
      first,
      '00000000-0000-0000-0000-000000000000',
      second,
    ])
    expect([...read.amount]).toEqual([-5n, 7n, 0n])
    expect([...read.word.indexes].map(index => read.word.words[index])).toEqual(['é', null, 'é'])
  })

  test('may have no rows, and many more than one piece holds', async () => {
    const numbers = (count: number) =>
      inTransaction(em =>
        readColumns(em, sql`select n::bigint, (n % 3)::text from generate_series(1, ${count}) as n`, {
          n: 'bigint',
          word: 'word',
        }),
      )
    expect(await numbers(0)).toMatchObject({ n: { length: 0 }, word: { words: [] } })
    const { n, word } = await numbers(200_000)
    expect(n.findIndex((value, index) => value !== BigInt(index + 1))).toBe(-1)
    expect(word.words).toEqual(['1', '2', '0'])
  })

  test.each<[string, RawBuilder<unknown>, object]>([
    [
      'null for a bigint',
      sql`select null::bigint from generate_series(1, 50000)`,
      { message: 'a bigint is null' },
    ],
    [
      'an int for a bigint',
      sql`select n from generate_series(1, 50000) as n`,
      { message: '4 bytes are no bigint' },
    ],
    ['a query that fails at once', sql`select nothing`, { code: '42703' }],
    [
      'a query that fails on the way',
      sql`select 10::bigint / (n - 40000) from generate_series(1, 50000) as n`,
      { code: '22012' },
    ],
  ])(
    '%s is an error, more often than there are connections, and the pool serves on',
    async (_what, query, error) => {
      for (let times = 0; times < 12; times++) {
        await expect(inTransaction(em => readColumns(em, query, { n: 'bigint' }))).rejects.toMatchObject(
          error,
        )
      }
      expect(await inTransaction(em => rowsOf(em, sql`select 1 as one`))).toEqual([{ one: 1 }])
    },
  )

  test('sees what its transaction wrote', async () => {
    const read = await inTransaction(async em => {
      await makeTable(em)
      await copyColumns(em, 'kept', [{ rows: all(2), fields: { amount: bigints([1n, 2n]) } }])
      return readColumns(em, sql`select amount from kept order by 1`, { amount: 'bigint' })
    })
    expect([...read.amount]).toEqual([1n, 2n])
  })
})
