import type { Currency } from '../domain/money/currency.ts'
import type { AdjustedBy } from './attestation/shape.ts'
import type { Converted } from './converted.ts'
import type { Language } from './format.ts'
import type { Income } from './levy-words.ts'

/** What one distribution gave one holder, ready to be written down. Amounts are minor units of one currency. */
export type StatementData = {
  /** What the holder quotes: letters, digits and dashes, such as "S-4F7K-2M9Q-X1TD". */
  number: string
  /** The instant the paper carries as its creation date. */
  issuedAt: Date
  /** The same as a date in the zone of the project, such as "2009-03-15". */
  issuedOn: string
  language: Language
  currency: Currency
  /** Who sends the paper, the e-mail address to write to, and where a paper can be verified. */
  platform: { name: string; contact: string; verifyUrl: string }
  /** The holder's name. */
  holder: string
  project: { name: string; issuer: string }
  /**
   * One per revenue report in this distribution, in order. `to` is the last day of the period, inclusive; `conversion` is
   * null where it was reported in this currency.
   */
  reports: {
    from: string
    to: string
    gross: bigint
    deductions: { label: string; amount: bigint }[]
    net: bigint
    conversion: Converted | null
  }[]
  /** What was divided beside the net of the reports: corrections of earlier periods, signed. */
  adjustments: readonly { kind: AdjustedBy; amount: bigint }[]
  /**
   * What the tiers gave to every recipient, in order. `own` marks the classes this holder is in; `ratio` is his part of
   * the whole as the contract writes it ("0.30"), null when no single one says it.
   */
  split: {
    name: string
    kind: 'class' | 'issuer' | 'platform' | 'partner'
    ratio: string | null
    amount: bigint
    own: boolean
  }[]
  /**
   * One per class held. The carries are in 10^-18 of a minor unit: above zero is owed to the holder. `amount` is before
   * levies, `capital` the part of it that repays what was paid in; `held` says what is missing to know the levies.
   */
  holdings: {
    className: string
    recordDate: string
    shares: bigint
    allShares: bigint
    pool: bigint
    amount: bigint
    capital: bigint
    levies: readonly { code: string; ratio: string; amount: bigint }[] | null
    held: string | null
    net: bigint
    /** What corrections of earlier periods bring to the exact share, in 10^-18 of a minor unit, signed. */
    corrections: bigint
    carryBefore: bigint
    carryAfter: bigint
  }[]
  /** What the holder paid in for this project. */
  putIn: bigint
  /** What he received from it before this distribution, and in it: net. */
  receivedBefore: bigint
  thisTime: bigint
  /** What is paid above what was paid in. Null: the terms withhold no levy, so the paper says "before tax". */
  income: Income | null
  /** `paidOut` null: nothing has left to a bank account yet; `reason` says why, in the holder's language. */
  payment: { creditedOn: string; paidOut: null; reason: string }
}

type Holding = StatementData['holdings'][number]

/** Throws when the figures of a paper do not add up, or its number has other signs than letters, digits and dashes. */
export function checkStatement({ number, reports, holdings, thisTime, income }: StatementData): void {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number))
    throw new Error('A statement number is letters, digits and dashes.')
  for (const { gross, deductions, net, from } of reports) {
    if (gross - sum(deductions) !== net)
      throw new Error(`Revenue minus deductions is not net: report from ${from}.`)
  }
  for (const holding of holdings) checkHolding(holding, income)
  if (holdings.reduce((total, { net }) => total + net, 0n) !== thisTime)
    throw new Error('The amounts of the classes held do not sum to the amount received.')
}

function checkHolding(
  { className, amount, capital, levies, held, net }: Holding,
  income: Income | null,
): void {
  const wrong = (what: string) => new Error(`${what}: ${className}.`)
  if (amount - sum(levies ?? []) !== net) throw wrong('The amount minus levies is not net')
  if (amount < 0n ? capital < amount || capital > 0n : capital < 0n || capital > amount)
    throw wrong('What is repaid is no part of the amount')
  if (held !== null && sum(levies ?? []) !== 0n) throw wrong('A held amount has levies')
  if (income === null && (levies !== null || held !== null || capital !== 0n))
    throw wrong('The terms withhold no levy, and there is one')
}

function sum(parts: readonly { amount: bigint }[]): bigint {
  return parts.reduce((total, part) => total + part.amount, 0n)
}
