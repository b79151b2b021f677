import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { convertLines } from '../../../src/domain/dividends/conversion/convert-lines.ts'
import { conversionBy } from '../../../src/domain/ledger/exchange/conversion-by.ts'
import { convert, convertParts } from '../../../src/domain/money/convert.ts'
import { CURRENCIES, type Currency, decimalsOf } from '../../../src/domain/money/currency.ts'

const currency = fc.constantFrom(...CURRENCIES)
const pair = fc.tuple(currency, currency).filter(([from, to]) => from !== to)
/** As a source writes it: 0.000001 to 999999.999999, so that the greatest amounts below stay in the books. */
const rate = fc
  .tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 999_999 }))
  .filter(([whole, rest]) => whole + rest > 0)
  .map(([whole, rest]) => `${whole}.${`${rest}`.padStart(6, '0')}`)
/** Told one way round or the other. */
const conversion = fc.tuple(pair, rate, fc.boolean()).map(([[from, to], value, isTurned]) => {
  const [fromCurrency, toCurrency] = isTurned ? [to, from] : [from, to]
  const row = { id: '', fromCurrency, toCurrency, rate: value, source: 'ECB', at: new Date(0) }
  return { from, to, value, isTurned, by: conversionBy(row, { from, to }) }
})
const amount = fc.bigInt({ min: -(10n ** 8n), max: 10n ** 8n })
const amounts = fc.array(amount, { minLength: 1, maxLength: 30 })
const total = (values: readonly bigint[]) => values.reduce((sum, value) => sum + value, 0n)
const magnitude = (value: bigint) => (value < 0n ? -value : value)

type Given = { from: Currency; to: Currency; value: string; isTurned: boolean }

/** The exact amount as two whole numbers, worked out apart: minor × rate × 10^decimals of one ÷ 10^decimals of the other. */
function exactly(minor: bigint, { from, to, value, isTurned }: Given) {
  const millionths = BigInt(value.replace('.', ''))
  const [over, under] = isTurned ? [10n ** 6n, millionths] : [millionths, 10n ** 6n]
  const scale = (code: Currency) => 10n ** BigInt(decimalsOf(code))
  return { dividend: minor * over * scale(to), divisor: under * scale(from) }
}

describe('whatever the currencies, of 0, 2 or 3 decimals, and the rate, whichever way round it is told', () => {
  test('an amount is its exact fraction to half a minor unit, and to the even one of two as near', () => {
    fc.assert(
      fc.property(amount, conversion, (minor, given) => {
        const converted = convert(minor, given.by)
        const { dividend, divisor } = exactly(minor, given)
        const off = magnitude(converted * divisor - dividend) * 2n
        expect(off <= divisor).toBe(true)
        if (off === divisor) expect(converted % 2n).toBe(0n)
      }),
    )
  })

  test('half of an odd amount goes to the even one', () => {
    const half = fc.tuple(fc.bigInt({ min: -(10n ** 8n), max: 10n ** 8n }), fc.constantFrom('0.5', '2'))
    fc.assert(
      fc.property(half, ([whole, value]) => {
        const [fromCurrency, toCurrency] =
          value === '2' ? (['EUR', 'USD'] as const) : (['USD', 'EUR'] as const)
        const row = { id: '', fromCurrency, toCurrency, rate: value, source: 'ECB', at: new Date(0) }
        const converted = convert(2n * whole + 1n, conversionBy(row, { from: 'USD', to: 'EUR' }))
        expect(converted).toBe(whole % 2n === 0n ? whole : whole + 1n)
      }),
    )
  })

  test('what is taken back is what was given, to the unit', () => {
    fc.assert(
      fc.property(amount, conversion, (minor, { by }) => {
        expect(convert(-minor, by)).toBe(-convert(minor, by))
      }),
    )
  })

  test('the parts sum to the converted whole, and none is a unit away from its exact amount', () => {
    fc.assert(
      fc.property(amounts, conversion, (parts, given) => {
        const converted = convertParts(parts, given.by)
        expect(total(converted)).toBe(convert(total(parts), given.by))
        for (const [place, part] of parts.entries()) {
          const { dividend, divisor } = exactly(part, given)
          expect(magnitude((converted[place] as bigint) * divisor - dividend) < divisor).toBe(true)
        }
      }),
    )
  })

  test('the lines of a report lose nothing: net and deductions sum to the converted ones, gross is their sum', () => {
    const line = fc.record({ gross: amount, deduction: amount })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), conversion, (lines, { by }) => {
        const converted = convertLines(lines, by)
        const sums = (rows: typeof lines) => {
          const deduction = total(rows.map(row => row.deduction))
          return { deduction, net: total(rows.map(row => row.gross)) - deduction }
        }
        const [before, after] = [sums(lines), sums(converted)]
        expect(after).toEqual({ net: convert(before.net, by), deduction: convert(before.deduction, by) })
        for (const [place, { gross, deduction }] of lines.entries()) {
          if (deduction === 0n) expect(converted[place]?.deduction).toBe(0n)
          if (gross === 0n && deduction === 0n) expect(converted[place]?.gross).toBe(0n)
        }
      }),
    )
  })
})
