import type { Currency } from '../../domain/money/currency.ts'
import { formatAmount } from '../../domain/money/money.ts'
import { totalsOf, type YearAccount, type YearlyData } from './shape.ts'

/**
 * The figures of a paper for programs, as JSON in UTF-8: the same as those in its text. Amounts are decimal texts in whole
 * units of the currency, days are ISO dates.
 */
export function yearlyFigures({
  number,
  holder,
  year,
  issuedOn,
  replaces,
  accounts,
  takenBack,
  returned,
}: YearlyData): Buffer {
  const taxReturn = returned.map(({ box, figure, incomes, amount }) => {
    return {
      form: box?.form ?? null,
      box: box?.box ?? null,
      figure,
      incomes,
      amount: formatAmount(amount, 'EUR'),
    }
  })
  const figures = {
    ...{ number, holder, year, issuedOn },
    replaces: replaces && { ...replaces, said: replaces.said.map(inWords) },
    accounts: accounts.map(accountOf),
    takenBack: takenBack.map(inWords),
    taxReturn,
  }
  return Buffer.from(`${JSON.stringify(figures)}\n`)
}

/** The same with its amounts as decimal texts. */
function inWords(row: { currency: Currency }): object {
  const { currency } = row
  const parts = Object.entries(row).map(([name, value]) => {
    return [name, typeof value === 'bigint' ? formatAmount(value, currency) : value]
  })
  return Object.fromEntries(parts)
}

function accountOf({ currency, projects }: YearAccount): object {
  const money = (minor: bigint) => formatAmount(minor, currency)
  const { received, capital, taxable, held, withheld, net } = totalsOf(projects)
  return {
    currency,
    received: money(received),
    capital: money(capital),
    taxable: money(taxable),
    held: money(held),
    withheld: money(withheld),
    net: money(net),
    projects: projects.map(({ name, issuer, income, levies, ...amounts }) => ({
      name,
      issuer,
      income,
      received: money(amounts.received),
      capital: money(amounts.capital),
      taxable: money(amounts.taxable),
      held: money(amounts.held),
      levies: levies.map(levy => ({ ...levy, amount: money(levy.amount) })),
    })),
  }
}
