import { expect, test } from '@jest/globals'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import type { OfferingTermsInput } from '../../../../src/domain/offerings/terms/check-offering-terms.ts'
import { holdingsAt } from '../../../../src/domain/shares/register.ts'
import { subscriptionOf, subscriptions } from '../../../../src/domain/shares/subscriptions.ts'
import { useDatabase } from '../../../support/database.ts'
import { worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()

/** Ten shares of 10.00, the goal is all of them. */
async function raise(terms: Partial<OfferingTermsInput>, asked: [name: string, shares: number][]) {
  const project = await world.project()
  const people = new Map<string, string>()
  const sponsor = await world.person('Sponsor')
  people.set('sponsor', sponsor)
  const matching = terms.matching == null ? null : { ...terms.matching, sponsorId: sponsor }
  const usual = { shares: 10, goal: 10_000n, withdrawalDays: 0 }
  const offering = await world.offering(project.classId, { ...usual, ...terms, matching })
  const orders: string[] = []
  for (const [name, shares] of asked) {
    const id = people.get(name) ?? (await world.person(name))
    people.set(name, id)
    const order = await world.order(offering, id, shares)
    await world.pay(order)
    orders.push(order)
  }
  await world.close(offering)
  const rows = new Map((await subscriptions(em(), orders)).map(row => [row.id, row]))
  const got = orders.map(id => rows.get(id)?.allottedShares ?? rows.get(id)?.ended)
  const back = (name: string) =>
    balanceOf(em(), { kind: 'holder', ownerId: people.get(name) ?? '', currency: 'EUR' })
  return { ...project, offering, orders, got, back }
}

test('pro rata more may be ordered than there is, all get whole shares, and the rest of the money goes back', async () => {
  const { offering, got, back, classId } = await raise({ allotment: 'proRata' }, [
    ['ann', 8],
    ['bea', 5],
    ['cleo', 3],
  ])
  expect(got).toEqual([5, 3, 2])
  expect([await back('ann'), await back('bea'), await back('cleo')]).toEqual([3000n, 2000n, 1000n])
  expect(await offeringOf(em(), offering)).toMatchObject({
    outcome: 'funded',
    sharesAllotted: 10,
    amountAllotted: 10_000n,
  })
  expect(
    (await holdingsAt(em(), classId, null)).map(each => Number(each.paidIn)).toSorted((a, b) => a - b),
  ).toEqual([2000, 3000, 5000])
})

test('an order of which nothing is left is refunded, and the offering is funded all the same', async () => {
  const { got, back, orders } = await raise({ allotment: 'proRata', shares: 1, goal: 1000n }, [
    ['ann', 1],
    ['bea', 1],
  ])
  expect(got).toEqual([1, 'refunded'])
  expect(await back('bea')).toBe(1000n)
  expect(await subscriptionOf(em(), orders[1] ?? '')).toMatchObject({ allotted: false, ended: 'refunded' })
})

test('what a sponsor adds to the others counts towards the goal, and what he need not add goes back to him', async () => {
  const { got, back, offering } = await raise({ matching: { sponsorId: '', ratio: '1' }, goal: 8000n }, [
    ['sponsor', 6],
    ['ann', 3],
    ['bea', 1],
  ])
  expect(got).toEqual([4, 3, 1])
  expect(await back('sponsor')).toBe(2000n)
  expect(await offeringOf(em(), offering)).toMatchObject({ outcome: 'funded', amountAllotted: 8000n })
})

test('with a sponsor whose part falls short of the goal everything goes back', async () => {
  const { got, back } = await raise({ matching: { sponsorId: '', ratio: '1' }, goal: 8000n }, [
    ['sponsor', 6],
    ['ann', 3],
  ])
  expect(got).toEqual(['refunded', 'refunded'])
  expect([await back('sponsor'), await back('ann')]).toEqual([6000n, 3000n])
})

test('the terms of a sponsor and of the least of an order are checked', async () => {
  const { classId } = await world.project()
  const sponsorId = await world.person('Sponsor')
  const offered = (terms: Partial<OfferingTermsInput>) => world.offering(classId, terms)
  await expect(offered({ matching: { sponsorId, ratio: '0' } })).rejects.toMatchObject({
    code: 'MATCHING_WRONG',
  })
  const both = { matching: { sponsorId, ratio: '1' }, allotment: 'proRata' } as const
  await expect(offered(both)).rejects.toMatchObject({ code: 'MATCHING_WRONG' })
  await expect(offered({ minimum: 1500n })).rejects.toMatchObject({
    code: 'MINIMUM_WRONG',
    message:
      'The least of an order is 15.00 EUR: it must be a multiple of 10.00 above zero, at most 1000.00.',
  })
})
