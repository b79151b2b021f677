import { addDays } from '../../time/calendar.ts'
import { type Followed, follow, isLate, type Payment } from './follow.ts'
import type { Instalment } from './plan.ts'

/** More days past due than these are a default. Source: Art 1(1)(b) of Delegated Regulation (EU) 2022/2115. */
export const DAYS_TO_DEFAULT = 90

/** What decides where a repayment stands. Days in the zone of the project. */
export type RepaymentFacts = {
  plan: readonly Instalment[]
  payments: readonly Payment[]
  graceDays: number
  /** Since when it is recorded that the borrower is unlikely to pay (art. 1(1)(a)), insolvent or wound up. */
  unlikelySince: string | null
  /** Since when it is recorded that the contract is fulfilled. */
  fulfilledOn: string | null
}

/** Where a repayment stands on a day. */
export type Standing = 'performing' | 'late' | 'defaulted' | 'repaid'

type OnDay = { facts: RepaymentFacts; followed: readonly Followed[]; today: string }

/** The only place that says what each standing is: the first line that holds on a day is the standing of that day. */
const STANDING_TABLE: readonly [Standing, (on: OnDay) => boolean][] = [
  ['repaid', ({ facts, followed, today }) => isRepaid(facts, followed, today)],
  ['defaulted', ({ facts, today }) => defaultsOf(facts, today).some(span => contains(span, today))],
  ['late', ({ facts, followed, today }) => followed.some(each => isLate(each, { ...facts, today }))],
  ['performing', () => true],
]

/** The names of all standings. */
export const STANDINGS: readonly Standing[] = STANDING_TABLE.map(([standing]) => standing)

/** Where a repayment stands on a day: what was paid on that day counts. */
export function standingOn(facts: RepaymentFacts, today: string): Standing {
  const on = { facts, followed: follow(facts.plan, { ...facts, today }), today }
  return STANDING_TABLE.find(([, holds]) => holds(on))?.[0] ?? 'performing'
}

/** From its first day on, until the day before `until`; null: it lasts. */
export type Span = { from: string; until: string | null }

/**
 * The spans of default that began up to a day: of each instalment from the 91st day after its due day until it is paid,
 * and from the day on which the borrower was found unlikely to pay until all is. What is paid on the 91st day itself was
 * a default all the same: it was open when that day began. Any open cent is taken as material.
 */
export function defaultsOf(facts: RepaymentFacts, today: string): Span[] {
  const { plan, unlikelySince, fulfilledOn } = facts
  const followed = follow(plan, { ...facts, today })
  const overdue = followed.flatMap(({ dueOn, paidOn }): Span[] => {
    const lastDay = addDays(dueOn, DAYS_TO_DEFAULT)
    const inTime = paidOn !== null && paidOn <= lastDay
    return inTime ? [] : [{ from: addDays(lastDay, 1), until: paidOn }]
  })
  const unlikely = unlikelySince === null ? [] : [{ from: unlikelySince, until: repaidOn(facts, today) }]
  return [...overdue, ...unlikely]
    .filter(({ from }) => from <= today && (fulfilledOn === null || from < fulfilledOn))
    .map(({ from, until }) => ({ from, until: earlier(until, fulfilledOn) }))
}

/** The day on which all instalments were paid, or the contract was recorded as fulfilled; null while neither is. */
export function repaidOn(facts: RepaymentFacts, today: string): string | null {
  const days = follow(facts.plan, { ...facts, today }).map(each => each.paidOn)
  const known = days.filter(day => day !== null)
  const paid = known.length < days.length ? null : known.reduce((last, day) => (day > last ? day : last), '')
  const recorded = facts.fulfilledOn !== null && facts.fulfilledOn <= today ? facts.fulfilledOn : null
  return earlier(paid, recorded)
}

function isRepaid({ fulfilledOn }: RepaymentFacts, followed: readonly Followed[], today: string): boolean {
  return (fulfilledOn !== null && fulfilledOn <= today) || followed.every(each => each.outstanding === 0n)
}

/** Whether a span has begun on a day, and lasts beyond it. */
export function contains({ from, until }: Span, day: string): boolean {
  return from <= day && (until === null || day < until)
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}
