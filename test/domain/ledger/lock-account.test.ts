import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { transact } from '../../../src/act.ts'
import { sqlOf } from '../../../src/database/sql.ts'
import type { AccountName } from '../../../src/domain/ledger/accounts-for.ts'
import { book } from '../../../src/domain/ledger/book.ts'
import { lockAccount } from '../../../src/domain/ledger/lock-account.ts'
import { booksOf, credit, entry, holder } from '../../support/books.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase({ checked: false })
const { run, pay, heldBy } = booksOf(database)

describe('spending', () => {
  test('from one account goes one after the other, and the second sees what the first left', async () => {
    const ann = holder()
    await pay(ann, 100n)
    const [locked, maySpend] = [Promise.withResolvers<bigint>(), Promise.withResolvers<void>()]
    const first = run(async em => {
      locked.resolve(await lockAccount(em, ann))
      await maySpend.promise
      await book(em, entry(), credit(ann, -70n))
    })
    expect(await locked.promise).toBe(100n)
    const second = transact(database.orm, 'test', em => lockAccount(em, ann))
    await someoneWaits()
    // Reading and receiving wait for nobody.
    expect(await heldBy(ann)).toBe(100n)
    await pay(ann, 1n)
    maySpend.resolve()
    await first
    expect(await second).toBe(31n)
  })

  test('by many at once takes no more than there is', async () => {
    const ann = holder()
    await pay(ann, 200n)
    const spent = await Promise.all(Array.from({ length: 6 }, () => spend(ann, 60n)))
    expect(spent.filter(Boolean)).toHaveLength(3)
    expect(await heldBy(ann)).toBe(20n)
  })

  test('finds nothing on an account that was never opened', async () => {
    expect(await transact(database.orm, 'test', em => lockAccount(em, holder()))).toBe(0n)
  })

  async function spend(account: AccountName, amount: bigint): Promise<boolean> {
    let done = false
    await run(async em => {
      done = (await lockAccount(em, account)) >= amount
      if (done) await book(em, entry(), credit(account, -amount))
    })
    return done
  }

  /** Until a connection of this database waits for a lock of another. */
  async function someoneWaits(): Promise<void> {
    const waiting = sql`select from pg_stat_activity
      where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`
    while ((await waiting.execute(sqlOf(database.orm.em.fork()))).rows.length === 0) await sleep(10)
  }
})
