import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { creditOf, invoiceNumber, vatOn } from '../../../src/domain/billing/amounts.ts'
import { VAT_RATES, vatRateOn } from '../../../src/domain/billing/vat-rates.ts'

test.each([
  ['2000-04-01', '0.196'],
  ['2013-12-31', '0.196'],
  ['2014-01-01', '0.20'],
  ['2026-11-27', '0.20'],
])('the standard rate on %s is %s', (day, ratio) => {
  expect(vatRateOn(day).ratio).toBe(ratio)
})

test('the rates follow each other without a gap, each with its source', () => {
  const ends = VAT_RATES.map(({ to }) => to)
  expect(ends).toEqual([null, '2013-12-31'])
  expect(VAT_RATES.every(({ source }) => source.includes('CGI art. 278'))).toBe(true)
})

test('VAT is rounded once, half up', () => {
  expect([vatOn(2n, '0.20'), vatOn(3n, '0.20'), vatOn(5n, '0.10'), vatOn(0n, '0.20')]).toEqual([
    0n,
    1n,
    1n,
    0n,
  ])
})

test('a number is written with its year', () => {
  expect(invoiceNumber({ year: 2026, sequence: 42 })).toBe('2026-000042')
})

test('an invoice that is taken back in any parts has given back exactly its VAT, and no part takes VAT the other way', () => {
  const parts = fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 100 }), (amounts, percent) => {
      const vatRatio = `${percent}/100`
      const net = amounts.reduce((total, each) => total + each, 0n)
      const invoice = { net, vat: vatOn(net, vatRatio), vatRatio }
      let rest = net
      const credits = amounts.map(amount => {
        const credit = creditOf(invoice, rest, amount)
        rest -= amount
        return credit
      })
      expect(credits.every(({ vat }) => vat >= 0n)).toBe(true)
      expect(credits.reduce((total, { vat }) => total + vat, 0n)).toBe(invoice.vat)
    }),
  )
})
