import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { OfferingRow } from '../../../../src/domain/offerings/offerings.ts'
import { allot } from '../../../../src/domain/shares/closing/allot.ts'
import type { SubscriptionRow } from '../../../../src/domain/shares/subscriptions.ts'

/** Ten shares of 2.00. */
const OFFERING = { sharePrice: 200n, shares: 10, allotment: 'inOrder', matching: null } as OfferingRow

const orders = (...asked: [string, number][]) =>
  asked.map(([partyId, shares]) => ({ partyId, shares }) as SubscriptionRow)

const got = (offering: Partial<OfferingRow>, ...asked: [string, number][]) =>
  allot({ ...OFFERING, ...offering }, orders(...asked)).map(each => each.shares)

test('in order each gets what it asked for, at the price of the offering', () => {
  expect(allot(OFFERING, orders(['ann', 3], ['bea', 4]))).toMatchObject([
    { shares: 3, amount: 600n },
    { shares: 4, amount: 800n },
  ])
})

describe('pro rata', () => {
  test('nobody is cut while there is enough', () => {
    expect(got({ allotment: 'proRata' }, ['ann', 4], ['bea', 6])).toEqual([4, 6])
  })

  test('all are cut to whole shares by what they asked for, missing ones to the largest remainder', () => {
    // 10 of 16: exactly 5, 3.125 and 1.875.
    expect(got({ allotment: 'proRata' }, ['ann', 8], ['bea', 5], ['cleo', 3])).toEqual([5, 3, 2])
  })

  test('of equal remainders the earlier order gets the share', () => {
    expect(got({ allotment: 'proRata', shares: 1 }, ['ann', 1], ['bea', 1])).toEqual([1, 0])
  })

  test('all shares are given and nobody gets more than he asked for, nor a share less than exactly his part', () => {
    const asked = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 100 }), (counts, offered) => {
        const shares = got(
          { allotment: 'proRata', shares: offered },
          ...counts.map(n => ['ann', n] as [string, number]),
        )
        const all = counts.reduce((sum, count) => sum + count, 0)
        expect(shares.reduce((sum, count) => sum + count, 0)).toBe(Math.min(all, offered))
        for (const [index, count] of counts.entries()) {
          const mine = shares[index] ?? 0
          expect(mine).toBeLessThanOrEqual(count)
          expect((mine + 1) * Math.max(all, offered)).toBeGreaterThan(
            count * Math.min(all, offered) * (all > offered ? 1 : 0),
          )
        }
      }),
    )
  })
})

describe('a sponsor', () => {
  const matching = { sponsorId: 'sponsor', ratio: '1/2' }

  test('adds his ratio of what the others gave, in whole shares, rounded down', () => {
    expect(got({ matching }, ['ann', 3], ['sponsor', 9], ['bea', 2])).toEqual([3, 2, 2])
  })

  test('adds no more than he ordered, first from his first order', () => {
    expect(
      got({ matching: { ...matching, ratio: '2' } }, ['sponsor', 1], ['ann', 2], ['sponsor', 2]),
    ).toEqual([1, 2, 2])
    expect(
      got({ matching: { ...matching, ratio: '1' } }, ['sponsor', 3], ['ann', 4], ['sponsor', 2]),
    ).toEqual([3, 4, 1])
  })

  test('adds nothing to nothing', () => {
    expect(got({ matching }, ['sponsor', 4])).toEqual([0])
  })
})
