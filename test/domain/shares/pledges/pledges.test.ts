import { beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../../src/database/sql.ts'
import { endRepeating } from '../../../../src/domain/offerings/rounds/end-repeating.ts'
import { pledgeMonthly } from '../../../../src/domain/shares/pledges/pledge-monthly.ts'
import { pledges, standingPledges } from '../../../../src/domain/shares/pledges/pledges.ts'
import { subscribePledged } from '../../../../src/domain/shares/pledges/subscribe-pledged.ts'
import { raised } from '../../../../src/domain/shares/raised.ts'
import { activeSubscriptions } from '../../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import { appealsOf } from '../../../support/appeals.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, EUR, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const { appeal, tick, pledge, change, end, next, em } = appealsOf(database, world)
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
let ann: string
let bea: string
beforeAll(async () => {
  ann = await world.person('Ann')
  bea = await world.person('Bea')
})

const orders = async (offeringId: string) =>
  (await activeSubscriptions(em(), offeringId)).map(({ partyId, shares }) => [partyId, shares])

describe('a pledge', () => {
  test('gives one order in each round, from the open one on, over the months and the changes of clocks', async () => {
    const { first } = await appeal()
    await pledge(first, ann, 5)
    await tick('2025-01-10')
    await tick('2025-01-11')
    expect(await orders(first)).toEqual([[ann, 5]])
    await pledge(first, bea, 7, '2025-01-20')
    await tick('2025-01-31T23:00:00Z')
    const second = await next(first)
    // Bea came too late for a tick of January: her first order is that of February.
    expect([await orders(first), await orders(second)]).toEqual([
      [[ann, 5]],
      [
        [ann, 5],
        [bea, 7],
      ],
    ])
    await tick('2025-02-28T23:00:00Z')
    await tick('2025-03-31T22:00:00Z')
    const fourth = await next(await next(second))
    expect(await orders(fourth)).toEqual([
      [ann, 5],
      [bea, 7],
    ])
    expect(await raised(em(), [fourth], at('2025-04-02'))).toMatchObject([{ reserved: 1200n }])
    expect(await standingPledges(em(), first, at('2025-04-02'))).toEqual({ count: 2, shares: 12 })
    expect(await standingPledges(em(), first, at('2025-01-15'))).toEqual({ count: 1, shares: 5 })
  })

  test('is paid, withdrawn and closed as any other order', async () => {
    const { first } = await appeal({ withdrawalDays: 4 })
    await pledge(first, ann, 50)
    await pledge(first, bea, 60)
    await tick('2025-01-10')
    const [anns, beas] = await activeSubscriptions(em(), first)
    await world.pay(anns?.id ?? '')
    await world.run('2025-01-12', tx =>
      withdraw(tx, { subscriptionId: beas?.id ?? '', partyId: bea }, at('2025-01-12')),
    )
    await tick('2025-01-13') // what was withdrawn is not ordered again
    await world.close(first, '2025-02-01')
    expect(await orders(first)).toEqual([[ann, 50]])
  })

  test('is changed from the next order on, and ended', async () => {
    const { first } = await appeal()
    const [anns, beas] = [await pledge(first, ann, 5), await pledge(first, bea, 7)]
    await tick('2025-01-10')
    await change(anns, ann, 9, '2025-01-12')
    await change(anns, ann, 9, '2025-01-13')
    await end(beas, bea, '2025-01-14')
    await end(beas, bea, '2025-01-15')
    await tick('2025-02-01')
    expect(await orders(await next(first))).toEqual([[ann, 9]])
    expect(await pledges(em(), { firstId: first })).toMatchObject([
      { id: anns, shares: 9, amount: 900n, version: 2, endedAt: null },
      { id: beas, shares: 7, endedAt: at('2025-01-14') },
    ])
    await expect(change(beas, bea, 1, '2025-02-02')).rejects.toThrow(refused('PLEDGE_ENDED', '2025-01-14'))
    await expect(end(anns, bea, '2025-02-02')).rejects.toThrow(refused('PLEDGE_UNKNOWN'))
    // Who ended his may pledge again, through any round.
    await pledge(await next(first), bea, 3, '2025-02-03')
    await expect(pledge(first, bea, 3, '2025-02-03')).rejects.toThrow(
      refused('PLEDGE_STANDING', 'A pledge of 3 shares a month stands since 2025-02-03'),
    )
  })

  test('that an offering refuses stays, with the reason, and the others are ordered', async () => {
    const { first } = await appeal({ shares: 100 })
    await pledge(first, ann, 70)
    await pledge(first, bea, 70)
    await tick('2025-01-10')
    expect(await orders(first)).toEqual([[ann, 70]])
    const { rows } =
      await sql`select refusal from pledge_order where offering_id = ${first} and refusal is not null`.execute(
        sqlOf(em()),
      )
    expect(rows).toEqual([{ refusal: 'SOLD_OUT' }])
  })

  test('may be said as an amount of whole shares, for an appeal that goes on', async () => {
    const { first } = await appeal({ sharePrice: 500n })
    const pledged = (amount: string, now = '2025-01-10') =>
      world.run(now, tx =>
        pledgeMonthly(tx, { offeringId: first, partyId: ann, size: { amount: EUR(amount) } }, at(now)),
      )
    await expect(pledged('12.00')).rejects.toThrow(refused('AMOUNT_NOT_WHOLE', '10.00 or 15.00'))
    await pledged('15.00')
    expect(await pledges(em(), { firstId: first })).toMatchObject([{ shares: 3, amount: 1500n }])
    await world.run('2025-01-20', tx => endRepeating(tx, { offeringId: first }, at('2025-01-20')))
    await expect(pledge(first, bea, 1, '2025-01-21')).rejects.toThrow(refused('REPEATING_ENDED'))
    const once = await world.offering((await world.project()).classId)
    await expect(pledge(once, bea, 1)).rejects.toThrow(refused('NOT_REPEATED'))
  })

  test('is ordered by nobody in a round that is not open', async () => {
    const { first } = await appeal()
    await pledge(first, ann, 5)
    await world.run('2025-02-01', tx => subscribePledged(tx, { offeringId: first }, at('2025-02-01')))
    expect(await orders(first)).toEqual([])
  })

  test('is turned into one order when two jobs try at once', async () => {
    const { first } = await appeal()
    await pledge(first, ann, 5)
    await Promise.all([tick('2025-01-12'), tick('2025-01-12')])
    expect(await orders(first)).toEqual([[ann, 5]])
  })
})
