import type { Currency } from '../../domain/money/currency.ts'
import type { Converted } from '../converted.ts'
import type { Language } from '../format.ts'

/** Who gets something from the tiers. */
export type RecipientKind = 'class' | 'issuer' | 'platform' | 'partner'

/** What an adjustment is about. */
export type AdjustedBy = 'turnover' | 'leftover' | 'fixedAmount' | 'correction'

/** A holder's line: known by the number of his own paper, by nothing else. */
export type AttestedLine = { classId: string; statement: string; shares: bigint; gross: bigint }

/** What a class got, and what of it its holders got. Carries and residue in 10^-18 of a minor unit. */
export type AttestedClass = {
  classId: string
  className: string
  pool: bigint
  shares: bigint
  holders: number
  gross: bigint
  /** The part of gross that repays what was paid in. */
  capital: bigint
  carry: bigint
  residue: bigint
}

/**
 * What one run did, for its issuer and finance, ready to be written down. Amounts are minor units of one currency; what
 * tiers took, carries and residues are in 10^-18 of them.
 */
export type AttestationData = {
  /** What the reader quotes: letters, digits and dashes, such as "DR-4F7K-2M9Q-X1TD". */
  number: string
  /** The instant the paper carries as its creation date, and the same as a date in the platform's zone. */
  issuedAt: Date
  issuedOn: string
  language: Language
  currency: Currency
  platform: { name: string; contact: string; verifyUrl: string }
  project: { name: string; issuer: string }
  run: { number: number; recordDate: string; paidOn: string; contractVersion: number }
  /** The version whose place it takes, because something was taken back since. */
  replaces: { number: string; issuedOn: string } | null
  /** The runs that were taken back and whose revenue this one divides again. */
  insteadOf: readonly { number: number; on: string }[]
  /** What was taken back of it: a line, or null for the run as a whole. */
  takenBack: readonly { on: string; line: AttestedLine | null }[]
  reports: readonly {
    from: string
    to: string
    gross: bigint
    deductions: readonly { label: string; amount: bigint }[]
    net: bigint
    /** Null where it was reported in this currency. */
    conversion: Converted | null
  }[]
  adjustments: readonly { kind: AdjustedBy; amount: bigint }[]
  /** What was divided. */
  amount: bigint
  tiers: readonly { name: string; prior: bigint; taken: bigint; target: bigint | null }[]
  /** How many times what was paid in a holder of a class gets at most. */
  caps: readonly { className: string; times: string }[]
  /** `posted` false: he holds the money himself, so it is shown and not booked. */
  split: readonly { kind: RecipientKind; name: string; amount: bigint; carry: bigint; posted: boolean }[]
  /** What of the split belongs to no recipient yet. */
  residue: bigint
  classes: readonly AttestedClass[]
  levies: readonly { code: string; ratio: string; amount: bigint }[]
  /** Of the gross of the lines: what stays on its accounts, because its levies are not known. */
  held: bigint
  /** What was credited to the holders. */
  net: bigint
  /** What the ledger has of the run, by kind of account; credits above zero. */
  booked: readonly { account: string; amount: bigint }[]
  lines: readonly AttestedLine[]
}

/** Throws when the figures of a paper contradict each other or the books, or its number is not one. */
export function checkAttestation(data: AttestationData): void {
  const { number, reports, adjustments, amount, split, classes, lines, levies, net } = data
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number)) throw new Error('A paper number is letters, digits and dashes.')
  const demand = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`${what} (${number}).`)
  }
  for (const { gross, deductions, net: left, from } of reports)
    demand(gross - total(deductions) === left, `Revenue minus deductions is not net: report from ${from}`)
  const came = sum(reports.map(report => report.net)) + total(adjustments)
  demand(came === amount, 'Revenue and adjustments are not what was divided')
  demand(total(split) === amount, 'What the recipients got is not what was divided')
  const pools = sum(classes.map(each => each.pool))
  demand(
    pools === total(split.filter(({ kind }) => kind === 'class')),
    'The pools are not those of the split',
  )
  const gross = sum(lines.map(line => line.gross))
  demand(gross === sum(classes.map(each => each.gross)), 'The lines are not those of the classes')
  demand(gross - total(levies) === net, 'The lines minus levies are not what was credited')
  checkBooks(data, demand)
}

/** The paper says what the ledger says, account by account. */
function checkBooks(
  { split, booked, levies, net, lines }: AttestationData,
  demand: (holds: boolean, what: string) => void,
): void {
  const of = (account: string) =>
    sum(booked.filter(each => each.account === account).map(each => each.amount))
  const given = (kind: RecipientKind) => total(split.filter(each => each.posted && each.kind === kind))
  const gross = sum(lines.map(line => line.gross))
  const others = given('issuer') + given('partner') + given('platform')
  demand(of('holder') === net, 'The ledger credits other amounts to the holders')
  demand(of('levy') === total(levies), 'The ledger has other levies')
  demand(of('issuer') === given('issuer'), 'The ledger credits another amount to the issuer')
  demand(of('partner') === given('partner'), 'The ledger credits other amounts to partners')
  demand(of('income') === given('platform'), 'The ledger has another income of the platform')
  demand(-of('revenue') === gross + others, 'The ledger took another amount from the revenue')
}

const total = (parts: readonly { amount: bigint }[]) => sum(parts.map(part => part.amount))

function sum(parts: readonly bigint[]): bigint {
  return parts.reduce((all, part) => all + part, 0n)
}
