import type { Currency } from '../../domain/money/currency.ts'
import type { Language } from '../format.ts'

/** What income is for a tax return; `loanInterest`: of a loan with a schedule of repayments. */
export type TaxedAs = 'dividend' | 'interest' | 'loanInterest' | 'royalty'

/** What one project paid in the year as one kind of income. Minor units; what was taken back is not in it. */
export type YearSection = {
  name: string
  issuer: string
  /** Null where the contract withholds no levies and so states no kind. */
  income: TaxedAs | null
  received: bigint
  capital: bigint
  taxable: bigint
  /** Its levies are not known yet: it is on the account and cannot leave it. */
  held: bigint
  levies: readonly { code: string; ratio: string; amount: bigint }[]
}

/** Everything in one currency. */
export type YearAccount = { currency: Currency; projects: readonly YearSection[] }

/** A payment of the year that was taken back since, and so is in no figure above. Minor units, `received` before levies. */
export type TakenBackPayment = {
  project: string
  className: string
  currency: Currency
  paidOn: string
  received: bigint
  withheld: bigint
  /** The day on which it was taken back, and why. */
  on: string
  reason: string
}

/** What the paper that is corrected said in one currency. */
export type ToldBefore = { currency: Currency } & Pick<YearTotals, 'received' | 'taxable' | 'withheld'>

/** A figure for the tax return, in minor units of the euro. */
export type ReturnFigureLine = {
  box: { form: string; box: string } | null
  figure: 'taxable' | 'levied' | 'incomeTax'
  incomes: readonly TaxedAs[]
  amount: bigint
}

/** A holder's certificate on a year, ready to be written down. */
export type YearlyData = {
  /** What the holder quotes: letters, digits and dashes. */
  number: string
  /** The instant the paper carries as its creation date, and the same as a date in the platform's zone. */
  issuedAt: Date
  issuedOn: string
  language: Language
  platform: { name: string; contact: string; verifyUrl: string }
  holder: string
  year: number
  /** The paper whose figures this one corrects. */
  replaces: { number: string; issuedOn: string; said: readonly ToldBefore[] } | null
  accounts: readonly YearAccount[]
  takenBack: readonly TakenBackPayment[]
  returned: readonly ReturnFigureLine[]
}

/** What a section, or several together, come to. */
export type YearTotals = Record<'received' | 'capital' | 'taxable' | 'held' | 'withheld' | 'net', bigint>

/** The totals of these sections. */
export function totalsOf(sections: readonly YearSection[]): YearTotals {
  const sum = (of: (section: YearSection) => bigint) =>
    sections.reduce((total, section) => total + of(section), 0n)
  const withheld = sum(({ levies }) => levies.reduce((total, levy) => total + levy.amount, 0n))
  const received = sum(section => section.received)
  return {
    received,
    capital: sum(section => section.capital),
    taxable: sum(section => section.taxable),
    held: sum(section => section.held),
    withheld,
    net: received - withheld,
  }
}

/** Throws when the figures of a paper contradict each other, or its number has other signs than letters, digits and dashes. */
export function checkYearly({ number, accounts, returned }: YearlyData): void {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number))
    throw new Error('A certificate number is letters, digits and dashes.')
  const sections = accounts.flatMap(account => account.projects)
  for (const { name, income, received, capital, taxable, held } of sections) {
    if (income !== null && capital + taxable + held !== received)
      throw new Error(`Capital, taxed and held income are not what was received: ${name}.`)
  }
  const told = (figure: ReturnFigureLine['figure']) =>
    returned.reduce((sum, line) => (line.figure === figure ? sum + line.amount : sum), 0n)
  if (told('taxable') !== told('levied'))
    throw new Error('What is told as taxable is not what bore social levies.')
}
