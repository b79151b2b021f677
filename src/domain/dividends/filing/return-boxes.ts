import type { IncomeKind } from '../../offerings/terms/contract-terms.ts'

/** Where a levy on a kind of income stands on form 2777 for the months from one to another, both included. */
export type ReturnBox = {
  code: string
  incomes: readonly IncomeKind[]
  box: string
  from: string
  to: string
  source: string
}

const ALL: readonly IncomeKind[] = ['dividend', 'interest', 'royalty']

/** The forms that the sources speak of: those of the rates from 2019 until the rise of 2026. */
const OF_2019 = { from: '2019-01', to: '2025-12' } as const
const SOCIAL =
  'frtips.com, "Comment remplir le formulaire 2777"; assistant-juridique.fr, "La déclaration 2777"'

/**
 * The boxes of form 2777 that a source names. What is not here has none that we know, and a return says so: the form
 * of the month is to be read before a row is added. ARCHITECTURE.md, "What is told to the tax office".
 */
export const RETURN_BOXES: readonly ReturnBox[] = [
  {
    code: 'PFU_IR',
    incomes: ['dividend'],
    box: 'EA',
    ...OF_2019,
    source: 'frtips.com, "Comment remplir le formulaire 2777"',
  },
  {
    code: 'PFU_IR',
    incomes: ['interest'],
    box: 'AB',
    ...OF_2019,
    source: 'assistant-juridique.fr, "La déclaration 2777"',
  },
  { code: 'CSG', incomes: ALL, box: 'QG', ...OF_2019, source: SOCIAL },
  { code: 'SOLIDARITE', incomes: ALL, box: 'QH', ...OF_2019, source: SOCIAL },
  { code: 'CRDS', incomes: ALL, box: 'AAC', ...OF_2019, source: SOCIAL },
]

/** The box of a levy in a month such as "2025-03"; null when none is known. */
export function boxOf(code: string, income: IncomeKind, month: string): string | null {
  const row = RETURN_BOXES.find(
    each => each.code === code && each.incomes.includes(income) && each.from <= month && month <= each.to,
  )
  return row?.box ?? null
}
