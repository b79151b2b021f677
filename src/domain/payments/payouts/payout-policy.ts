import type { Currency } from '../../money/currency.ts'
import { formatAmount, parseAmount } from '../../money/money.ts'
import { refuse } from './refusals.ts'

/** From which total on a batch needs how many people: who prepares, who approve and who sends, each counted once. */
export type PeopleRule = { currency: Currency; above: string; people: number }

/** Nobody pays out alone, whatever the setting says. */
export const LEAST_PEOPLE = 2

/** The platform's setting, which the operator keeps. A currency that is not here needs three people for any amount. */
export const PEOPLE_RULES: readonly PeopleRule[] = [
  { currency: 'EUR', above: '0', people: 2 },
  { currency: 'EUR', above: '50000.00', people: 3 },
  { currency: 'USD', above: '0', people: 2 },
  { currency: 'USD', above: '50000.00', people: 3 },
]

const UNKNOWN_CURRENCY = 3

/** How many people a batch of this total (minor units) needs. */
export function peopleNeeded(currency: Currency, total: bigint, rules = PEOPLE_RULES): number {
  const own = rules.filter(rule => rule.currency === currency)
  if (own.length === 0) return UNKNOWN_CURRENCY
  const reached = own.filter(rule => total > parseAmount(rule.above, currency)).map(rule => rule.people)
  return Math.max(LEAST_PEOPLE, ...reached)
}

/**
 * When the bank must have a batch: so many of its business days before the day of execution, before this hour in the
 * platform's zone. Setting of the operator, from the terms of his bank.
 */
export const CUT_OFF = { daysBefore: 1, hour: 14 } as const

/** A batch as far as it says how many people let it leave. Minor units. */
export type LetOut = { currency: Currency; total: bigint; preparerId: string; approverIds: readonly string[] }

/** Whether those who prepared and approved a batch are, with somebody, as many as its sum asks for. */
export function hasPeople(batch: LetOut, personId: string | null): boolean {
  return peopleOf(batch, personId) >= peopleNeeded(batch.currency, batch.total)
}

/** Refuses PAYOUT_PEOPLE_MISSING where they are not. */
export function checkPeople(batch: LetOut, personId: string): void {
  if (hasPeople(batch, personId)) return
  const { currency, total } = batch
  throw refuse.PAYOUT_PEOPLE_MISSING({
    total: `${formatAmount(total, currency)} ${currency}`,
    needed: peopleNeeded(currency, total),
    people: peopleOf(batch, personId),
  })
}

function peopleOf({ preparerId, approverIds }: LetOut, personId: string | null): number {
  return new Set([preparerId, ...approverIds, personId].filter(id => id !== null)).size
}
