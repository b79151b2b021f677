import { expect, test } from '@jest/globals'
import {
  divide,
  exact,
  formatExact,
  parseExact,
  parseRatio,
  proportions,
  round,
  sum,
} from '../../../src/domain/money/fraction.ts'

test('ratios are decimals or quotients, kept exactly', () => {
  expect(formatExact(parseRatio('0.30'))).toBe('3/10')
  expect(formatExact(parseRatio('1/3'))).toBe('1/3')
  expect(formatExact(sum([parseRatio('1/3'), parseRatio('1/3'), parseRatio('1/3')]))).toBe('1')
  expect(formatExact(parseExact('-7/3'))).toBe('-7/3')
})

test.each(['', '-0.5', '1e-1', '0.(3)', "0.'3'", '1/0', '50%', '1 / 3', 'NaN', '0x10'])(
  '"%s" is not a ratio',
  text => {
    expect(() => parseRatio(text)).toThrow(expect.objectContaining({ code: 'RATIO_MALFORMED' }))
  },
)

test('half up takes ties away from zero, down goes towards minus infinity', () => {
  expect([5n, -5n, 4n, -4n, 6n].map(n => divide(n, 10n, 'halfUp'))).toEqual([1n, -1n, 0n, 0n, 1n])
  expect([5n, -5n, 10n, -10n].map(n => divide(n, 10n, 'down'))).toEqual([0n, -1n, 1n, -1n])
  expect(divide(7n, -2n, 'down')).toBe(-4n)
  expect(round(exact(10n).mul(parseRatio('0.25')), 'halfUp')).toBe(3n)
})

test('proportions are whole numbers over one common denominator', () => {
  expect(proportions([parseRatio('1/3'), parseRatio('0.5'), parseRatio('1/6')])).toEqual([2n, 3n, 1n])
})
