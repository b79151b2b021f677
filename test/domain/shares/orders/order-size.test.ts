import { expect, test } from '@jest/globals'
import type { OfferingRow } from '../../../../src/domain/offerings/offerings.ts'
import { Refusal } from '../../../../src/domain/refusal.ts'
import {
  type OrderSize,
  sharesAsked,
  sharesServed,
  unclearSize,
} from '../../../../src/domain/shares/orders/order-size.ts'

/** Units of 5.00, at least 20.00 an order, 100 of them. */
const OFFERING = { sharePrice: 500n, minimum: 2000n, currency: 'EUR', shares: 100 } as OfferingRow

const asked = (size: OrderSize, offering: OfferingRow = OFFERING) => {
  const shares = unclearSize(size) ?? sharesAsked(offering, size)
  return shares instanceof Refusal ? [shares.code, shares.message] : shares
}
const eur = (amount: string) => ({ amount: { amount, currency: 'EUR' } })

test.each<[string, OrderSize, number]>([
  ['a number of shares is that number', { shares: 7 }, 7],
  ['an amount is the shares it buys', eur('35.00'), 7],
  ['exactly the least is enough', eur('20.00'), 4],
])('%s', (_name, size, shares) => {
  expect(asked(size)).toBe(shares)
})

test.each<[string, OrderSize, string, string]>([
  ['shares and an amount', { shares: 4, ...eur('20.00') }, 'ORDER_UNCLEAR', 'one of the two'],
  ['neither', {}, 'ORDER_UNCLEAR', 'one of the two'],
  ['half a share', { shares: 4.5 }, 'SHARES_INVALID', '4.5 is not a number of shares'],
  ['no share', { shares: 0 }, 'SHARES_INVALID', '0 is not a number of shares'],
  [
    'a cent more than a unit',
    eur('25.01'),
    'AMOUNT_NOT_WHOLE',
    '25.01 EUR is no multiple of 5.00: 25.00 or 30.00 are',
  ],
  ['a unit less than the least', eur('15.00'), 'BELOW_MINIMUM', 'comes to 15.00 EUR: the least is 20.00'],
  ['the same in shares', { shares: 3 }, 'BELOW_MINIMUM', 'comes to 15.00 EUR'],
  ['another currency', { amount: { amount: '20.00', currency: 'USD' } }, 'CURRENCY_MISMATCH', 'USD'],
  ['less than nothing', eur('-20.00'), 'AMOUNT_NOT_POSITIVE', '-20.00'],
])('an order for %s is refused', (_name, size, code, message) => {
  expect(asked(size)).toEqual([code, expect.stringContaining(message)])
})

test('an amount of more shares than a number holds exactly is refused, not rounded', () => {
  const size = eur('9000000000000000.00')
  expect(asked(size, { ...OFFERING, sharePrice: 1n, minimum: null })).toEqual([
    'SHARES_INVALID',
    expect.anything(),
  ])
})

test.each<[asked: number, left: number, acceptFewer: boolean, served: number | string]>([
  [10, 10, false, 10],
  [11, 10, false, 'SOLD_OUT'],
  [11, 10, true, 10],
  [11, 0, true, 'SOLD_OUT'],
  [11, 3, true, 'BELOW_MINIMUM'],
])('of %i asked for with %i left, taking fewer %s: %s', (shares, left, acceptFewer, expected) => {
  const served = sharesServed(OFFERING, shares, { left, acceptFewer })
  expect(served instanceof Refusal ? served.code : served).toBe(expected)
})
