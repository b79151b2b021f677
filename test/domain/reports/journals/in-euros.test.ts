import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { convert } from '../../../../src/domain/money/convert.ts'
import type { Currency } from '../../../../src/domain/money/currency.ts'
import { parseRatio } from '../../../../src/domain/money/fraction.ts'
import { inEuros } from '../../../../src/domain/reports/journals/in-euros.ts'

const FRANCS = { currency: 'CHF' as Currency, rate: '1.05', rateFrom: 'CHF' as Currency }

test('each line is rounded half even by itself, and the rest balances the entry', () => {
  const euros = inEuros()
  // 50 cents of a franc at 1.05 are 52.5 cents, and 150 are 157.5.
  expect([50n, 50n, -100n].map(amount => euros.next({ ...FRANCS, amount }))).toEqual([52n, 52n, -105n])
  expect(euros.rest()).toBe(1n)
  expect([150n, -150n].map(amount => euros.next({ ...FRANCS, amount }))).toEqual([158n, -158n])
  expect(euros.rest()).toBe(0n)
})

test('an entry without a rate is no entry that can be counted', () => {
  const line = { amount: 1n, currency: 'CHF' as Currency, rate: null, rateFrom: null }
  expect(() => inEuros().next(line)).toThrow('no rate')
})

const amount = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n })
const rate = fc
  .bigInt({ min: 1n, max: 10n ** 9n })
  .map(digits => `${digits / 10n ** 4n}.${`${digits % 10n ** 4n}`.padStart(4, '0')}`)
const currency = fc.constantFrom<Currency>('USD', 'CHF', 'JPY', 'KWD')

test('whatever an entry holds, its lines and rest come to nothing, and the rest to half a cent a line at most', () => {
  fc.assert(
    fc.property(
      fc.array(amount, { minLength: 1, maxLength: 20 }),
      rate.filter(text => !/^[0.]+$/.test(text)),
      currency,
      fc.boolean(),
      (parts, told, other, fromEuro) => {
        // In balance in its own currency, as each entry is.
        const lines = [...parts, -parts.reduce((sum, each) => sum + each, 0n)]
        const rateFrom = fromEuro ? 'EUR' : other
        const euros = inEuros()
        const worth = lines.map(each => euros.next({ amount: each, currency: other, rate: told, rateFrom }))
        const rest = euros.rest()
        expect(worth.reduce((sum, each) => sum + each, 0n) + rest).toBe(0n)
        const most = BigInt(lines.length)
        expect(2n * rest <= most && -2n * rest <= most).toBe(true)
        if (!fromEuro) {
          const conversion = { from: other, to: 'EUR' as const, rate: parseRatio(told) }
          expect(worth).toEqual(lines.map(each => convert(each, conversion)))
        }
      },
    ),
  )
})
