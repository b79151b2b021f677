import { describe, expect, test } from '@jest/globals'
import { balances } from '../../../../src/domain/ledger/balances.ts'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import type { OfferingTermsInput } from '../../../../src/domain/offerings/terms/check-offering-terms.ts'
import { itemsLeft, itemsOfOrders } from '../../../../src/domain/shares/orders/items.ts'
import { holdingsAt } from '../../../../src/domain/shares/register.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, EUR, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

/** Any amount from 1.00 on, in cents; two prints at 40.00, and as many cards at 5.00 as are asked for. */
const SHOP: Partial<OfferingTermsInput> = {
  sharePrice: 1n,
  shares: 100_000,
  minimum: 100n,
  goal: 10_000n,
  withdrawalDays: 0,
  entitlements: [
    {
      gives: 'reward',
      code: 'print',
      name: 'A signed print',
      price: '40.00',
      stock: 2,
      deliverOn: '2025-06-01',
    },
    { gives: 'reward', code: 'card', name: 'A card', price: '5.00' },
  ],
}

async function open() {
  const project = await world.project()
  const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
  return { ...project, ann, bea, shop: await world.offering({ projectId: project.projectId }, SHOP) }
}

const left = async (id: string) => {
  const em = database.orm.em.fork()
  return Object.fromEntries(await itemsLeft(em, await offeringOf(em, id)))
}
const items = (code: string, count: number) => ({ items: [{ code, count }] })

test('an order of a free amount chooses items, and what it comes to pays them', async () => {
  const { shop, ann } = await open()
  const id = await world.order(shop, ann, {
    amount: EUR('50.00'),
    items: [
      { code: 'print', count: 1 },
      { code: 'card', count: 1 },
      { code: 'card', count: 1 },
    ],
  })
  expect(await itemsOfOrders(database.orm.em.fork(), [id])).toEqual([
    { subscriptionId: id, code: 'card', count: 2 },
    { subscriptionId: id, code: 'print', count: 1 },
  ])
  expect(await subscriptionOf(database.orm.em.fork(), id)).toMatchObject({ shares: 5000, amount: 5000n })
  expect(await left(shop)).toEqual({ print: 1 })
})

test('of two items and three who want them at once, two get one, and a withdrawn order gives its own back', async () => {
  const { shop, ann, bea } = await open()
  const want = (who: string) => world.order(shop, who, { amount: EUR('40.00'), ...items('print', 1) })
  const [first] = await Promise.allSettled([want(ann), want(bea), want(ann)]).then(all => {
    expect(all.filter(each => each.status === 'rejected')).toMatchObject([
      { reason: { code: 'ITEM_SOLD_OUT', message: '1 of "print" were asked for; 0 are left.' } },
    ])
    return all.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []))
  })
  expect(await left(shop)).toEqual({ print: 0 })
  const { partyId } = await subscriptionOf(database.orm.em.fork(), first ?? '')
  await world.run('2025-01-10', em =>
    withdraw(em, { subscriptionId: first ?? '', partyId }, at('2025-01-10')),
  )
  expect(await left(shop)).toEqual({ print: 1 })
  await want(bea)
})

describe('is refused, and takes nothing', () => {
  test.each<[string, string, { code: string; count: number }[], string]>([
    ['what is not sold', '50.00', [{ code: 'poster', count: 1 }], 'ITEM_UNKNOWN'],
    ['none of it', '50.00', [{ code: 'card', count: 0 }], 'ITEM_COUNT_INVALID'],
    ['more than there are', '200.00', [{ code: 'print', count: 3 }], 'ITEM_SOLD_OUT'],
    [
      'more than the order pays',
      '44.99',
      [
        { code: 'print', count: 1 },
        { code: 'card', count: 1 },
      ],
      'ITEMS_TOO_DEAR',
    ],
  ])('%s', async (_name, amount, chosen, code) => {
    const { shop, ann } = await open()
    await expect(world.order(shop, ann, { amount: EUR(amount), items: chosen })).rejects.toMatchObject({
      code,
    })
    expect(await left(shop)).toEqual({ print: 2 })
  })
})

test('when it is funded the money is released and nothing enters a register', async () => {
  const { shop, ann, classId, projectId } = await open()
  const id = await world.order(shop, ann, { amount: EUR('100.00'), ...items('print', 2) })
  await world.pay(id)
  await world.close(shop)
  const em = database.orm.em.fork()
  expect(await subscriptionOf(em, id)).toMatchObject({ allotted: true, allottedAmount: 10_000n })
  expect(await holdingsAt(em, classId, null)).toEqual([])
  expect(await balances(em, { scopeId: projectId })).toMatchObject([{ kind: 'issuer', amount: 9400n }])
})
