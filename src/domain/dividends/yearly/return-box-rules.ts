/**
 * What a holder was paid, as his tax return tells it apart. `loanInterest`: interest by a contract that has a schedule of
 * repayments.
 */
export type ReturnIncome = 'dividend' | 'interest' | 'loanInterest' | 'royalty'

/**
 * A figure that a return asks for. `taxable`: income from which social levies were withheld, and `levied`: that same income once
 * more, as having borne them; `incomeTax`: what was withheld towards the income tax.
 */
export type ReturnFigure = 'taxable' | 'levied' | 'incomeTax'

/** The box for a figure of these kinds of income, for income of the years from one to another, both included. */
export type ReturnBoxRule = {
  form: string
  box: string
  figure: ReturnFigure
  incomes: readonly ReturnIncome[]
  from: number
  /** Null while no end is known. */
  to: number | null
  source: string
}

const NOT_ROYALTY: readonly ReturnIncome[] = ['dividend', 'interest', 'loanInterest']

/**
 * The boxes of the income-tax return of residents (form 2042) that a source names. A figure without a row has no box that we
 * know, and the paper says so; a change of the form is a new row, and an end on the row before. ARCHITECTURE.md, "What
 * is told to holders for their taxes", names what the sources leave open.
 */
export const RETURN_BOX_RULES: readonly ReturnBoxRule[] = [
  {
    form: '2042',
    box: '2DC',
    figure: 'taxable',
    incomes: ['dividend'],
    from: 2018,
    to: null,
    source: 'lepointjuridique.fr (2DC-AY of form 2561): dividends that the allowance of 40 % is for',
  },
  {
    form: '2042',
    box: '2TR',
    figure: 'taxable',
    incomes: ['interest'],
    from: 2018,
    to: null,
    source: 'moneyvox.fr, after the brochure of the tax office of 2024: interest but for crowdlending',
  },
  {
    form: '2042',
    box: '2TT',
    figure: 'taxable',
    incomes: ['loanInterest'],
    from: 2016,
    to: null,
    source:
      'moneyvox.fr and cbanque.com, after the brochures of the tax office of 2017, 2023 and 2024: interest of participative loans and minibons',
  },
  {
    form: '2042',
    box: '2BH',
    figure: 'levied',
    incomes: NOT_ROYALTY,
    from: 2019,
    to: null,
    source: 'lesentrepreteurs.com for income of 2019; blog.credit.fr has 2CG for the same year: for counsel',
  },
  {
    form: '2042',
    box: '2CK',
    figure: 'incomeTax',
    incomes: [...NOT_ROYALTY, 'royalty'],
    from: 2018,
    to: null,
    source: 'blog.credit.fr, lesentrepreteurs.com, cbanque.com: what was withheld at the flat rate',
  },
]

/** The row for a figure of a kind of income paid in a year; null when none is known. */
export function boxFor(
  { figure, income, year }: { figure: ReturnFigure; income: ReturnIncome; year: number },
  rules: readonly ReturnBoxRule[] = RETURN_BOX_RULES,
): ReturnBoxRule | null {
  const found = rules.find(
    rule =>
      rule.figure === figure &&
      rule.incomes.includes(income) &&
      rule.from <= year &&
      (rule.to === null || year <= rule.to),
  )
  return found ?? null
}
