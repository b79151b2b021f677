import { describe, expect, test } from '@jest/globals'
import {
  OFFERING_STATES,
  type OfferingState,
  offeringState,
} from '../../../src/domain/offerings/offering-states.ts'
import {
  checkOfferingTerms,
  type OfferingTermsInput,
} from '../../../src/domain/offerings/terms/check-offering-terms.ts'
import {
  SUBSCRIPTION_STATES,
  type SubscriptionFacts,
  type SubscriptionState,
  subscriptionState,
} from '../../../src/domain/shares/subscription-states.ts'
import { at, TERMS } from '../../support/world.ts'

describe('the terms of an offering are checked', () => {
  test('good terms pass', () => {
    expect(() => checkOfferingTerms(TERMS, 'EUR')).not.toThrow()
    expect(() => checkOfferingTerms({ ...TERMS, goalMode: 'none', goal: null }, 'EUR')).not.toThrow()
    expect(() => checkOfferingTerms({ ...TERMS, commissionRatio: '0', vatRatio: '1' }, 'EUR')).not.toThrow()
    expect(() => checkOfferingTerms({ ...TERMS, commissionRatio: '5/6' }, 'EUR')).not.toThrow()
  })

  test.each<[string, Partial<OfferingTermsInput>, string, string]>([
    ['SHARES_NOT_POSITIVE', { shares: 0 }, '0 is not a number of shares', 'shares'],
    ['SHARES_NOT_POSITIVE', { maxPerInvestor: 0 }, '0 is not a number of shares', 'maxPerInvestor'],
    ['GOAL_WRONG', { goal: null }, 'does not go with a goal of nothing', 'goal'],
    [
      'GOAL_WRONG',
      { goal: 100_001n },
      'a goal of 1000.01 EUR; all shares offered come to 1000.00 EUR',
      'goal',
    ],
    [
      'GOAL_WRONG',
      { goalMode: 'none', goal: 5n },
      'Goal mode "none" does not go with a goal of 0.05 EUR',
      'goal',
    ],
    ['PERIOD_WRONG', { closesAt: TERMS.opensAt }, 'out of order', 'closesAt'],
    [
      'PERIOD_WRONG',
      { paymentDueAt: at('2025-02-01T11:59:59.999Z') },
      'closes 2025-02-01T12:00:00.000Z, payments due 2025-02-01T11:59:59.999Z; they are due when it closes',
      'closesAt',
    ],
    ['DAYS_OUT_OF_RANGE', { withdrawalDays: -1 }, '-1 is not a number of days', 'withdrawalDays'],
    [
      'RATE_OUT_OF_RANGE',
      { commissionRatio: '1.5' },
      'The rate of the commission is 1.5: it must be 0 to 1.',
      'commissionRatio',
    ],
    [
      'COMMISSION_TOO_LARGE',
      { commissionRatio: '0.9', vatRatio: '0.20' },
      'A commission of 0.9 with VAT of 0.20 on it takes 27/25 of the money raised: it must be at most 1.',
      'commissionRatio',
    ],
    ['RATE_OUT_OF_RANGE', { vatRatio: '2' }, 'The rate of the VAT is 2: it must be 0 to 1.', 'vatRatio'],
    ['RATIO_MALFORMED', { commissionRatio: '5 %' }, '"5 %" is not a ratio', 'commissionRatio'],
    ['RATIO_MALFORMED', { vatRatio: '9'.repeat(60) }, `"${'9'.repeat(40)}…" is not a ratio`, 'vatRatio'],
    ['AMOUNT_TOO_LARGE', { sharePrice: 10n ** 17n, shares: 100 }, 'is too large', 'amount'],
  ])('refuses with %s: %j', (code, change, message, field) => {
    expect(() => checkOfferingTerms({ ...TERMS, ...change }, 'EUR')).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(message),
        field,
      }),
    )
  })
})

