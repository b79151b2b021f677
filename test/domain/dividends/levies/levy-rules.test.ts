import { describe, expect, test } from '@jest/globals'
import { LEVY_RULES, rulesFor, type TaxStanding } from '../../../../src/domain/dividends/levies/levy-rules.ts'
import { TAX_STATES } from '../../../../src/domain/dividends/levies/tax-states.ts'
import { formatExact, parseRatio, sum } from '../../../../src/domain/money/fraction.ts'
import type { IncomeKind } from '../../../../src/domain/offerings/terms/contract-terms.ts'
import { waives } from '../../../../src/domain/parties/tax/waives.ts'

describe('the rules', () => {
  const total = (standing: TaxStanding, income: IncomeKind, paidOn: string) =>
    formatExact(
      sum(
        rulesFor({ standing, holder: 'person', income, paidOn }, LEVY_RULES).map(rule =>
          parseRatio(rule.ratio),
        ),
      ),
    )

  test.each<[string, string]>([
    ['2018-01-01', '3/10'],
    ['2018-12-31', '3/10'],
    ['2019-01-01', '3/10'],
    ['2025-12-31', '3/10'],
    ['2026-01-01', '157/500'],
    ['2099-12-31', '157/500'],
  ])('in France come to one total on %s, whatever the income', (day, ratio) => {
    for (const income of ['dividend', 'interest', 'royalty'] as const) {
      expect(total('france', income, day)).toBe(ratio)
    }
  })

  test('abroad begin with the oldest source, and without proof in 2022', () => {
    const first = (standing: TaxStanding, day: string) =>
      rulesFor({ standing, holder: 'person', income: 'dividend', paidOn: day }, LEVY_RULES).length
    expect([first('abroad', '2020-12-31'), first('abroad', '2021-01-01')]).toEqual([0, 1])
    expect([first('abroadUnproved', '2021-12-31'), first('abroadUnproved', '2022-01-01')]).toEqual([0, 1])
  })

  test('of one code to one holder never overlap, and each has its source', () => {
    for (const rule of LEVY_RULES) {
      expect(rule.source).not.toBe('')
      expect(formatExact(parseRatio(rule.ratio))).not.toBe('')
      for (const income of rule.incomes) {
        const same = rulesFor({ ...rule, income, paidOn: rule.from }, LEVY_RULES)
        expect(same.filter(({ code }) => code === rule.code)).toEqual([rule])
      }
    }
  })

  test('and states say where they were read and how long it holds', () => {
    for (const { source, from, to } of TAX_STATES) {
      expect([source === '', to === null || from <= to]).toEqual([false, true])
    }
  })
})

describe('the waiver', () => {
  test.each([
    ['2026-01-01', '2027-01-01', true],
    ['2026-11-29', '2027-01-01', true],
    ['2026-11-29', '2027-12-31', true],
    ['2026-11-30', '2027-06-30', false],
    ['2026-12-01', '2027-06-30', false],
    ['2026-11-29', '2026-12-31', false],
    ['2026-11-29', '2028-01-01', false],
    ['2027-01-01', '2027-06-30', false],
    ['2024-02-29', '2025-02-28', true],
  ])('of a statement received on %s, for a payment on %s: %s', (receivedOn, paidOn, waived) => {
    expect(waives(receivedOn, paidOn)).toBe(waived)
  })
})
