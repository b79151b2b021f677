import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Currency } from '../../../src/domain/money/currency.ts'
import { formatDecimal, parseDecimal, roundToMinor } from '../../../src/domain/money/decimal.ts'
import { ONE, parseRatio } from '../../../src/domain/money/fraction.ts'

const decimal = (text: string) => parseDecimal(text) ?? 0n

describe('an exact decimal', () => {
  test.each([
    ['0', '0'],
    ['-6.99', '-6.99'],
    ['8.401234567', '8.401234567'],
    ['00.50', '0.5'],
    ['1000', '1000'],
    [
      '999999999999999999.999999999999999999999999999999',
      '999999999999999999.999999999999999999999999999999',
    ],
    ['-0.000000000000000000000000000001', '-0.000000000000000000000000000001'],
  ])('reads %s and writes %s', (text, written) => {
    expect(formatDecimal(decimal(text))).toBe(written)
  })

  test.each([
    '',
    ' ',
    '-',
    '.5',
    '5.',
    '+1',
    '--1',
    '-0',
    '-0.00',
    '1e3',
    'NaN',
    '∞',
    'Infinity',
    '1,234.56',
    '1.234,56',
    '1 000',
    ' 1',
    '1\n',
    '٣',
    '１',
    '0x10',
    '1234567890123456789',
    `0.${'0'.repeat(30)}1`,
  ])('is not %j', text => {
    expect(parseDecimal(text)).toBeNull()
  })

  test('sums to the last digit: what is read is what is written, and a sum is that of its parts', () => {
    const part = fc.tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 999_999 }))
    fc.assert(
      fc.property(fc.array(part), parts => {
        const texts = parts.map(([whole, rest]) => `${whole}.${String(rest).padStart(6, '0')}`)
        const millionths = texts.map(text => BigInt(text.replace('.', '')))
        const total = texts.reduce((sum, text) => sum + decimal(text), 0n)
        expect(total).toBe(millionths.reduce((sum, each) => sum + each, 0n) * 10n ** 24n)
        expect(parseDecimal(formatDecimal(total))).toBe(total)
      }),
    )
  })
})

describe('rounded to minor units, ties away from zero,', () => {
  test.each<[string, string, Currency, bigint]>([
    ['0.005', '1', 'EUR', 1n],
    ['0.004999999999', '1', 'EUR', 0n],
    ['-0.005', '1', 'EUR', -1n],
    ['-0.0049', '1', 'EUR', 0n],
    ['32.861234567', '1', 'USD', 3286n],
    ['1.5', '1', 'JPY', 2n],
    ['0.0005', '1', 'KWD', 1n],
    ['100', '0.92', 'EUR', 9200n],
    ['1', '1/3', 'EUR', 33n],
    ['0.01', '1/2', 'EUR', 1n],
  ])('%s at %s in %s is %s', (text, rate, currency, minor) => {
    expect(roundToMinor(decimal(text), parseRatio(rate), currency)).toBe(minor)
  })

  test('it is refused when the books cannot hold it', () => {
    expect(roundToMinor(decimal('10000000000000000'), ONE, 'EUR')).toBe(10n ** 18n)
    expect(() => roundToMinor(decimal('-10000000000000000.01'), ONE, 'EUR')).toThrow(
      '-10000000000000000.01 is too large: the greatest amount is 10000000000000000.00.',
    )
  })
})
