import { describe, expect, test } from '@jest/globals'
import type { OfferingRow } from '../../../../src/domain/offerings/offerings.ts'
import type {
  AcknowledgementFact,
  SuitabilityFacts,
} from '../../../../src/domain/parties/suitability/standing.ts'
import { Refusal } from '../../../../src/domain/refusal.ts'
import { serveOrders } from '../../../../src/domain/shares/orders/serve-orders.ts'

const NOTHING = { partyId: 'ann', tests: [], simulations: [], sophistication: [], acknowledgements: [] }

const WISE: SuitabilityFacts = {
  ...NOTHING,
  sophistication: [
    { step: 'granted', criteria: [], evidence: null, steppedAt: new Date('2025-01-01T12:00:00Z') },
  ],
}

const agreed = (
  warning: AcknowledgementFact['warning'],
  amount: bigint | null = null,
): AcknowledgementFact => {
  const offeringId = amount === null ? null : 'offering'
  return { id: warning, warning, textVersion: 1, acknowledgedAt: new Date(0), offeringId, amount }
}

const OFFERING = {
  id: 'offering',
  timeZone: 'Europe/Paris',
  sharePrice: 1000n,
  shares: 1000,
  sharesTaken: 0,
  maxPerInvestor: null,
  publishedAt: new Date('2025-01-01T12:00:00Z'),
  opensAt: new Date('2025-02-01T12:00:00Z'),
  closesAt: new Date('2025-12-01T12:00:00Z'),
  outcome: null,
  correctBy: null,
  withdrawalDays: 0,
  regime: 'ECSPR_LOAN',
  currency: 'EUR',
  minimum: null,
  allotment: 'inOrder',
  entitlements: [],
} as Partial<OfferingRow> as OfferingRow

const reserve = (
  orderedAt: string,
  offering: Partial<OfferingRow> = {},
  facts: SuitabilityFacts = FOREVER,
) => {
  const order = { partyId: 'ann', shares: 1, orderedAt: new Date(orderedAt) }
  const known = {
    itemsLeft: new Map(),
    held: new Map(),
    suitability: new Map([['ann', facts]]),
    spent: new Set<string>(),
  }
  return serveOrders({ ...OFFERING, ...offering }, known, [order])[0]
}
const AGREED = ['riskOfLoss', 'noSimulation'] as const
const FOREVER = {
  ...NOTHING,
  acknowledgements: AGREED.map(warning => agreed(warning)),
}

describe('reflection ends with the fourth calendar day in the zone of the offering, or 96 hours on where that is later', () => {
  test.each([
    ['on a Friday at 23:30', '2025-03-07T22:30:00Z', '2025-03-11T23:00:00Z'],
    [
      'the Wednesday before the clocks change, in its last millisecond',
      '2025-03-26T22:59:59.999Z',
      '2025-03-30T22:59:59.999Z',
    ],
    ['that day at noon', '2025-03-26T11:00:00Z', '2025-03-30T22:00:00Z'],
    [
      'that day at 22:59:59.999, when both end together but for a millisecond',
      '2025-03-26T21:59:59.999Z',
      '2025-03-30T22:00:00Z',
    ],
    [
      'on 29 March in its last millisecond: 96 hours end in the fifth day',
      '2025-03-29T22:59:59.999Z',
      '2025-04-02T22:59:59.999Z',
    ],
    ['on 30 March in its first millisecond', '2025-03-29T23:00:00Z', '2025-04-03T22:00:00Z'],
    ['on 30 March after the change', '2025-03-30T21:59:59.999Z', '2025-04-03T22:00:00Z'],
    ['on 25 October in its last millisecond', '2025-10-25T21:59:59.999Z', '2025-10-29T23:00:00Z'],
    ['on 26 October in its first millisecond', '2025-10-25T22:00:00Z', '2025-10-30T23:00:00Z'],
    ['on 26 October in its last millisecond', '2025-10-26T22:59:59.999Z', '2025-10-30T23:00:00Z'],
  ])('%s', (_name, orderedAt, until) => {
    expect(reserve(orderedAt)).toMatchObject({
      revocableUntil: new Date(until),
      acknowledgements: [...AGREED],
    })
  })

  test('in another zone by its days', () => {
    const tokyo = { timeZone: 'Asia/Tokyo' }
    expect(reserve('2025-03-07T22:30:00Z', tokyo)).toMatchObject({
      revocableUntil: new Date('2025-03-12T15:00:00Z'),
    })
  })

  test('the terms may promise more; a sophisticated investor has what they promise', () => {
    const order = '2025-03-07T22:30:00Z'
    expect(reserve(order, { withdrawalDays: 14 })).toMatchObject({
      revocableUntil: new Date('2025-03-21T23:00:00Z'),
    })
    expect(reserve(order, {}, WISE)).toMatchObject({ revocableUntil: new Date(order), acknowledgements: [] })
    expect(reserve(order, { withdrawalDays: 1 }, WISE)).toMatchObject({
      revocableUntil: new Date('2025-03-08T23:00:00Z'),
    })
  })
})

test('of two orders that come together only one uses a consent, and what is refused takes nothing', () => {
  const facts = {
    ...FOREVER,
    acknowledgements: [...FOREVER.acknowledgements, agreed('largeTicket', 60_000n)],
  }
  const order = (shares: number) => ({ partyId: 'ann', shares, orderedAt: new Date('2025-03-03T09:00:00Z') })
  const known = {
    held: new Map([['ann', 50]]),
    suitability: new Map([['ann', facts]]),
    spent: new Set<string>(),
    itemsLeft: new Map(),
  }
  const served = serveOrders(OFFERING, known, [
    order(60),
    order(60),
    order(1),
    { ...order(1), partyId: 'bea' },
  ])
  expect(served.map(one => (one instanceof Refusal ? one.code : one?.acknowledgements))).toEqual([
    [...AGREED, 'largeTicket'],
    'LARGE_TICKET_CONSENT',
    'LARGE_TICKET_CONSENT',
    'KNOWLEDGE_TEST_WARNING',
  ])
})
