import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readRevenueFile } from '../../../src/documents/revenue-file/read-revenue-file.ts'
import { linesOfFile, refuseProblems } from '../../../src/domain/dividends/revenue/lines-of-file.ts'
import { roundToMinor } from '../../../src/domain/money/decimal.ts'
import { ONE, parseRatio } from '../../../src/domain/money/fraction.ts'
import { template } from '../../support/revenue-files.ts'

describe('one rounding per report:', () => {
  const clean = async (content: string) => refuseProblems(await readRevenueFile(Buffer.from(content)))
  const amount = fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 9_999_999 }))
    .filter(([whole]) => whole !== 0)
    .map(([whole, rest]) => `${whole}.${String(rest).padStart(7, '0')}`)

  test('a thousand payments of a third of a cent are 3.33', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      source: `Store ${index}`,
      gross: '0.00333',
      net: '0.00333',
    }))
    const lines = linesOfFile(await clean(template(rows)), 'EUR', null)
    expect(lines.reduce((sum, line) => sum + line.gross, 0n)).toBe(333n)
    expect(new Set(lines.map(line => line.gross))).toEqual(new Set([0n, 1n]))
  })

  test('lines add up to the rounded whole, and none is a unit away from its exact amount', async () => {
    const row = fc
      .record({ source: fc.constantFrom('A', 'B', 'C', 'D'), gross: amount })
      .map(fields => ({ ...fields, net: fields.gross }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(null, '0.75', '1/3'),
        async (rows, rate) => {
          const reading = await clean(template(rows))
          const lines = linesOfFile(rate === null ? reading : { ...reading, currency: 'USD' }, 'EUR', rate)
          const exact = rate === null ? ONE : parseRatio(rate)
          const whole = reading.totals.reduce((sum, total) => sum + total.net, 0n)
          expect(lines.reduce((sum, line) => sum + line.gross - line.deduction, 0n)).toBe(
            roundToMinor(whole, exact, 'EUR'),
          )
          for (const [index, total] of reading.totals.entries()) {
            const away = (lines[index]?.gross ?? 0n) - roundToMinor(total.net, exact, 'EUR')
            expect([-1n, 0n, 1n]).toContain(away)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  test('a line without deductions gets none', async () => {
    const rows = [
      { source: 'A', gross: '0.019', deductions: '0.006', net: '0.013' },
      { source: 'B', gross: '1.002', net: '1.002' },
    ]
    expect(linesOfFile(await clean(template(rows)), 'EUR', null)).toMatchObject([
      { gross: 2n, deduction: 1n, deductionLabel: 'Deductions' },
      { gross: 101n, deduction: 0n, deductionLabel: null },
    ])
  })
})
