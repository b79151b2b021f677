import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { transact } from '../../../src/act.ts'
import { sqlOf } from '../../../src/database/sql.ts'
import { balances, debitBalance } from '../../../src/domain/ledger/balances.ts'
import { book } from '../../../src/domain/ledger/book.ts'
import { takeCheckpoints } from '../../../src/domain/ledger/take-checkpoints.ts'
import { booksOf, credit, entry, holder } from '../../support/books.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase({ checked: false })
const { run, pay, heldBy } = booksOf(database)

describe('a checkpoint', () => {
  test('changes no balance, and what is posted later counts', async () => {
    const [ann, bea] = [holder(), holder()]
    for (const amount of [1n, 20n, 300n, 4000n]) await pay(ann, amount)
    await pay(bea, 5n)
    await takenOf(ann, 4n)
    expect([await heldBy(ann), await heldBy(bea)]).toEqual([4321n, 5n])
    await pay(ann, 50_000n)
    expect(await heldBy(ann)).toBe(54_321n)
    const [listed] = await balances(database.orm.em.fork(), { ownerId: ann.ownerId })
    expect(listed?.amount).toBe(54_321n)

    await takenOf(ann, 5n)
    await transact(database.orm, 'test', em => takeCheckpoints(em, 3))
    expect(await heldBy(ann)).toBe(54_321n)
  })

  test('is taken of busy accounts only', async () => {
    const [ann, bea] = [holder(), holder()]
    for (const amount of [1n, 2n, 3n, 4n]) await pay(ann, amount)
    for (const amount of [1n, 2n, 3n]) await pay(bea, amount)
    await takenOf(ann, 4n)
    expect(await checkpointOf(bea)).toBeUndefined()
  })

  test('spares reading what is older', async () => {
    const ann = holder()
    for (const amount of [1n, 20n, 300n, 4000n]) await pay(ann, amount)
    await takenOf(ann, 4n)
    await pay(ann, 50_000n)
    const plan = await transact(database.orm, 'test', async em => {
      await sql`set local enable_seqscan = off`.execute(sqlOf(em))
      await sql`set local enable_bitmapscan = off`.execute(sqlOf(em))
      const { rows } = await sql<{ line: string }>`
        explain (analyze, costs off, timing off, summary off, buffers off)
        select ${debitBalance} from account left join checkpoint on checkpoint.account_id = account.id
         where owner_id = ${ann.ownerId}`.execute(sqlOf(em))
      return rows.map(row => Object.values(row).join()).join('\n')
    })
    expect(plan).toMatch(/posting_first_index on posting \(actual rows=1\.00.*\n *Index Cond: .*xid >= /)
    expect(plan).toMatch(/posting_further_index on posting/)
  })

  test('loses no posting of a transaction that began before it and commits after it', async () => {
    const ann = holder()
    for (const amount of [1n, 1n, 1n, 1n]) await pay(ann, amount)
    const [booked, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const late = run(async em => {
      await book(em, entry(), credit(ann, 100n))
      booked.resolve()
      await mayCommit.promise
    })
    await booked.promise
    await pay(ann, 5n)
    // The four are older than the one that still runs, the fifth is not.
    await takenOf(ann, 4n)
    expect(await heldBy(ann)).toBe(9n)
    mayCommit.resolve()
    await late
    expect(await heldBy(ann)).toBe(109n)
    await takenOf(ann, 6n)
    expect(await heldBy(ann)).toBe(109n)
  })

  async function checkpointOf(account: { ownerId: string }) {
    return await sqlOf(database.orm.em.fork())
      .selectFrom('checkpoint')
      .innerJoin('account', 'account.id', 'checkpoint.accountId')
      .select(['balance', 'postings'])
      .where('ownerId', '=', account.ownerId)
      .executeTakeFirst()
  }

  /**
   * Takes checkpoints until one stands for so many postings of the account: transactions of other test files on the
   * same server may hold them up for a moment.
   */
  async function takenOf(account: { ownerId: string }, postings: bigint): Promise<void> {
    for (let times = 0; times < 6000; times++) {
      await transact(database.orm, 'test', em => takeCheckpoints(em, 3))
      if ((await checkpointOf(account))?.postings === postings) return
      await sleep(10)
    }
    throw new Error(`No checkpoint over ${postings} postings was taken`)
  }
})
