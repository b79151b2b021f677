import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { planOf } from '../../../../src/domain/dividends/schedule/plan.ts'
import { METHODS, type Schedule } from '../../../../src/domain/offerings/terms/repayment-terms.ts'

const SCHEDULE: Schedule = {
  class: 'loans',
  method: 'linear',
  instalments: 3,
  every: 'month',
  firstDueOn: '2025-03-15',
  rateRatio: '0',
}
const plan = (change: Partial<Schedule>, principal: bigint) =>
  planOf({ ...SCHEDULE, ...change }, principal).map(({ dueOn, capital, interest, total }) => {
    return [dueOn, capital, interest, total]
  })

describe('a plan of repayment', () => {
  test('without interest closes to the cent with its last instalment', () => {
    expect(plan({}, 10_000n)).toEqual([
      ['2025-03-15', 3333n, 0n, 3333n],
      ['2025-04-15', 3333n, 0n, 3333n],
      ['2025-05-15', 3334n, 0n, 3334n],
    ])
  })

  test('in equal parts of the capital pays interest on what is open', () => {
    // 1,200.00 at 12 % a year is 1 % a month: of 1,200, then of 800, then of 400.
    expect(plan({ rateRatio: '0.12' }, 120_000n)).toEqual([
      ['2025-03-15', 40_000n, 1200n, 41_200n],
      ['2025-04-15', 40_000n, 800n, 40_800n],
      ['2025-05-15', 40_000n, 400n, 40_400n],
    ])
  })

  test('of an annuity pays the same each time, and the last one takes what the cents left', () => {
    // 100.00 at 10 % a year, yearly, twice: 100 × 0.1 × 1.21 ÷ 0.21 = 57.619…
    expect(plan({ method: 'annuity', instalments: 2, every: 'year', rateRatio: '0.10' }, 10_000n)).toEqual([
      ['2025-03-15', 4762n, 1000n, 5762n],
      ['2026-03-15', 5238n, 524n, 5762n],
    ])
    const year = planOf({ ...SCHEDULE, method: 'annuity', instalments: 12, rateRatio: '0.12' }, 120_000n)
    // 1,200.00 × 0.01 ÷ (1 − 1.01⁻¹²) = 106.6185…
    expect(year.slice(0, 11).map(each => each.total)).toEqual(Array(11).fill(10_662n))
    expect(year.at(-1)).toMatchObject({ capital: 10_554n, interest: 106n, total: 10_660n })
  })

  test('of a bullet pays interest on the way and the capital at the end', () => {
    expect(plan({ method: 'bullet', every: 'quarter', instalments: 2, rateRatio: '0.06' }, 100_000n)).toEqual(
      [
        ['2025-03-15', 0n, 1500n, 1500n],
        ['2025-06-15', 100_000n, 1500n, 101_500n],
      ],
    )
  })

  test('rounds a rate that no decimal writes once, half up', () => {
    // 1/3 a year on 100.00 for a month: 100 ÷ 36 = 2.777…; on 50.00 of one cent more: 1.3889.
    expect(plan({ instalments: 2, rateRatio: '1/3' }, 10_000n).map(([, , interest]) => interest)).toEqual([
      278n,
      139n,
    ])
  })

  test('falls due on the last day of a month that is too short, and on the 31st again after it', () => {
    expect(plan({ firstDueOn: '2025-01-31' }, 300n).map(([dueOn]) => dueOn)).toEqual([
      '2025-01-31',
      '2025-02-28',
      '2025-03-31',
    ])
    expect(plan({ firstDueOn: '2024-08-31', every: 'halfYear', instalments: 2 }, 2n)[1]?.[0]).toBe(
      '2025-02-28',
    )
  })

  test('of less than a cent each repays the cents it has', () => {
    expect(plan({ instalments: 12 }, 9n).map(([, capital]) => capital)).toEqual([
      ...Array(9).fill(1n),
      ...Array(3).fill(0n),
    ])
    expect(plan({ instalments: 12 }, 5n).at(-1)?.[1]).toBe(5n)
  })

  test('repays the capital to the cent, never below zero, whatever the method, rate and number', () => {
    const schedules = fc.record({
      method: fc.constantFrom(...METHODS),
      instalments: fc.integer({ min: 1, max: 60 }),
      every: fc.constantFrom('month' as const, 'quarter' as const, 'halfYear' as const, 'year' as const),
      rateRatio: fc.constantFrom('0', '0.05', '0.199', '1/3', '1'),
    })
    fc.assert(
      fc.property(schedules, fc.bigInt({ min: 1n, max: 10n ** 12n }), (change, principal) => {
        const instalments = planOf({ ...SCHEDULE, ...change }, principal)
        const capital = instalments.reduce((total, each) => total + each.capital, 0n)
        expect(capital).toBe(principal)
        expect(instalments.every(each => each.capital >= 0n && each.interest >= 0n)).toBe(true)
      }),
    )
  })
})
