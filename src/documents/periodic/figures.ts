import { type Currency, decimalsOf } from '../../domain/money/currency.ts'
import { formatAmount, formatScaled } from '../../domain/money/money.ts'
import { convertedFigures } from '../converted.ts'
import type { PeriodAccount, PeriodicData, ProjectSection } from './shape.ts'

/**
 * The figures of a paper for programs, as JSON in UTF-8: the same as those in its text. Amounts, rates and carries are
 * decimal texts in whole units of the currency, counts of shares are texts of digits, days are ISO dates.
 */
export function figuresFile({
  number,
  holder,
  from,
  to,
  issuedOn,
  replaces,
  accounts,
}: PeriodicData): Buffer {
  const figures = { number, holder, from, to, issuedOn, replaces, accounts: accounts.map(accountOf) }
  return Buffer.from(`${JSON.stringify(figures)}\n`)
}

function accountOf(account: PeriodAccount): object {
  const { currency, movements, projects, others, chart } = account
  const money = (minor: bigint) => formatAmount(minor, currency)
  return {
    currency,
    opening: money(account.opening),
    movements: Object.fromEntries(Object.entries(movements).map(([kind, amount]) => [kind, money(amount)])),
    closing: money(account.closing),
    putIn: money(account.putIn),
    receivedBefore: money(account.receivedBefore),
    received: money(account.received),
    projects: projects.map(project => projectOf(project, currency)),
    otherMovements: others.map(other => ({ ...other, amount: money(other.amount) })),
    periods: chart.map(bar => ({ ...bar, received: money(bar.received), putIn: money(bar.putIn) })),
  }
}

function projectOf(project: ProjectSection, currency: Currency): object {
  const money = (minor: bigint) => formatAmount(minor, currency)
  const exact = (units: bigint) => formatScaled(units, 18 + decimalsOf(currency))
  return {
    name: project.name,
    issuer: project.issuer,
    shares: project.shares.map(({ className, shares }) => ({ className, shares: `${shares}` })),
    receivedBefore: money(project.receivedBefore),
    entitlements: project.entitlements.map(({ on, className, shares, rate, gross }) => {
      return {
        on,
        className,
        shares: `${shares}`,
        rate: rate === null ? null : exact(rate),
        gross: money(gross),
      }
    }),
    levies: project.levies.map(levy => ({ ...levy, amount: money(levy.amount) })),
    corrections: project.corrections.map(each => ({ ...each, amount: money(each.amount) })),
    ...(project.conversions.length > 0 && {
      conversions: project.conversions.map(each => {
        return { from: each.periodStart, to: each.periodEnd, reported: convertedFigures(each) }
      }),
    }),
    received: money(project.received),
    held: money(project.held),
    owedBack: money(project.owed),
    carryBefore: exact(project.carryBefore),
    carryAfter: exact(project.carryAfter),
  }
}
