import { describe, expect, test } from '@jest/globals'
import type { EntityManager } from '@mikro-orm/postgresql'
import { transact } from '../../../src/act.ts'
import { type CopyValue, copyInto } from '../../../src/database/copy.ts'
import { sqlOf } from '../../../src/database/sql.ts'
import { newId } from '../../../src/domain/ids.ts'
import { type AccountName, accountsFor } from '../../../src/domain/ledger/accounts-for.ts'
import { balances } from '../../../src/domain/ledger/balances.ts'
import { book } from '../../../src/domain/ledger/book.ts'
import { trialBalance } from '../../../src/domain/ledger/trial-balance.ts'
import { bank, booksOf, credit, entry, holder } from '../../support/books.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase({ checked: false })
const { run, pay, heldBy } = booksOf(database)

describe('booking a fact', () => {
  test('moves money, and each account shows it as its owner sees it', async () => {
    const [ann, before] = [holder(), await heldBy(bank())]
    await pay(ann, 12_345n)
    expect(await heldBy(ann)).toBe(12_345n)
    expect((await heldBy(bank())) - before).toBe(12_345n)
    await run(em => book(em, entry(), credit(ann, -345n)))
    expect(await heldBy(ann)).toBe(12_000n)
  })

  test('is in each currency on its own: EUR with cents, JPY without, KWD with thousandths', async () => {
    const ownerId = newId()
    const amounts = { EUR: 1n, JPY: 150n, KWD: -1_001n }
    await run(em =>
      book(
        em,
        entry(),
        Object.entries(amounts).flatMap(([currency, amount]) => credit(holder(ownerId, currency), amount)),
      ),
    )
    const found = await balances(database.orm.em.fork(), { ownerId })
    expect(found.map(({ currency, amount }) => [currency, amount])).toEqual(Object.entries(amounts))
    const sums = await trialBalance(database.orm.em.fork())
    for (const currency of Object.keys(amounts)) {
      const rows = sums.filter(row => row.currency === currency)
      const total = (side: 'debit' | 'credit') => rows.reduce((sum, row) => sum + row[side], 0n)
      expect(total('debit')).toBe(total('credit'))
    }
  })

  test('may name one account twice, and leaves out amounts of zero', async () => {
    const [ann, bea, fact] = [holder(), holder(), entry()]
    const postings = [...credit(ann, 5n), ...credit(bea, 0n), ...credit(ann, 2n)]
    await run(em => book(em, fact, postings))
    expect(await heldBy(ann)).toBe(7n)
    const em = database.orm.em.fork()
    const lines = sqlOf(em).selectFrom('posting').select(['line', 'amount']).orderBy('line')
    const entryId = await entryOf(em, fact.factId)
    expect(await lines.where('entryId', '=', entryId).execute()).toEqual([
      { line: 1, amount: 5n },
      { line: 2, amount: -5n },
      { line: 3, amount: 2n },
      { line: 4, amount: -2n },
    ])
  })

  test('may have thousands of postings', async () => {
    const project: AccountName = { kind: 'revenue', scopeId: newId(), currency: 'EUR' }
    const holders = Array.from({ length: 4000 }, () => holder())
    await pay(project, 4000n * 25n)
    const shares = holders.map(account => ({ account, amount: -25n }))
    await run(em => book(em, entry(), [{ account: project, amount: 4000n * 25n }, ...shares]))
    expect(await heldBy(project)).toBe(0n)
    expect(await heldBy(holders[3999] as AccountName)).toBe(25n)
  })

  test('that moves nothing needs no entry', async () => {
    const fact = entry()
    await run(em => book(em, fact, credit(holder(), 0n)))
    await expect(entryOf(database.orm.em.fork(), fact.factId)).rejects.toThrow()
  })
})

