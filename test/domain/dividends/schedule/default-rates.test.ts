import { describe, expect, test } from '@jest/globals'
import {
  defaultRatesOf,
  type RatedLoan,
  windowsOf,
} from '../../../../src/domain/dividends/schedule/default-rates.ts'

/** A loan of 2020 that pays each January, well. */
const LOAN: RatedLoan = {
  grade: 'A',
  startedOn: '2020-06-01',
  dueOn: ['2021-01-15', '2022-01-15', '2023-01-15', '2024-01-15'],
  defaults: [],
  repaidOn: null,
}
const PERIOD = { from: '2021-01-01', to: '2023-12-31' }
const counts = (loans: RatedLoan[], period = PERIOD) =>
  defaultRatesOf(loans, period).overall.windows.map(({ defaulted, observed }) => `${defaulted}/${observed}`)

describe('default rates', () => {
  test('are the simple mean over windows of twelve months, with numerator and denominator', () => {
    const loans = [
      LOAN,
      LOAN,
      { ...LOAN, defaults: [{ from: '2021-05-01', until: null }] },
      { ...LOAN, defaults: [{ from: '2023-05-01', until: null }] },
    ]
    // 1 of 4, then 0 of 3 that were not in default, then 1 of 3: (1/4 + 0 + 1/3) ÷ 3 = 0.19444…
    expect(defaultRatesOf(loans, PERIOD).overall).toEqual({
      windows: [
        { from: '2021-01-01', to: '2021-12-31', defaulted: 1, observed: 4, ratio: '0.2500' },
        { from: '2022-01-01', to: '2022-12-31', defaulted: 0, observed: 3, ratio: '0.0000' },
        { from: '2023-01-01', to: '2023-12-31', defaulted: 1, observed: 3, ratio: '0.3333' },
      ],
      meanRatio: '0.1944',
    })
  })

  test('are given by grade of risk', () => {
    const loans = [{ ...LOAN, grade: 'B', defaults: [{ from: '2022-02-01', until: null }] }, LOAN]
    expect(defaultRatesOf(loans, PERIOD).grades.map(each => [each.grade, each.meanRatio])).toEqual([
      ['A', '0.0000'],
      // 0, then 1 of 1; in the third year there is none to observe, and it has no rate.
      ['B', '0.5000'],
    ])
  })

  test.each<[string, Partial<RatedLoan>, string[]]>([
    [
      'a loan counts in the window after the one it began in',
      { startedOn: '2021-01-01' },
      ['0/0', '0/1', '0/1'],
    ],
    [
      'one of the day before is there when the window begins',
      { startedOn: '2020-12-31' },
      ['0/1', '0/1', '0/1'],
    ],
    ['what is repaid counts no more', { repaidOn: '2021-12-31' }, ['0/1', '0/0', '0/0']],
    [
      'what is repaid on the first day of a window stood before it',
      { repaidOn: '2022-01-01' },
      ['0/1', '0/1', '0/0'],
    ],
    [
      'a window in which nothing is to be paid is left out',
      { dueOn: ['2021-12-31', '2023-12-31'] },
      ['0/1', '0/0', '0/1'],
    ],
    [
      'a default on the first day of a window is one of that window',
      { defaults: [{ from: '2022-01-01', until: null }] },
      ['0/1', '1/1', '0/0'],
    ],
    [
      'one on the last day is one of the window before',
      { defaults: [{ from: '2021-12-31', until: null }] },
      ['1/1', '0/0', '0/0'],
    ],
    [
      'who paid after all is observed again',
      { defaults: [{ from: '2021-06-01', until: '2021-07-01' }] },
      ['1/1', '0/1', '0/1'],
    ],
    [
      'two defaults in one window are one loan that defaulted',
      {
        defaults: [
          { from: '2021-06-01', until: '2021-07-01' },
          { from: '2021-09-01', until: '2021-10-01' },
        ],
      },
      ['1/1', '0/1', '0/1'],
    ],
  ])('%s', (_name, change, expected) => {
    expect(counts([{ ...LOAN, ...change }])).toEqual(expected)
  })

  test('count whole windows only', () => {
    expect(windowsOf({ from: '2021-01-01', to: '2022-12-30' })).toEqual([
      { from: '2021-01-01', to: '2021-12-31' },
    ])
    expect(windowsOf({ from: '2020-02-29', to: '2022-02-27' })).toEqual([
      { from: '2020-02-29', to: '2021-02-27' },
      { from: '2021-02-28', to: '2022-02-27' },
    ])
  })

  test('of no loans are none', () => {
    expect(defaultRatesOf([], PERIOD)).toMatchObject({ overall: { meanRatio: null }, grades: [] })
  })
})
