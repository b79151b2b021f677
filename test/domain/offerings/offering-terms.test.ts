import { describe, expect, test } from '@jest/globals'
import {
  OFFERING_MOVES,
  type OfferingState,
  offeringState,
} from '../../../src/domain/offerings/offering-states.ts'
import {
  checkOfferingTerms,
  type OfferingTermsInput,
} from '../../../src/domain/offerings/terms/check-offering-terms.ts'
import {
  SUBSCRIPTION_MOVES,
  type SubscriptionState,
  subscriptionState,
} from '../../../src/domain/shares/subscription-states.ts'
import { at, TERMS } from '../../support/world.ts'

describe('the terms of an offering are checked', () => {
  test('good terms pass', () => {
    expect(() => checkOfferingTerms(TERMS, 'EUR')).not.toThrow()
    expect(() => checkOfferingTerms({ ...TERMS, goalMode: 'none', goal: null }, 'EUR')).not.toThrow()
  })

  test.each<[string, Partial<OfferingTermsInput>, string]>([
    ['SHARES_NOT_POSITIVE', { shares: 0 }, '0 is not a number of shares'],
    ['SHARES_NOT_POSITIVE', { maxPerInvestor: -1 }, '-1 is not a number of shares'],
    ['GOAL_WRONG', { goal: null }, 'does not go with a goal of nothing'],
    ['GOAL_WRONG', { goal: 100_001n }, 'a goal of 1000.01 EUR; all shares offered come to 1000.00 EUR'],
    ['GOAL_WRONG', { goalMode: 'none', goal: 5n }, 'Goal mode "none" does not go with a goal of 0.05 EUR'],
    ['PERIOD_WRONG', { closesAt: TERMS.opensAt }, 'out of order'],
    ['PERIOD_WRONG', { paymentDueAt: at('2024-12-31') }, 'payments due 2024-12-31'],
    ['DAYS_OUT_OF_RANGE', { withdrawalDays: -1 }, '-1 is not a number of days'],
    ['RATIO_OUT_OF_RANGE', { commissionRatio: '2' }, 'the commission is 2'],
    ['AMOUNT_TOO_LARGE', { sharePrice: 10n ** 17n, shares: 100 }, 'is too large'],
  ])('refuses with %s: %j', (code, change, message) => {
    expect(() => checkOfferingTerms({ ...TERMS, ...change }, 'EUR')).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })
})

/** Walks facts through time and says which states follow each other. */
describe('states are read off the facts, and only legal moves are ever seen', () => {
  const base = {
    publishedAt: null,
    opensAt: at('2025-01-01'),
    closesAt: at('2025-02-01'),
    outcome: null,
  } as const
  const published = { ...base, publishedAt: at('2024-12-01') }

  test.each<[string, OfferingState, string]>([
    ['draft', 'draft', '2025-01-15'],
    ['published', 'scheduled', '2025-01-01T11:59:59.999Z'],
    ['published', 'open', '2025-01-01T12:00:00.000Z'],
    ['published', 'open', '2025-02-01T11:59:59.999Z'],
    ['published', 'closing', '2025-02-01T12:00:00.000Z'],
  ])('%s is %s at %s', (facts, state, now) => {
    expect(offeringState(facts === 'draft' ? base : published, at(now))).toBe(state)
  })

  test('an outcome ends it', () => {
    expect(offeringState({ ...published, outcome: 'funded' }, at('2025-01-15'))).toBe('funded')
    expect([...OFFERING_MOVES.funded, ...OFFERING_MOVES.failed]).toEqual([])
  })

  test('every pair of states of an offering is either a legal move or never seen', () => {
    const seen = new Set<string>()
    const facts = [
      base,
      published,
      { ...published, outcome: 'funded' as const },
      { ...published, outcome: 'failed' as const },
    ]
    const instants = ['2024-12-15', '2025-01-15', '2025-02-15'].map(at)
    for (const [index, before] of facts.slice(0, 2).entries()) {
      for (const after of facts.slice(index)) {
        for (const [from, earlier] of instants.entries()) {
          for (const later of instants.slice(from)) {
            // A closure is only written while closing, so no other state leads to an outcome.
            if (after.outcome !== null && (offeringState(before, earlier) !== 'closing' || later !== earlier))
              continue
            seen.add(`${offeringState(before, earlier)} → ${offeringState(after, later)}`)
          }
        }
      }
    }
    const legal = Object.entries(OFFERING_MOVES).flatMap(([from, to]) => [
      `${from} → ${from}`,
      ...to.map(state => `${from} → ${state}`),
    ])
    const jumps = new Set(['scheduled → closing'])
    expect([...seen].filter(move => !legal.includes(move) && !jumps.has(move))).toEqual([])
  })

  test.each<[Partial<Parameters<typeof subscriptionState>[0]>, SubscriptionState, string]>([
    [{}, 'reserved', '2025-01-10'],
    [{ paidAt: at('2025-01-11') }, 'paid', '2025-01-14T22:59:59.999Z'],
    [{ paidAt: at('2025-01-11') }, 'binding', '2025-01-14T23:00:00.000Z'],
    [{ paidAt: at('2025-01-11'), allotted: true }, 'allotted', '2025-02-10'],
    [{ ended: 'withdrawn' }, 'withdrawn', '2025-01-10'],
    [{ ended: 'expired' }, 'expired', '2025-02-10'],
    [{ paidAt: at('2025-01-11'), ended: 'refunded' }, 'refunded', '2025-02-10'],
  ])('an order with %j is %s at %s', (facts, state, now) => {
    const order = {
      revocableUntil: new Date('2025-01-14T23:00:00Z'),
      paidAt: null,
      ended: null,
      allotted: false,
    }
    expect(subscriptionState({ ...order, ...facts }, at(now))).toBe(state)
    expect(Object.keys(SUBSCRIPTION_MOVES)).toContain(state)
  })
})
