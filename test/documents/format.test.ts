import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  formatCount,
  formatDate,
  formatFraction,
  formatMoney,
  formatPeriod,
  formatRatio,
  type Language,
} from '../../src/documents/format.ts'
import { type Currency, decimalsOf } from '../../src/domain/money/currency.ts'
import { parseAmount } from '../../src/domain/money/money.ts'

describe('money is written as its language writes it', () => {
  test.each<[bigint, Currency, string, string]>([
    [0n, 'EUR', '€0.00', '0,00\u00a0€'],
    [5n, 'EUR', '€0.05', '0,05\u00a0€'],
    [99_999n, 'EUR', '€999.99', '999,99\u00a0€'],
    [106_020n, 'EUR', '€1,060.20', '1\u202f060,20\u00a0€'],
    [-139_876_044n, 'EUR', '\u2212€1,398,760.44', '\u22121\u202f398\u202f760,44\u00a0€'],
    [10n ** 18n, 'EUR', '€10,000,000,000,000,000.00', `10${'\u202f000'.repeat(5)},00\u00a0€`],
    [123_456n, 'GBP', '£1,234.56', '1\u202f234,56\u00a0£'],
    [123_456n, 'USD', 'USD\u00a01,234.56', '1\u202f234,56\u00a0USD'],
    [1_234n, 'JPY', 'JPY\u00a01,234', '1\u202f234\u00a0JPY'],
    [-1_234_567n, 'KWD', '\u2212KWD\u00a01,234.567', '\u22121\u202f234,567\u00a0KWD'],
  ])('%s minor units of %s are %s and %s', (minor, currency, english, french) => {
    expect([formatMoney(minor, currency, 'en'), formatMoney(minor, currency, 'fr')]).toEqual([
      english,
      french,
    ])
  })

  test('what is written holds every digit of the amount', () => {
    const back = (text: string) => text.replace(/[^\d,.\u2212]/g, '').replace('\u2212', '-')
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.constantFrom<Currency>('JPY', 'EUR', 'KWD'),
        (minor, currency) => {
          const english = back(formatMoney(minor, currency, 'en')).replaceAll(',', '')
          const french = back(formatMoney(minor, currency, 'fr')).replace(',', '.')
          expect(parseAmount(english, currency)).toBe(minor)
          expect(parseAmount(french, currency)).toBe(minor)
          expect(french.split('.')[1]?.length ?? 0).toBe(decimalsOf(currency))
        },
      ),
    )
  })

  test.each([
    ['0.30', '30%', '30\u00a0%'],
    ['0.3', '30%', '30\u00a0%'],
    ['1', '100%', '100\u00a0%'],
    ['0.005', '0.5%', '0,5\u00a0%'],
    ['0.12345', '12.345%', '12,345\u00a0%'],
    ['1/3', '1/3', '1/3'],
  ])('the ratio %s is %s and %s', (ratio, english, french) => {
    expect([formatRatio(ratio, 'en'), formatRatio(ratio, 'fr')]).toEqual([english, french])
  })

  test('shares are counted in groups of three', () => {
    expect([formatCount(7n, 'en'), formatCount(7_000n, 'en')]).toEqual(['7', '7,000'])
    expect(formatCount(1_234_567n, 'fr')).toBe('1\u202f234\u202f567')
  })
})

describe('a date is written in words', () => {
  test.each<[string, string, string]>([
    ['2008-12-31', '31 December 2008', '31 décembre 2008'],
    ['2009-01-01', '1 January 2009', '1er janvier 2009'],
    ['2024-02-29', '29 February 2024', '29 février 2024'],
    ['2025-08-09', '9 August 2025', '9 août 2025'],
  ])('%s is %s and %s', (date, english, french) => {
    expect([formatDate(date, 'en'), formatDate(date, 'fr')]).toEqual([english, french])
  })

  test.each<[string, string, string, string]>([
    ['2008-01-01', '2008-12-31', '1 January to 31 December 2008', 'du 1er janvier au 31 décembre 2008'],
    ['2008-03-01', '2008-03-31', '1 to 31 March 2008', 'du 1er au 31 mars 2008'],
    [
      '2008-12-01',
      '2009-01-31',
      '1 December 2008 to 31 January 2009',
      'du 1er décembre 2008 au 31 janvier 2009',
    ],
    ['2008-03-01', '2009-03-01', '1 March 2008 to 1 March 2009', 'du 1er mars 2008 au 1er mars 2009'],
    ['2008-03-05', '2008-03-05', '5 March 2008', '5 mars 2008'],
  ])('%s to %s is %s and %s', (from, to, english, french) => {
    expect([formatPeriod(from, to, 'en'), formatPeriod(from, to, 'fr')]).toEqual([english, french])
  })

  test.each([
    '2008-13-01',
    '2008-00-10',
    '2008-01-00',
    '2008-01-32',
    '08-01-01',
    '2008-1-1',
    '31/12/2008',
    '',
  ])('"%s" is no date', text => {
    expect(() => formatDate(text, 'en')).toThrow(`A date on paper must be like 2008-12-31, not "${text}".`)
  })
})

describe('a fraction of a minor unit is cut and never rounded', () => {
  const CENT = 10n ** 18n
  test.each<[bigint, Currency, Language, string]>([
    [(2n * CENT) / 7n, 'EUR', 'en', '0.2857…\u00a0cent'],
    [(2n * CENT) / 7n, 'EUR', 'fr', '0,2857…\u00a0centime'],
    [(-2n * CENT) / 3n, 'EUR', 'en', '0.6666…\u00a0cent'],
    [CENT / 2n, 'EUR', 'en', '0.5\u00a0cent'],
    [CENT / 2n + 1n, 'EUR', 'en', '0.5000…\u00a0cent'],
    [CENT - 1n, 'EUR', 'en', '0.9999…\u00a0cent'],
    [1n, 'EUR', 'en', '0.000000000000000001\u00a0cent'],
    [12_345n, 'EUR', 'en', '0.00000000000001…\u00a0cent'],
    [CENT, 'EUR', 'en', '1\u00a0cent'],
    [(3n * CENT) / 2n, 'EUR', 'en', '1.5\u00a0cents'],
    [(3n * CENT) / 2n, 'EUR', 'fr', '1,5\u00a0centime'],
    [2n * CENT, 'EUR', 'fr', '2\u00a0centimes'],
    [CENT / 4n, 'USD', 'fr', '0,25\u00a0cent'],
    [CENT / 4n, 'JPY', 'en', '0.25\u00a0of JPY\u00a01'],
    [CENT / 4n, 'KWD', 'fr', '0,25\u00a0de 0,001\u00a0KWD'],
  ])('%s of 10^18 in %s, %s: %s', (units, currency, language, expected) => {
    expect(formatFraction(units, currency, language)).toBe(expected)
  })
})
