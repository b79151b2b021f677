import { describe, expect, test } from '@jest/globals'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { waitingEntryOf } from '../../../../src/domain/shares/waiting/entries.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, EUR } from '../../../support/world.ts'
import { waitingWorld } from './waiting-world.ts'

const database = useDatabase()
const world = waitingWorld(database)
const { em, wait, leave, takeBack, told } = world

/** An offering of ten shares at 10.00, sold out to Sue in orders of these sizes. */
async function soldOut(sizes: number[], terms: object = {}) {
  const { classId } = await world.project({}, 10)
  const offeringId = await world.offering(classId, { shares: 10, goal: 1000n, ...terms })
  const people = await Promise.all(['Sue', 'Ann', 'Bea', 'Cid'].map(name => world.person(name)))
  const [sue = '', ann = '', bea = '', cid = ''] = people
  const orders = []
  for (const shares of sizes) orders.push(await world.order(offeringId, sue, shares))
  return { offeringId, sue, ann, bea, cid, orders: orders as [string, ...string[]] }
}

test('who waits gets what becomes free, in order, as an order of his own made at that instant', async () => {
  const { offeringId, ann, bea, orders } = await soldOut([3, 7])
  const [first, second] = [
    await wait(offeringId, ann, 2),
    await wait(offeringId, bea, { amount: EUR('10.00') }),
  ]
  expect([await told(first), await told(second)]).toEqual([
    ['waiting', 0, null],
    ['waiting', 1, null],
  ])
  await world.pay(orders[0])
  await takeBack(orders[0])
  expect([await told(first), await told(second)]).toEqual([
    ['ordered', 0, 2],
    ['ordered', 0, 1],
  ])
  const { subscriptionId } = await waitingEntryOf(em(), first)
  expect(await subscriptionOf(em(), subscriptionId ?? '')).toMatchObject({
    partyId: ann,
    amount: 2000n,
    orderedAt: at('2025-01-12'),
    // The 16th is the fourth day after: it ends at midnight in Paris.
    revocableUntil: at('2025-01-16T23:00:00Z'),
    paymentDueAt: at('2025-02-01'),
  })
  expect(await offeringOf(em(), offeringId)).toMatchObject({ sharesTaken: 10, lastPosition: 4 })
})

test('the first is not overtaken by who would fit: both wait until there is enough for him', async () => {
  const { offeringId, ann, bea, orders } = await soldOut([2, 2, 6])
  const [first, second] = [await wait(offeringId, ann, 4), await wait(offeringId, bea, 1)]
  await takeBack(orders[0])
  expect([await told(first), await told(second)]).toEqual([
    ['waiting', 0, null],
    ['waiting', 1, null],
  ])
  await takeBack(orders[1] ?? '')
  expect([await told(first), await told(second)]).toEqual([
    ['ordered', 0, 4],
    ['waiting', 0, null],
  ])
})

test('who takes fewer gets what is free, but never less than the least order', async () => {
  const { offeringId, ann, bea, orders } = await soldOut([2, 3, 5], { minimum: 2000n })
  const [first, second] = [
    await wait(offeringId, ann, { shares: 4, acceptFewer: true }),
    await wait(offeringId, bea, { shares: 2, acceptFewer: true }),
  ]
  await takeBack(orders[0])
  expect(await told(first)).toEqual(['ordered', 0, 2])
  await takeBack((await waitingEntryOf(em(), first)).subscriptionId ?? '')
  expect(await told(second)).toEqual(['ordered', 0, 2])
  const third = await wait(offeringId, ann, { shares: 4, acceptFewer: true })
  await takeBack(orders[1] ?? '')
  await takeBack((await waitingEntryOf(em(), third)).subscriptionId ?? '')
  // Three are free. Two of them are ordered, and what is left is less than the least order.
  const fourth = await wait(offeringId, bea, 4)
  await world.order(offeringId, ann, 2)
  await leave(fourth, bea)
  const fifth = await wait(offeringId, bea, { shares: 4, acceptFewer: true })
  expect(await told(fifth)).toEqual(['waiting', 0, null])
  await takeBack(orders[2] ?? '')
  expect(await told(fifth)).toEqual(['ordered', 0, 4])
})

test('when the first leaves, who stood behind him and fits is served at once', async () => {
  const { offeringId, ann, bea, orders } = await soldOut([2, 8])
  const [first, second] = [await wait(offeringId, ann, 4), await wait(offeringId, bea, 2)]
  await takeBack(orders[0])
  await leave(first, ann)
  expect([await told(first), await told(second)]).toEqual([
    ['left', 0, null],
    ['ordered', 0, 2],
  ])
  await leave(first, ann)
})

