import { expect, test } from '@jest/globals'
import {
  boxFor,
  RETURN_BOX_RULES,
  type ReturnIncome,
} from '../../../../src/domain/dividends/yearly/return-box-rules.ts'
import { returnLines } from '../../../../src/domain/dividends/yearly/return-lines.ts'
import { sameAmounts, type ToldAmount } from '../../../../src/domain/dividends/yearly/told-amount.ts'

/** 100.00 of income on which 12.80 of income tax and 9.20 of CSG were withheld. */
const told = (income: ReturnIncome | null, more: Partial<ToldAmount> = {}): ToldAmount => ({
  projectId: 'p',
  currency: 'EUR',
  income,
  received: 10_000n,
  capital: 0n,
  taxable: 10_000n,
  held: 0n,
  levies: [
    { code: 'CSG', ratio: '0.092', base: 10_000n, amount: 920n },
    { code: 'PFU_IR', ratio: '0.128', base: 10_000n, amount: 1_280n },
  ],
  ...more,
})
const boxes = (amounts: ToldAmount[], year: number) =>
  returnLines(amounts, year).map(({ box, figure, amount }) => [box?.box ?? null, figure, amount])

test('each kind of income has its box, and what all of it bore is told together', () => {
  const all = (['dividend', 'interest', 'loanInterest'] as const).map(income => told(income))
  expect(boxes(all, 2025)).toEqual([
    ['2DC', 'taxable', 10_000n],
    ['2TR', 'taxable', 10_000n],
    ['2TT', 'taxable', 10_000n],
    ['2BH', 'levied', 30_000n],
    ['2CK', 'incomeTax', 3_840n],
  ])
})

test('a figure whose box no source names has none, in its kind or in its year', () => {
  expect(boxes([told('royalty')], 2025)).toEqual([
    [null, 'taxable', 10_000n],
    [null, 'levied', 10_000n],
    ['2CK', 'incomeTax', 1_280n],
  ])
  expect(boxes([told('dividend')], 2017).map(([box]) => box)).toEqual([null, null, null])
  expect([2015, 2016].map(year => boxFor({ figure: 'taxable', income: 'loanInterest', year })?.box)).toEqual([
    undefined,
    '2TT',
  ])
})

test('a rule ends with its last year', () => {
  const rules = RETURN_BOX_RULES.map(rule => (rule.box === '2DC' ? { ...rule, to: 2025 } : rule))
  const box = (year: number) => boxFor({ figure: 'taxable', income: 'dividend', year }, rules)?.box ?? null
  expect([2025, 2026].map(box)).toEqual(['2DC', null])
})

test('a year and figure of a kind of income have one rule at most, and each names its source', () => {
  for (const rule of RETURN_BOX_RULES) {
    expect(rule.source).not.toBe('')
    const rivals = RETURN_BOX_RULES.filter(
      other =>
        other !== rule &&
        other.figure === rule.figure &&
        other.incomes.some(income => rule.incomes.includes(income)) &&
        other.from <= (rule.to ?? 9999) &&
        rule.from <= (other.to ?? 9999),
    )
    expect(rivals).toEqual([])
  }
})

test('what was taxed abroad, is held or is of another currency is no figure of a French return', () => {
  const abroad = told('dividend', {
    levies: [{ code: 'RAS', ratio: '0.128', base: 10_000n, amount: 1_280n }],
  })
  const held = told('dividend', { taxable: 0n, held: 10_000n, levies: [] })
  expect(boxes([abroad, held, told('dividend', { currency: 'USD' }), told(null)], 2025)).toEqual([])
})

test('the order in which amounts were read changes nothing of what a paper says', () => {
  const [one, two] = [told('dividend'), told('interest', { projectId: 'q' })]
  const turned = { ...one, levies: one.levies.toReversed() }
  expect(sameAmounts([one, two], [two, turned])).toBe(true)
  expect(sameAmounts([one, two], [one])).toBe(false)
  expect(sameAmounts([one], [{ ...one, held: 1n }])).toBe(false)
})