describe('the database refuses', () => {
  const unbalanced = { code: '23514', constraint: 'entry_balances' }
  const late = { code: '23514', constraint: 'entry_of_this_transaction' }

  test('an entry that does not sum to zero, and keeps nothing of it', async () => {
    const [ann, fact] = [holder(), entry()]
    const wrong = [...credit(ann, 100n), { account: ann, amount: 1n }]
    await expect(run(em => book(em, fact, wrong))).rejects.toMatchObject(unbalanced)
    await expect(run(em => book(em, fact, wrong.slice(1)))).rejects.toMatchObject(unbalanced)
    expect(await heldBy(ann)).toBe(0n)
    await expect(entryOf(database.orm.em.fork(), fact.factId)).rejects.toThrow()
  })

  test('an entry that sums to zero over its currencies only', async () => {
    const postings = [
      { account: bank('EUR'), amount: 100n },
      { account: holder(newId(), 'USD'), amount: -100n },
    ]
    await expect(run(em => book(em, entry(), postings))).rejects.toMatchObject(unbalanced)
  })

  test('a fact that is booked already, but not another kind of fact of the same id', async () => {
    const [ann, fact] = [holder(), entry()]
    await run(em => book(em, fact, credit(ann, 7n)))
    await expect(run(em => book(em, fact, credit(ann, 7n)))).rejects.toMatchObject({
      code: '23505',
      constraint: 'entry_kind_fact_id_unique',
    })
    const claimed = { ...fact, kind: 'receiptClaimed' as const }
    await run(em => book(em, claimed, credit(ann, 7n)))
    expect(await heldBy(ann)).toBe(14n)
  })

  test('an entry outside an act', async () => {
    const outside = transact(database.orm, 'test', em => book(em, entry(), credit(holder(), 7n)))
    await expect(outside).rejects.toMatchObject({ code: '23502', column: 'act_id' })
  })

  test('to extend an entry later, balanced or not', async () => {
    const [ann, fact] = [holder(), entry()]
    await run(em => book(em, fact, credit(ann, 7n)))
    await expect(run(em => extend(em, fact.factId, [1n, -1n]))).rejects.toMatchObject(late)
    await expect(run(em => extend(em, fact.factId, [1n]))).rejects.toMatchObject(unbalanced)
    await expect(run(em => extend(em, null, [1n, -1n]))).rejects.toMatchObject(late)
    expect(await heldBy(ann)).toBe(7n)
  })

  test('a second statement in the same transaction that does not balance', async () => {
    const [ann, fact] = [holder(), entry()]
    const attempt = run(async em => {
      await book(em, fact, credit(ann, 7n))
      await extend(em, fact.factId, [1n])
    })
    await expect(attempt).rejects.toMatchObject(unbalanced)
    expect(await heldBy(ann)).toBe(0n)
  })

  /** Writes further postings to the entry of a fact, or to one that is not there. */
  async function extend(em: EntityManager, factId: string | null, amounts: bigint[]): Promise<void> {
    const [accountId = ''] = await accountsFor(em, [bank()])
    const entryId = factId === null ? newId() : await entryOf(em, factId)
    const rows = amounts.map((amount, index): CopyValue[] => [entryId, 100 + index, accountId, 'EUR', amount])
    await copyInto(em, 'posting', ['entry_id', 'line', 'account_id', 'currency', 'amount'], rows)
  }
})

describe('accounts', () => {
  test('are opened once, though many open them at once, and answered in the order they were named', async () => {
    const names = Array.from({ length: 5 }, () => holder())
    const open = (order: AccountName[]) => transact(database.orm, 'test', em => accountsFor(em, order))
    const [first = [], ...others] = await Promise.all([1, 2, 3, 4].map(() => open(names)))
    for (const ids of others) expect(ids).toEqual(first)
    expect(new Set(first).size).toBe(5)
    expect(await open(names.toReversed())).toEqual(first.toReversed())
    expect(await open([names[0], names[0]] as AccountName[])).toEqual([first[0], first[0]])
  })

  test('differ by kind, owner, scope, code and currency', async () => {
    const name = { kind: 'holder', ownerId: newId(), scopeId: newId(), code: 'a', currency: 'EUR' } as const
    const others = [
      { ...name, kind: 'issuer' as const },
      { ...name, ownerId: newId() },
      { ...name, scopeId: newId() },
      { ...name, code: 'b' },
      { ...name, currency: 'USD' },
    ]
    const ids = await transact(database.orm, 'test', em => accountsFor(em, [name, ...others]))
    expect(new Set(ids).size).toBe(6)
  })
})

async function entryOf(em: EntityManager, factId: string): Promise<string> {
  return (
    await sqlOf(em).selectFrom('entry').select('id').where('factId', '=', factId).executeTakeFirstOrThrow()
  ).id
}