test('an order that is refused when its turn comes ends with the code, and the next one is served', async () => {
  const { offeringId, ann, bea, orders } = await soldOut([3, 3, 4], { maxPerInvestor: 10 })
  const [first, second] = [await wait(offeringId, ann, 9), await wait(offeringId, bea, 3)]
  await takeBack(orders[0])
  // Nobody is kept from ordering what is too little for the first. With it he asks for more than one may hold.
  await world.order(offeringId, ann, 2)
  expect([await told(first), await told(second)]).toEqual([
    ['waiting', 0, null],
    ['waiting', 1, null],
  ])
  await takeBack(orders[1] ?? '')
  expect([await told(first), await told(second)]).toEqual([
    ['refused', 0, 'OVER_MAXIMUM'],
    ['ordered', 0, 3],
  ])
})

test('in the last millisecond before closing one is served, from then on nobody, and who still waits was not served', async () => {
  const { offeringId, ann, bea, orders } = await soldOut([5, 5], { goalMode: 'keepWhatWasRaised' })
  const [first, second] = [await wait(offeringId, ann, 5), await wait(offeringId, bea, 5)]
  await takeBack(orders[0], '2025-02-01T11:59:59.999Z')
  await takeBack(orders[1] ?? '', '2025-02-01T12:00:00.000Z')
  expect([await told(first), await told(second)]).toEqual([
    ['ordered', 0, 5],
    ['waiting', 0, null],
  ])
  await world.close(offeringId)
  expect(await told(second)).toEqual(['notServed', 0, null])
  await expect(leave(second, bea, '2025-02-10')).rejects.toMatchObject({ code: 'WAITING_ENDED' })
})

describe('nobody waits', () => {
  test('for what he can order', async () => {
    const { offeringId, ann } = await soldOut([3])
    await expect(wait(offeringId, ann, 7)).rejects.toMatchObject({
      code: 'SHARES_AVAILABLE',
      message: '7 shares were asked for and 7 are left: order them.',
    })
    await expect(wait(offeringId, ann, { shares: 9, acceptFewer: true })).rejects.toMatchObject({
      code: 'SHARES_AVAILABLE',
    })
    await wait(offeringId, ann, 8)
  })

  test('for more than there is, unless he takes fewer', async () => {
    const { offeringId, ann } = await soldOut([10])
    await expect(wait(offeringId, ann, 11)).rejects.toMatchObject({ code: 'WAITING_TOO_LARGE' })
    await wait(offeringId, ann, { shares: 11, acceptFewer: true })
  })

  test('twice in one offering', async () => {
    const { offeringId, ann, bea } = await soldOut([10])
    await wait(offeringId, bea, 1)
    await wait(offeringId, ann, 2)
    await expect(wait(offeringId, ann, 3)).rejects.toMatchObject({
      code: 'WAITING_ALREADY',
      message: 'You wait for 2 shares already, with 1 before you: leave the list to wait for another number.',
    })
  })

  test('where it is not open, or before a gate that would refuse the order', async () => {
    const { offeringId, ann } = await soldOut([10], { maxPerInvestor: 10 })
    await expect(wait(offeringId, ann, 1, '2025-02-01')).rejects.toMatchObject({ code: 'OFFERING_NOT_OPEN' })
    await expect(wait(offeringId, ann, { shares: 1, amount: EUR('10.00') })).rejects.toMatchObject({
      code: 'ORDER_UNCLEAR',
    })
    const gated = await soldOut([], {
      regime: 'ECSPR_EQUITY',
      keyInformation: { sha256: 'c'.repeat(64), sides: 2 },
    })
    await expect(wait(gated.offeringId, ann, 1)).rejects.toMatchObject({ code: 'KNOWLEDGE_TEST_WARNING' })
  })

  test('on the list of somebody else', async () => {
    const { offeringId, ann, bea } = await soldOut([10])
    const entry = await wait(offeringId, ann, 1)
    await expect(leave(entry, bea)).rejects.toMatchObject({ code: 'WAITING_UNKNOWN' })
    expect(await told(entry)).toEqual(['waiting', 0, null])
  })
})

test('several who begin to wait at once get places one after the other', async () => {
  const { offeringId, ann, bea, cid } = await soldOut([10])
  const entries = await Promise.all([ann, bea, cid].map(who => wait(offeringId, who, 1)))
  const places = await Promise.all(entries.map(async id => (await waitingEntryOf(em(), id)).position))
  expect(places.toSorted((a, b) => a - b)).toEqual([1, 2, 3])
})