describe('the state of an offering is read off the facts', () => {
  const draft = {
    submissionId: null,
    reviewed: null,
    publishedAt: null,
    opensAt: at('2025-01-01'),
    closesAt: at('2025-02-01'),
    life: null,
    votes: 0,
    correctBy: null,
    outcome: null,
  }
  const review = { ...draft, submissionId: 'some' }
  const published = { ...draft, publishedAt: at('2024-12-01') }
  const voting = { ...published, life: { vote: { endsAt: '2025-01-01T12:00:00.000Z', quorum: 2 } } }
  const FACTS = {
    draft,
    review,
    sentBack: { ...review, reviewed: 'sentBack' as const },
    refused: { ...review, reviewed: 'refused' as const },
    published,
    wanted: { ...voting, votes: 2 },
    unwanted: { ...voting, votes: 1 },
    still: { ...published, correctBy: at('2025-01-01T12:00:00.000Z') },
    funded: { ...published, outcome: 'funded' as const },
    failed: { ...published, outcome: 'failed' as const },
  }
  const INSTANTS = [
    '2025-01-01T11:59:59.999Z',
    '2025-01-01T12:00:00.000Z',
    '2025-02-01T11:59:59.999Z',
    '2025-02-01T12:00:00.000Z',
  ]
  const ROWS: [keyof typeof FACTS, OfferingState[]][] = [
    ['draft', ['draft', 'draft', 'draft', 'draft']],
    ['review', ['review', 'review', 'review', 'review']],
    ['sentBack', ['sentBack', 'sentBack', 'sentBack', 'sentBack']],
    ['refused', ['refused', 'refused', 'refused', 'refused']],
    ['wanted', ['vote', 'open', 'open', 'closing']],
    ['unwanted', ['vote', 'closing', 'closing', 'closing']],
    ['published', ['scheduled', 'open', 'open', 'closing']],
    ['still', ['suspended', 'cancelled', 'cancelled', 'cancelled']],
    ['funded', ['funded', 'funded', 'funded', 'funded']],
    ['failed', ['failed', 'failed', 'failed', 'failed']],
  ]

  test.each(ROWS)(
    '%s: just before it opens, from then on, just before it closes, from then on: %j',
    (facts, states) => {
      expect(INSTANTS.map(now => offeringState(FACTS[facts], at(now)))).toEqual(states)
    },
  )

  test('and each state is seen', () => {
    expect(new Set(ROWS.flatMap(([, states]) => states))).toEqual(new Set(OFFERING_STATES))
  })
})

describe('the state of an order is read off the facts', () => {
  const PAID = { paidAt: at('2025-01-11') }
  const ROWS: [Partial<SubscriptionFacts>, SubscriptionState, string][] = [
    [{}, 'reserved', '2025-01-10'],
    [{}, 'reserved', '2025-01-20'],
    [{ heldAt: at('2025-01-11') }, 'held', '2025-01-20'],
    [{ ...PAID, heldAt: at('2025-01-11') }, 'paid', '2025-01-12'],
    [PAID, 'paid', '2025-01-14T22:59:59.999Z'],
    [PAID, 'binding', '2025-01-14T23:00:00.000Z'],
    [{ ...PAID, allotted: true }, 'allotted', '2025-02-10'],
    [{ suspendedUntil: at('2025-01-12') }, 'suspended', '2025-01-10'],
    [{ ...PAID, suspendedUntil: at('2025-01-12') }, 'suspended', '2025-01-20'],
    [{ ...PAID, ended: 'lapsed', suspendedUntil: null }, 'lapsed', '2025-01-20'],
    [{ ...PAID, ended: 'chargedBack' }, 'chargedBack', '2025-01-20'],
    [{ ended: 'withdrawn' }, 'withdrawn', '2025-01-10'],
    [{ ...PAID, ended: 'withdrawn' }, 'withdrawn', '2025-01-20'],
    [{ ended: 'expired' }, 'expired', '2025-02-10'],
    [{ ...PAID, ended: 'refunded' }, 'refunded', '2025-02-10'],
  ]

  test.each(ROWS)('with %j it is %s at %s', (facts, state, now) => {
    const order = {
      revocableUntil: at('2025-01-14T23:00:00Z'),
      paidAt: null,
      heldAt: null,
      ended: null,
      allotted: false,
      suspendedUntil: null,
    }
    expect(subscriptionState({ ...order, ...facts }, at(now))).toBe(state)
  })

  test('and each state is seen', () => {
    expect(new Set(ROWS.map(([, state]) => state))).toEqual(new Set(SUBSCRIPTION_STATES))
  })
})
