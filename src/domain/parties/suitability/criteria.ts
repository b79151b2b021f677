import { refuse } from '../refusals.ts'
import type { Criterion } from './suitability.ts'

/** By what a party may be sophisticated, and how much of it is needed: Annex II of Regulation (EU) 2020/1503. */
const ANNEX_II: Record<'person' | 'firm', { needed: number; of: readonly Criterion[] }> = {
  firm: { needed: 1, of: ['ownFunds', 'turnover', 'balanceSheet'] },
  person: { needed: 2, of: ['incomeOrPortfolio', 'experience', 'trades'] },
}

/** The criteria of a request, each once; those of the other kind of party do not count. Refuses CRITERIA_TOO_FEW. */
export function checkCriteria(given: readonly Criterion[], kind: 'person' | 'firm'): Criterion[] {
  const { needed, of } = ANNEX_II[kind]
  const met = of.filter(criterion => given.includes(criterion))
  if (met.length < needed) throw refuse.CRITERIA_TOO_FEW({ kind, met: met.length, needed, of: of.join(', ') })
  return met
}
