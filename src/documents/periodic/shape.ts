import type { Currency } from '../../domain/money/currency.ts'
import type { Converted } from '../converted.ts'
import type { Language } from '../format.ts'

/** What moves the balance of a holder, in the order in which it is told. */
export const MOVEMENTS = [
  'entitlements',
  'levies',
  'takenBack',
  'owedBack',
  'recovered',
  'fromOrders',
  'usedForOrders',
  'cards',
  'setOff',
  'paidOut',
  'paidBack',
  'unused',
  'other',
] as const
export type Movement = (typeof MOVEMENTS)[number]

/** What was credited for the shares of one class in one run. Minor units; the rate in 10^-18 of them. */
export type Entitlement = {
  on: string
  className: string
  shares: bigint
  /** What one share gave; null where the amount is not shares × rate, because of a cap, a floor or a correction. */
  rate: bigint | null
  gross: bigint
}

/** What was withheld in the period under one rule. */
export type PeriodLevy = { code: string; ratio: string; source: string; amount: bigint }

/**
 * What was taken back of an earlier entitlement, with the run, its classes and the reason; what of that was not on the account
 * any more and is owed back; and what was recovered of it. Signed as the holder sees it.
 */
export type Correction = {
  on: string
  kind: 'takenBack' | 'owedBack' | 'recovered'
  about: { ranOn: string; classNames: readonly string[]; reason: string } | null
  amount: bigint
}

/** One project of a holder in the period. Carries in 10^-18 of a minor unit: above zero is owed to the holder. */
export type ProjectSection = {
  name: string
  issuer: string
  /** What he holds at the end of the period. */
  shares: readonly { className: string; shares: bigint }[]
  /** Net, before the period. */
  receivedBefore: bigint
  entitlements: readonly Entitlement[]
  levies: readonly PeriodLevy[]
  corrections: readonly Correction[]
  /** Which revenue behind the entitlements was reported in another currency, by the period that it is of. */
  conversions: readonly (Converted & { periodStart: string; periodEnd: string })[]
  /** Net, in the period. */
  received: bigint
  /** Gross amounts of the period whose levies are not known yet: they are on the account and cannot leave it. */
  held: bigint
  /** What he owes back of the project at the end of the period. */
  owed: bigint
  carryBefore: bigint
  carryAfter: bigint
}

/** What moved the account for another reason than the shares of a project. */
export type OtherMovement = { on: string; kind: Movement; about: string; amount: bigint }

/** One bar of the chart: what was received in a period, and what had been put in by its end. */
export type ChartPeriod = { from: string; to: string; received: bigint; putIn: bigint }

/** Everything in one currency. Amounts are minor units, as the holder sees them. */
export type PeriodAccount = {
  currency: Currency
  opening: bigint
  closing: bigint
  /** What was put in by the end of the period, what was received before it, and in it: net. */
  putIn: bigint
  receivedBefore: bigint
  received: bigint
  movements: Readonly<Partial<Record<Movement, bigint>>>
  projects: readonly ProjectSection[]
  others: readonly OtherMovement[]
  /** The periods up to this one, oldest first. */
  chart: readonly ChartPeriod[]
}

/** A holder's statement for a period over all his projects, ready to be written down. */
export type PeriodicData = {
  /** What the holder quotes: letters, digits and dashes, such as "P-4F7K-2M9Q-X1TD". */
  number: string
  /** The instant the paper carries as its creation date, and the same as a date in the platform's zone. */
  issuedAt: Date
  issuedOn: string
  language: Language
  platform: { name: string; contact: string; verifyUrl: string }
  holder: string
  /** First and last day, both included. */
  from: string
  to: string
  /** The paper whose figures this one corrects. */
  replaces: { number: string; issuedOn: string } | null
  accounts: readonly PeriodAccount[]
}

/** Throws when the figures of a paper contradict each other, or its number has other signs than letters, digits and dashes. */
export function checkPeriodic({ number, accounts }: PeriodicData): void {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number))
    throw new Error('A statement number is letters, digits and dashes.')
  for (const account of accounts) checkAccount(account)
}

function checkAccount(account: PeriodAccount): void {
  const { currency, opening, closing, movements, projects, received, receivedBefore, chart } = account
  const wrong = (what: string) => new Error(`${what} (${currency}).`)
  if (opening + sum(Object.values(movements)) !== closing)
    throw wrong('Opening and movements do not come to the closing balance')
  for (const project of projects) checkProject(project)
  if (sum(projects.map(each => each.received)) !== received)
    throw wrong('The projects do not sum to what was received')
  if (sum(projects.map(each => each.receivedBefore)) !== receivedBefore)
    throw wrong('The projects do not sum to what was received before')
  const gross = sum(projects.flatMap(({ entitlements }) => entitlements.map(line => line.gross)))
  if (gross !== (movements.entitlements ?? 0n)) throw wrong('The entitlements are not those of the projects')
  const levies = sum(projects.flatMap(project => project.levies.map(levy => levy.amount)))
  if (-levies !== (movements.levies ?? 0n)) throw wrong('The levies are not those of the projects')
  if (chart.length > 0 && chart.at(-1)?.received !== received)
    throw wrong('The last bar of the chart is not what was received')
}

function checkProject({ name, entitlements, levies, corrections, received }: ProjectSection): void {
  const gross = sum(entitlements.map(line => line.gross))
  const withheld = sum(levies.map(levy => levy.amount))
  if (gross - withheld + sum(corrections.map(each => each.amount)) !== received)
    throw new Error(`Entitlements, levies and corrections are not what was received: ${name}.`)
}

function sum(parts: readonly bigint[]): bigint {
  return parts.reduce((total, part) => total + part, 0n)
}
