import { describe, expect, test } from '@jest/globals'
import {
  type Flow,
  internalRate,
  NO_RATE,
  type NoRate,
} from '../../../../src/domain/dividends/simulation/internal-rate.ts'

const flows = (...pairs: [day: string, amount: bigint][]): Flow[] =>
  pairs.map(([day, amount]) => ({ day, amount }))

describe('the internal rate of return', () => {
  test.each<[string, string, Flow[]]>([
    ['1,100 a year after 1,000', '0.10000000', flows(['2021-01-01', -1000n], ['2022-01-01', 1100n])],
    ['1,210 two years after 1,000', '0.10000000', flows(['2021-01-01', -1000n], ['2023-01-01', 1210n])],
    ['as much as was paid in', '0.00000000', flows(['2021-01-01', -1000n], ['2026-01-01', 1000n])],
    ['half of it a year later', '-0.50000000', flows(['2021-01-01', -1000n], ['2022-01-01', 500n])],
    ['a quarter of it two years later', '-0.50000000', flows(['2021-01-01', -1000n], ['2023-01-01', 250n])],
    // 100 / 1.1 + 1210 / 1.21 = 90.909… + 1000: interest of 100 a year on 1,000 and the capital at the end is 10 %.
    ['a bond', '0.10000000', flows(['2021-01-01', -1000n], ['2022-01-01', 100n], ['2023-01-01', 1100n])],
    // x + x² = 1 with x = 1 / (1 + rate): x = (√5 − 1) / 2, so rate = (√5 + 1) / 2 − 1.
    ['twice all of it', '0.61803399', flows(['2021-01-01', -1n], ['2022-01-01', 1n], ['2023-01-01', 1n])],
    // A leap year has 366 days: 1.1^(365/366) − 1 = 0.0997135859…
    ['over a leap year', '0.09971359', flows(['2020-01-01', -1000n], ['2021-01-01', 1100n])],
    [
      'paid in twice',
      '0.10000000',
      flows(['2021-01-01', -100n], ['2022-01-01', -100n], ['2023-01-01', 231n]),
    ],
    ['one cent of 10,000,000.00', '-0.99999900', flows(['2021-01-01', -(10n ** 9n)], ['2022-01-01', 1000n])],
    ['a thousand times as much', '999.00000000', flows(['2021-01-01', -1n], ['2022-01-01', 1000n])],
  ])('of %s is %s', (_what, rate, given) => {
    expect(internalRate(given)).toEqual({ rate, none: null, because: null })
    expect(internalRate(given.toReversed())).toEqual({ rate, none: null, because: null })
  })

  test.each<[NoRate, Flow[]]>([
    ['nothingPaidIn', flows()],
    ['nothingPaidIn', flows(['2021-01-01', 100n])],
    ['nothingComesBack', flows(['2021-01-01', -100n])],
    ['sameDay', flows(['2021-01-01', -100n], ['2021-01-01', 110n])],
    ['severalSignChanges', flows(['2021-01-01', -100n], ['2022-01-01', 230n], ['2023-01-01', -132n])],
    ['comesBackFirst', flows(['2021-01-01', 100n], ['2022-01-01', -110n])],
    ['aboveRange', flows(['2021-01-01', -1n], ['2021-01-02', 1000n])],
  ])('does not exist: %s', (reason, given) => {
    expect(internalRate(given)).toEqual({ rate: null, none: reason, because: NO_RATE[reason] })
  })

  test('that is given brings the flows to zero, for many months as for few', () => {
    const months = Array.from({ length: 120 }, (_, month): [string, bigint] => {
      return [
        `${2021 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-28`,
        1000n + BigInt(month),
      ]
    })
    const given = flows(['2020-12-31', -100_000n], ...months)
    const { rate } = internalRate(given)
    const left = given.reduce((sum, { day, amount }) => {
      const years = (Date.parse(day) - Date.parse('2020-12-31')) / 86_400_000 / 365
      return sum + Number(amount) / (1 + Number(rate)) ** years
    }, 0)
    expect(Math.abs(left)).toBeLessThan(0.01)
  })
})
