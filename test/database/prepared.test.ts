import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { transact } from '../../src/act.ts'
import { PREPARED, sqlOf } from '../../src/database/sql.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase({ checked: false })

describe('a statement that is marked as sent often', () => {
  test('is prepared once, whatever values it is sent with, and others are not', async () => {
    const [doubled, prepared] = await transact(database.orm, 'look', async em => {
      const answers = []
      for (const number of [1, 2, 3]) {
        const { rows } = await sql<{
          twice: number
        }>`${PREPARED} select ${number}::int * 2 as twice`.execute(sqlOf(em))
        answers.push(rows[0]?.twice)
      }
      await sql`select ${4}::int * 2 as twice`.execute(sqlOf(em))
      const { rows } = await sql<{ statement: string }>`
        select statement from pg_prepared_statements where statement like '%as twice%'`.execute(sqlOf(em))
      return [answers, rows.map(row => row.statement)] as const
    })
    expect(doubled).toEqual([2, 4, 6])
    expect(prepared).toEqual([expect.stringMatching(/^\/\* prepared \*\/.*\$1::int \* 2 as twice$/)])
  })
})
