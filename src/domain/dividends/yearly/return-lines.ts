import { boxFor, type ReturnBoxRule, type ReturnFigure, type ReturnIncome } from './return-box-rules.ts'
import type { ToldAmount } from './told-amount.ts'

/** A figure for the tax return in minor units of the euro, and its box: null where none is known. */
export type ReturnLine = {
  box: Pick<ReturnBoxRule, 'form' | 'box'> | null
  figure: ReturnFigure
  incomes: ReturnIncome[]
  amount: bigint
}

const FIGURES: readonly ReturnFigure[] = ['taxable', 'levied', 'incomeTax']
const INCOMES: readonly ReturnIncome[] = ['dividend', 'interest', 'loanInterest', 'royalty']

/**
 * What a resident of France tells in his return of what he was paid in a year: one line for each box, and one for each figure
 * without one. Income counts where social levies were withheld from it, once, by CSG, which is always among them.
 */
export function returnLines(amounts: readonly ToldAmount[], year: number): ReturnLine[] {
  const lines: ReturnLine[] = []
  for (const figure of FIGURES) {
    for (const income of INCOMES) {
      const own = amounts.filter(amount => amount.income === income && amount.currency === 'EUR')
      const amount = own.reduce((sum, each) => sum + figureOf(each, figure), 0n)
      if (amount !== 0n) addTo(lines, { figure, income, amount }, year)
    }
  }
  return lines
}

function figureOf({ levies }: ToldAmount, figure: ReturnFigure): bigint {
  const sum = (code: string, of: 'base' | 'amount') =>
    levies.reduce((total, levy) => (levy.code === code ? total + levy[of] : total), 0n)
  return figure === 'incomeTax' ? sum('PFU_IR', 'amount') : sum('CSG', 'base')
}

type Found = { figure: ReturnFigure; income: ReturnIncome; amount: bigint }

function addTo(lines: ReturnLine[], { figure, income, amount }: Found, year: number): void {
  const rule = boxFor({ figure, income, year })
  const same = lines.find(line => line.figure === figure && line.box !== null && line.box.box === rule?.box)
  if (same === undefined) {
    const box = rule && { form: rule.form, box: rule.box }
    lines.push({ box, figure, incomes: [income], amount })
    return
  }
  same.incomes.push(income)
  same.amount += amount
}
