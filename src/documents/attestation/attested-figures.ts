import { decimalsOf } from '../../domain/money/currency.ts'
import { formatAmount, formatScaled } from '../../domain/money/money.ts'
import { convertedFigures } from '../converted.ts'
import type { AttestationData } from './shape.ts'

/**
 * The figures of a paper about a run for programs, as JSON in UTF-8: the same as those in its text. Amounts, what tiers took,
 * carries and residues are decimal texts in whole units of the currency, counts of shares are texts of digits, days are
 * ISO dates.
 */
export function attestedFigures(data: AttestationData): Buffer {
  const { number, currency, issuedOn, project, run, replaces, insteadOf, caps } = data
  const money = (minor: bigint) => formatAmount(minor, currency)
  const exact = (units: bigint) => formatScaled(units, 18 + decimalsOf(currency))
  const named = new Map(data.classes.map(each => [each.classId, each.className]))
  const line = ({ classId, statement, shares, gross }: AttestationData['lines'][number]) => {
    return { class: named.get(classId) ?? '', statement, shares: `${shares}`, gross: money(gross) }
  }
  const figures = {
    ...{ number, currency, issuedOn, project, run, replaces, insteadOf },
    takenBack: data.takenBack.map(each => ({ on: each.on, line: each.line && line(each.line) })),
    reports: data.reports.map(({ gross, deductions, net, conversion, ...period }) => ({
      ...period,
      gross: money(gross),
      deductions: deductions.map(({ label, amount }) => ({ label, amount: money(amount) })),
      net: money(net),
      ...(conversion && { reported: convertedFigures(conversion) }),
    })),
    adjustments: data.adjustments.map(({ kind, amount }) => ({ kind, amount: money(amount) })),
    amount: money(data.amount),
    tiers: data.tiers.map(({ name, prior, taken, target }) => {
      return {
        name,
        prior: exact(prior),
        taken: exact(taken),
        target: target === null ? null : exact(target),
      }
    }),
    caps,
    split: data.split.map(({ amount, carry, ...rest }) => {
      return { ...rest, amount: money(amount), carry: exact(carry) }
    }),
    residue: exact(data.residue),
    classes: data.classes.map(({ className, holders, ...each }) => ({
      ...{ class: className, holders, shares: `${each.shares}` },
      ...{ pool: money(each.pool), gross: money(each.gross), capital: money(each.capital) },
      ...{ carry: exact(each.carry), residue: exact(each.residue) },
    })),
    levies: data.levies.map(levy => ({ ...levy, amount: money(levy.amount) })),
    held: money(data.held),
    net: money(data.net),
    ledger: data.booked.map(({ account, amount }) => ({ account, amount: money(amount) })),
    lines: data.lines.map(line),
  }
  return Buffer.from(`${JSON.stringify(figures)}\n`)
}
