import { describe, expect, test } from '@jest/globals'
import { convert, convertParts } from '../../../src/domain/money/convert.ts'
import type { Currency } from '../../../src/domain/money/currency.ts'
import { parseRatio } from '../../../src/domain/money/fraction.ts'

const by = (from: Currency, to: Currency, rate: string) => ({ from, to, rate: parseRatio(rate) })

describe('an amount in another currency', () => {
  test.each([
    [1n, 0n],
    [3n, 2n],
    [5n, 2n],
    [-1n, 0n],
    [-3n, -2n],
    [-5n, -2n],
  ])('is rounded half even: half of %s is %s', (minor, half) => {
    expect(convert(minor, by('USD', 'EUR', '0.5'))).toBe(half)
  })

  test('counts in the minor unit of each currency', () => {
    expect(convert(1234n, by('JPY', 'EUR', '0.006'))).toBe(740n)
    expect(convert(740n, by('EUR', 'JPY', '160'))).toBe(1184n)
    expect(convert(1005n, by('KWD', 'EUR', '3'))).toBe(302n)
  })

  test('and its parts, which sum to it: the unit that is missing goes to the greatest fraction', () => {
    // 0.5, 0.5 and 1.5 of 2.5, which is 2.
    expect(convertParts([1n, 1n, 3n, 0n], by('USD', 'EUR', '0.5'))).toEqual([1n, 0n, 1n, 0n])
  })
})
