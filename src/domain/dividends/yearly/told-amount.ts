import type { Currency } from '../../money/currency.ts'
import type { ReturnIncome } from './return-box-rules.ts'

/** What was withheld under one levy at one ratio. Minor units. */
export type YearLevy = { code: string; ratio: string; base: bigint; amount: bigint }

/**
 * What a holder was paid in a year by one project as one kind of income: null where the contract withholds no levies and so
 * states none. Minor units; `taxable`: income on which levies were decided, `held`: income that waits for it.
 */
export type ToldAmount = {
  projectId: string
  currency: Currency
  income: ReturnIncome | null
  received: bigint
  capital: bigint
  taxable: bigint
  held: bigint
  levies: readonly YearLevy[]
}

/** Whether two papers say the same. */
export function sameAmounts(one: readonly ToldAmount[], other: readonly ToldAmount[]): boolean {
  const words = (amounts: readonly ToldAmount[]) => amounts.map(asWords).toSorted().join('\n')
  return words(one) === words(other)
}

function asWords(told: ToldAmount): string {
  const { projectId, currency, income, received, capital, taxable, held, levies } = told
  const withheld = levies.map(({ code, ratio, base, amount }) => `${code} ${ratio} ${base} ${amount}`)
  return [projectId, currency, income, received, capital, taxable, held, ...withheld.toSorted()].join(' ')
}
