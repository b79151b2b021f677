import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Currency, parseCurrency } from '../../../src/domain/money/currency.ts'
import {
  formatAmount,
  moneyText,
  parseAmount,
  parseNotNegative,
  parsePositive,
} from '../../../src/domain/money/money.ts'

describe('an amount is read exactly or refused with the numbers', () => {
  test.each<[string, Currency, bigint]>([
    ['0', 'EUR', 0n],
    ['12.34', 'EUR', 1234n],
    ['12.3', 'EUR', 1230n],
    ['12', 'EUR', 1200n],
    ['-0.01', 'EUR', -1n],
    ['007.50', 'EUR', 750n],
    ['12.340', 'EUR', 1234n],
    ['1200', 'JPY', 1200n],
    ['1.234', 'KWD', 1234n],
    ['10000000000000000.00', 'EUR', 10n ** 18n],
  ])('%s %s is %s minor units', (text, currency, minor) => {
    expect(parseAmount(text, currency)).toBe(minor)
  })

  test.each<[string, Currency, string, string]>([
    [
      '',
      'EUR',
      'AMOUNT_MALFORMED',
      '"" is not an amount: write plain decimal digits with a point, such as 12.34.',
    ],
    ['1e3', 'EUR', 'AMOUNT_MALFORMED', '"1e3" is not an amount'],
    ['1,234.56', 'EUR', 'AMOUNT_MALFORMED', '"1,234.56" is not an amount'],
    ['1.234,56', 'EUR', 'AMOUNT_MALFORMED', '"1.234,56" is not an amount'],
    [' 1', 'EUR', 'AMOUNT_MALFORMED', '" 1" is not an amount'],
    ['+1', 'EUR', 'AMOUNT_MALFORMED', '"+1" is not an amount'],
    ['-0', 'EUR', 'AMOUNT_MALFORMED', '"-0" is not an amount'],
    ['-00.00', 'EUR', 'AMOUNT_MALFORMED', '"-00.00" is not an amount'],
    ['.5', 'EUR', 'AMOUNT_MALFORMED', '".5" is not an amount'],
    ['NaN', 'EUR', 'AMOUNT_MALFORMED', '"NaN" is not an amount'],
    ['١٢', 'EUR', 'AMOUNT_MALFORMED', '"١٢" is not an amount'],
    ['0.001', 'EUR', 'AMOUNT_TOO_PRECISE', '0.001 has too many decimals: EUR has 2.'],
    ['1.5', 'JPY', 'AMOUNT_TOO_PRECISE', '1.5 has too many decimals: JPY has 0.'],
    ['1.2345', 'KWD', 'AMOUNT_TOO_PRECISE', '1.2345 has too many decimals: KWD has 3.'],
    [
      '1234567890123456789012345678901234567890',
      'EUR',
      'AMOUNT_TOO_LARGE',
      '1234567890123456789012345678901234567890 is too large: the greatest amount is 10000000000000000.00.',
    ],
    ['10000000000000000.01', 'EUR', 'AMOUNT_TOO_LARGE', 'the greatest amount is 10000000000000000.00.'],
  ])('%s %s is refused: %s', (text, currency, code, message) => {
    expect(() => parseAmount(text, currency)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })

  test('money must be in the currency asked for, and on the right side of zero', () => {
    expect(() => parsePositive({ amount: '5', currency: 'USD' }, 'EUR')).toThrow(
      'The amount is in USD; here everything is in EUR.',
    )
    expect(() => parsePositive({ amount: '0.00', currency: 'EUR' }, 'EUR')).toThrow(
      '0.00 EUR is not above zero',
    )
    expect(() => parsePositive({ amount: '-3', currency: 'EUR' }, 'EUR')).toThrow('-3 EUR is not above zero')
    expect(() => parseNotNegative({ amount: '-3', currency: 'EUR' }, 'EUR')).toThrow('-3 EUR is below zero')
    expect(parseNotNegative({ amount: '0', currency: 'EUR' }, 'EUR')).toBe(0n)
    expect(() => parseCurrency('XBT')).toThrow(
      /^"XBT" is not a currency we keep books in: write one of AUD, .*, EUR, .*, XOF\.$/,
    )
    expect(() => parseCurrency('toString')).toThrow('"toString" is not a currency')
  })
})

test('what is written is read back as the same minor units, in currencies of 0, 2 and 3 decimals', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      fc.constantFrom<Currency>('JPY', 'EUR', 'KWD'),
      (minor, currency) => {
        expect(parseAmount(formatAmount(minor, currency), currency)).toBe(minor)
      },
    ),
  )
  expect(formatAmount(-5n, 'EUR')).toBe('-0.05')
  expect(formatAmount(1234567n, 'KWD')).toBe('1234.567')
  expect(formatAmount(1234567n, 'JPY')).toBe('1234567')
  expect(moneyText(106020n, 'EUR')).toEqual({ amount: '1060.20', currency: 'EUR' })
})
