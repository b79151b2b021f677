import { describe, expect, test } from '@jest/globals'
import type { OfferingRow } from '../../../../src/domain/offerings/offerings.ts'
import { Refusal } from '../../../../src/domain/refusal.ts'
import {
  type KnownOfParties,
  type NewOrder,
  serveOrders,
} from '../../../../src/domain/shares/orders/serve-orders.ts'

const OFFERING = {
  id: 'offering',
  timeZone: 'Europe/Paris',
  sharePrice: 1000n,
  shares: 100,
  sharesTaken: 90,
  maxPerInvestor: 6,
  publishedAt: new Date('2025-01-01T12:00:00Z'),
  opensAt: new Date('2025-02-01T12:00:00Z'),
  closesAt: new Date('2025-12-01T12:00:00Z'),
  outcome: null,
  correctBy: null,
  withdrawalDays: 4,
  regime: null,
  currency: 'EUR',
  minimum: null,
  allotment: 'inOrder',
  entitlements: [],
} as Partial<OfferingRow> as OfferingRow

const known = (held = new Map<string, number>()): KnownOfParties => {
  return { held, suitability: new Map(), spent: new Set(), itemsLeft: new Map() }
}

const order = (partyId: string, shares: number, orderedAt = '2025-03-03T09:00:00Z'): NewOrder => {
  return { partyId, shares, orderedAt: new Date(orderedAt) }
}

/** What became of each order: the amount owed in minor units, or the code of the refusal. */
const served = (orders: NewOrder[], held = new Map<string, number>()) =>
  serveOrders(OFFERING, known(held), orders).map(each => (each instanceof Refusal ? each.code : each.amount))

describe('orders that come together', () => {
  test('are served in their order, and what one takes the next does not find', () => {
    expect(served([order('a', 5), order('b', 4), order('c', 2), order('d', 1), order('e', 1)])).toEqual([
      5000n,
      4000n,
      'SOLD_OUT',
      1000n,
      'SOLD_OUT',
    ])
  })

  test('of one party count together, with what it had ordered before', () => {
    const held = new Map([['a', 2]])
    expect(served([order('a', 3), order('a', 2), order('a', 1), order('b', 6)], held)).toEqual([
      3000n,
      'OVER_MAXIMUM',
      1000n,
      6000n,
    ])
  })

  test('are each refused for what is wrong with them, and take nothing then', () => {
    expect(served([order('a', 0), order('a', 1.5), order('b', 7), order('c', 6), order('d', 4)])).toEqual([
      'SHARES_INVALID',
      'SHARES_INVALID',
      'OVER_MAXIMUM',
      6000n,
      4000n,
    ])
  })

  test('are in time or not by the instant each of them came', () => {
    expect(
      served([
        order('a', 1, '2025-02-01T11:59:59.999Z'),
        order('b', 1, '2025-02-01T12:00:00.000Z'),
        order('c', 1, '2025-12-01T11:59:59.999Z'),
        order('d', 1, '2025-12-01T12:00:00.000Z'),
      ]),
    ).toEqual(['OFFERING_NOT_OPEN', 1000n, 1000n, 'OFFERING_NOT_OPEN'])
  })
})

describe('an order may be withdrawn until the end of its fourth day after', () => {
  test.each([
    ['over the change to summer time', '2025-03-27T23:30:00Z', '2025-04-01T22:00:00Z'],
    [
      'ordered in the last millisecond before it, on Saturday',
      '2025-03-29T22:59:59.999Z',
      '2025-04-02T22:00:00Z',
    ],
    ['ordered on the Sunday of 23 hours', '2025-03-29T23:00:00.000Z', '2025-04-03T22:00:00Z'],
    ['over the change to winter time', '2025-10-23T22:30:00Z', '2025-10-28T23:00:00Z'],
    [
      'ordered on the Sunday of 25 hours, in its last millisecond',
      '2025-10-26T22:59:59.999Z',
      '2025-10-30T23:00:00Z',
    ],
    ['ordered on the Monday after it', '2025-10-26T23:00:00.000Z', '2025-10-31T23:00:00Z'],
  ])('%s', (_name, orderedAt, until) => {
    const [one] = serveOrders(OFFERING, known(), [order('a', 1, orderedAt)])
    expect(one).toMatchObject({ revocableUntil: new Date(until) })
  })

  test('each by its own day, also when they come together around midnight', () => {
    const instants = ['2025-03-28T22:59:59.999Z', '2025-03-28T23:00:00Z', '2025-03-28T22:59:59.999Z']
    const all = serveOrders(
      OFFERING,
      known(),
      instants.map((instant, index) => order(`${index}`, 1, instant)),
    )
    expect(all).toMatchObject(
      ['2025-04-01', '2025-04-02', '2025-04-01'].map(day => ({
        revocableUntil: new Date(`${day}T22:00:00Z`),
      })),
    )
  })
})
