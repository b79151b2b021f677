import { decimalsOf } from '../domain/money/currency.ts'
import { formatAmount, formatScaled } from '../domain/money/money.ts'
import type { StatementData } from './statement-shape.ts'

/**
 * The figures of a paper about a run for programs: the same as those in its text, and carries exactly. Amounts and carries are
 * decimal texts in whole units of the currency, counts of shares are texts of digits, days are ISO dates.
 */
export function statedFigures(data: StatementData): object {
  const { number, holder, project, currency, issuedOn, income, payment } = data
  const money = (minor: bigint) => formatAmount(minor, currency)
  const exact = (units: bigint) => formatScaled(units, 18 + decimalsOf(currency))
  return {
    ...{ number, holder, project, currency, issuedOn, income },
    reports: data.reports.map(({ from, to, gross, deductions, net }) => {
      const taken = deductions.map(({ label, amount }) => ({ label, amount: money(amount) }))
      return { from, to, gross: money(gross), deductions: taken, net: money(net) }
    }),
    adjustments: data.adjustments.map(({ kind, amount }) => ({ kind, amount: money(amount) })),
    split: data.split.map(({ name, kind, ratio, amount, own }) => {
      return { name, kind, ratio, amount: money(amount), own }
    }),
    holdings: data.holdings.map(({ className, recordDate, held, ...holding }) => ({
      ...{ class: className, recordDate, held },
      shares: `${holding.shares}`,
      allShares: `${holding.allShares}`,
      pool: money(holding.pool),
      amount: money(holding.amount),
      capital: money(holding.capital),
      levies:
        holding.levies?.map(({ code, ratio, amount }) => ({ code, ratio, amount: money(amount) })) ?? null,
      net: money(holding.net),
      corrections: exact(holding.corrections),
      carryBefore: exact(holding.carryBefore),
      carryAfter: exact(holding.carryAfter),
    })),
    putIn: money(data.putIn),
    receivedBefore: money(data.receivedBefore),
    thisTime: money(data.thisTime),
    creditedOn: payment.creditedOn,
  }
}
