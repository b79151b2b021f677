import { expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../src/database/sql.ts'
import { newId } from '../../../src/domain/ids.ts'
import { accountsFor } from '../../../src/domain/ledger/accounts-for.ts'
import { openHolderAccounts } from '../../../src/domain/shares/open-holder-accounts.ts'
import { holdersOf, holdingsAt, holdingsOf } from '../../../src/domain/shares/register.ts'
import { holderAccount } from '../../../src/domain/shares/shares-accounts.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

// Lots without orders break other checks, so they are not made here.
const database = useDatabase({ checked: false })
const world = worldOf(database)
const em = () => database.orm.em.fork()

type Move = { giver?: string; taker: string; shares: number; day: string }

/** Lots as an import or a transfer would write them, all by one statement. */
function write(classId: string, moves: readonly Move[]) {
  const rows = moves.map(({ giver = null, taker, shares, day }) => {
    return sql`(${newId()}::uuid, ${classId}::uuid, ${giver}::uuid, ${taker}::uuid, ${shares}::int, ${10 * shares}::bigint, ${at(day)}::timestamptz)`
  })
  return world.run('2025-06-01', async one => {
    await sql`
      insert into lot (id, class_id, giver_id, taker_id, shares, paid_in, occurred_at)
      values ${sql.join(rows)}`.execute(sqlOf(one))
    return {}
  })
}

const held = async (classId: string, day: string | null) =>
  Object.fromEntries(
    (await holdingsAt(em(), classId, day === null ? null : at(day))).map(row => [
      row.holderId,
      [row.shares, row.paidIn],
    ]),
  )

test('who held what at any instant is what the lots up to it come to, also when they are written late', async () => {
  const { classId } = await world.project()
  const [ann, bea, cid] = [await world.person('Ann'), await world.person('Bea'), await world.person('Cid')]
  await write(classId, [
    { taker: ann, shares: 30, day: '2025-01-10' },
    { taker: bea, shares: 5, day: '2025-01-10' },
  ])
  await write(classId, [
    { giver: ann, taker: cid, shares: 30, day: '2025-03-10' },
    { giver: cid, taker: ann, shares: 4, day: '2025-04-10' },
    { taker: bea, shares: 2, day: '2025-04-10' },
  ])
  // Of February, but written last.
  await write(classId, [{ giver: bea, taker: ann, shares: 1, day: '2025-02-10' }])
  const shares = (count: number) => [count, BigInt(10 * count)]
  expect(await held(classId, '2025-01-10')).toEqual({})
  expect(await held(classId, '2025-01-11')).toEqual({ [ann]: shares(30), [bea]: shares(5) })
  expect(await held(classId, '2025-02-11')).toEqual({ [ann]: shares(31), [bea]: shares(4) })
  expect(await held(classId, '2025-03-11')).toEqual({ [ann]: shares(1), [bea]: shares(4), [cid]: shares(30) })
  const now = { [ann]: shares(5), [bea]: shares(6), [cid]: shares(26) }
  expect(await held(classId, '2025-04-11')).toEqual(now)
  expect(await held(classId, null)).toEqual(now)
  expect(await holdersOf(em(), classId)).toEqual({ shares: 37, holders: 3 })
  await write(classId, [{ giver: bea, taker: ann, shares: 6, day: '2025-05-10' }])
  expect(await holdersOf(em(), classId)).toEqual({ shares: 37, holders: 2 })
  expect(await holdingsOf(em(), [bea, cid])).toEqual([
    { classId, holderId: cid, shares: 26, paidIn: 260n, currency: 'EUR' },
  ])
})

test('a holding names the account of its holder: one that is there, and one that is opened later', async () => {
  const { classId } = await world.project()
  const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
  const accounts = async () => {
    const { rows } = await sql<{ holderId: string; accountId: string | null }>`
      select holder_id, account_id from holding where class_id = ${classId}`.execute(sqlOf(em()))
    return Object.fromEntries(rows.map(row => [row.holderId, row.accountId]))
  }
  const [annsId] = await world
    .run('2025-06-01', async one => ({ ids: await accountsFor(one, [holderAccount(ann, 'EUR')]) }))
    .then(({ ids }) => ids)
  await write(classId, [
    { taker: ann, shares: 3, day: '2025-01-10' },
    { taker: bea, shares: 5, day: '2025-01-10' },
  ])
  expect(await accounts()).toEqual({ [ann]: annsId, [bea]: null })
  const { ids } = await world.run('2025-06-01', async one => ({
    ids: await openHolderAccounts(one, { classId, currency: 'EUR' }, [bea, ann]),
  }))
  expect(ids[1]).toBe(annsId)
  expect(await accounts()).toEqual({ [ann]: annsId, [bea]: ids[0] })
})
