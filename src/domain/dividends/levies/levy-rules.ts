import type { IncomeKind } from '../../offerings/terms/contract-terms.ts'

/**
 * Where a holder is taxed: resident of France, of another state, of another state without proof of it, or of a state
 * that France lists as uncooperative (CGI 238-0 A), with or without proof.
 */
export type TaxStanding = 'france' | 'abroad' | 'abroadUnproved' | 'uncooperative'

export type LevyCode = 'PFU_IR' | 'CSG' | 'CRDS' | 'SOLIDARITE' | 'AUTRES_PS_2018' | 'RAS'

/**
 * A levy on income paid from one day to another, both included, to whom it names. Its base is the line without return
 * of capital; the amount is rounded half up to the cent, by itself (the published example of 53.01). No rule we know has
 * another base, another rounding or a threshold.
 */
export type LevyRule = {
  code: LevyCode
  standing: TaxStanding
  holder: 'person' | 'firm'
  incomes: readonly IncomeKind[]
  from: string
  /** Null while no end is known. */
  to: string | null
  /** What `parseRatio` reads. "0" is an exemption: no rule at all is something else. */
  ratio: string
  /** The sworn statement of the holder waives it. */
  waivable: boolean
  /** Article, and where the figure was read. */
  source: string
}

const PARIS = { standing: 'france', holder: 'person', waivable: false } as const
const ABROAD = { code: 'RAS', holder: 'person', waivable: false, to: null } as const

/** Shares of turnover are taxed as these are (WE DO GOOD: "revenus de capitaux mobiliers" under the flat tax). */
const ALL: readonly IncomeKind[] = ['dividend', 'interest', 'royalty']

const OPENFISCA = 'openfisca-france parameters, commit 22d2c882'
const LFSS_2026 = 'CSS L136-8; loi 2025-1403 of 30 December 2025 (LFSS 2026) art. 12; bright-conseil.fr'
const NON_RESIDENTS = 'anaxago help centre; editions-legislatives; TotalEnergies shareholder guide 2021'

/**
 * The sources give no first day for what is withheld from holders abroad. The oldest of them is of 2021, so nothing
 * before that year is claimed.
 */
const KNOWN_ABROAD = '2021-01-01'

/**
 * The levies we know the law of. What is not here has no rule, and an amount without a rule is not paid out as if
 * nothing were due: ARCHITECTURE.md, "Levies", names what is left open. A change of the law is a new row, and an end
 * on the row before.
 */
export const LEVY_RULES: readonly LevyRule[] = [
  {
    ...PARIS,
    code: 'PFU_IR',
    incomes: ALL,
    from: '2018-01-01',
    to: null,
    ratio: '0.128',
    waivable: true,
    source: `CGI 117 quater, 125 A, 200 A; loi 2017-1837 art. 28; ${OPENFISCA}`,
  },
  {
    ...PARIS,
    code: 'CSG',
    incomes: ALL,
    from: '2018-01-01',
    to: '2018-12-31',
    ratio: '0.099',
    source: `CSS L136-8; ${OPENFISCA}`,
  },
  {
    ...PARIS,
    code: 'CSG',
    incomes: ALL,
    from: '2019-01-01',
    to: '2025-12-31',
    ratio: '0.092',
    source: `CSS L136-8; ${OPENFISCA}`,
  },
  { ...PARIS, code: 'CSG', incomes: ALL, from: '2026-01-01', to: null, ratio: '0.106', source: LFSS_2026 },
  {
    ...PARIS,
    code: 'CRDS',
    incomes: ALL,
    from: '2018-01-01',
    to: null,
    ratio: '0.005',
    source: 'boursorama.com; moneyvox.fr',
  },
  {
    ...PARIS,
    code: 'SOLIDARITE',
    incomes: ALL,
    from: '2019-01-01',
    to: null,
    ratio: '0.075',
    source: `loi 2018-1203 art. 26; ${OPENFISCA}`,
  },
  {
    ...PARIS,
    code: 'AUTRES_PS_2018',
    incomes: ALL,
    from: '2018-01-01',
    to: '2018-12-31',
    ratio: '0.068',
    source: 'levies of 4.5, 0.3 and 2.0 % that made up 17.2 % with CSG and CRDS: background, no text at hand',
  },
  {
    ...ABROAD,
    standing: 'abroad',
    incomes: ['dividend'],
    from: KNOWN_ABROAD,
    ratio: '0.128',
    source: `CGI 119 bis 2, 187; ${NON_RESIDENTS}`,
  },
  {
    ...ABROAD,
    standing: 'abroad',
    incomes: ['interest'],
    from: KNOWN_ABROAD,
    ratio: '0',
    source: 'exempt; anaxago help centre',
  },
  {
    ...ABROAD,
    standing: 'abroadUnproved',
    incomes: ['dividend'],
    from: '2022-01-01',
    ratio: '0.25',
    source: 'TotalEnergies shareholder guide 2021',
  },
  {
    ...ABROAD,
    standing: 'uncooperative',
    incomes: ['dividend', 'interest'],
    from: KNOWN_ABROAD,
    ratio: '0.75',
    source: `CGI 187, 238-0 A; ${NON_RESIDENTS}`,
  },
]

/** The rules in force on a day, in the order in which levies are shown. None: no rule is known. */
export function rulesFor(
  to: { standing: TaxStanding; holder: 'person' | 'firm'; income: IncomeKind; paidOn: string },
  rules: readonly LevyRule[],
): LevyRule[] {
  return rules.filter(
    rule =>
      rule.standing === to.standing &&
      rule.holder === to.holder &&
      rule.incomes.includes(to.income) &&
      rule.from <= to.paidOn &&
      (rule.to === null || to.paidOn <= rule.to),
  )
}
