import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { capitalFirst, type Natures } from '../../../../src/domain/dividends/levies/capital-first.ts'

describe('capital comes back first', () => {
  test.each<[string, Parameters<typeof capitalFirst>[0], Natures]>([
    [
      'nothing is back yet',
      { paidIn: 10_000n, received: 0n, gross: 4_000n },
      { capital: 4_000n, income: 0n },
    ],
    [
      'the line reaches what was paid in exactly',
      { paidIn: 10_000n, received: 6_000n, gross: 4_000n },
      { capital: 4_000n, income: 0n },
    ],
    [
      'the line crosses it',
      { paidIn: 10_000n, received: 6_000n, gross: 5_301n },
      { capital: 4_000n, income: 1_301n },
    ],
    [
      'it is one cent above it',
      { paidIn: 10_000n, received: 9_999n, gross: 2n },
      { capital: 1n, income: 1n },
    ],
    ['all is back', { paidIn: 10_000n, received: 10_000n, gross: 5_301n }, { capital: 0n, income: 5_301n }],
    [
      'more than all is back',
      { paidIn: 10_000n, received: 25_000n, gross: 5_301n },
      { capital: 0n, income: 5_301n },
    ],
    ['nothing was paid in', { paidIn: 0n, received: 0n, gross: 5_301n }, { capital: 0n, income: 5_301n }],
    ['nothing is paid', { paidIn: 10_000n, received: 6_000n, gross: 0n }, { capital: 0n, income: 0n }],
    [
      'income is taken back',
      { paidIn: 10_000n, received: 25_000n, gross: -5_000n },
      { capital: 0n, income: -5_000n },
    ],
    [
      'income and capital are taken back',
      { paidIn: 10_000n, received: 12_000n, gross: -5_000n },
      { capital: -3_000n, income: -2_000n },
    ],
    [
      'capital is taken back',
      { paidIn: 10_000n, received: 8_000n, gross: -5_000n },
      { capital: -5_000n, income: 0n },
    ],
  ])('%s', (_what, line, natures) => {
    expect(capitalFirst(line)).toEqual(natures)
  })

  const minor = fc.bigInt({ min: 0n, max: 10n ** 12n })

  test('the two make the line, and cutting it in two changes nothing', () => {
    fc.assert(
      fc.property(minor, minor, minor, minor, (paidIn, received, first, second) => {
        const whole = capitalFirst({ paidIn, received, gross: first + second })
        const a = capitalFirst({ paidIn, received, gross: first })
        const b = capitalFirst({ paidIn, received: received + first, gross: second })
        expect(whole.capital + whole.income).toBe(first + second)
        expect(a.capital + b.capital).toBe(whole.capital)
        expect(whole.capital >= 0n && whole.income >= 0n).toBe(true)
      }),
    )
  })

  test('a line and its correction leave nothing', () => {
    fc.assert(
      fc.property(minor, minor, minor, (paidIn, received, gross) => {
        const line = capitalFirst({ paidIn, received, gross })
        const back = capitalFirst({ paidIn, received: received + gross, gross: -gross })
        expect(back).toEqual({ capital: -line.capital, income: -line.income })
      }),
    )
  })
})
