import { addDays, daysBetween } from '../../time/calendar.ts'
import type { Instalment } from './plan.ts'

/** What a class got on a day, in minor units; below zero where a correction takes back. */
export type Payment = { paidOn: string; amount: bigint }

/** An instalment and what has been paid of it. */
export type Followed = Instalment & {
  paid: bigint
  outstanding: bigint
  /** The day on which the whole of it was paid, and stayed so; null while something of it is open. */
  paidOn: string | null
  /** From the due day to the day it was paid, or to today; 0 within the days of grace. */
  daysLate: number
}

/** Until when payments are known, and for how many days after the due day nothing is late. */
export type Following = { payments: readonly Payment[]; today: string; graceDays: number }

/**
 * What has been paid of each instalment: payments settle the oldest one first (Code civil, art. 1342-10). An instalment of
 * nothing is paid when it is due.
 */
export function follow(plan: readonly Instalment[], { payments, today, graceDays }: Following): Followed[] {
  const totals = runningTotals(payments.filter(payment => payment.paidOn <= today))
  const all = totals.at(-1)?.total ?? 0n
  let before = 0n
  return plan.map(instalment => {
    const { total, dueOn } = instalment
    const paid = least(total, greatest(0n, all - before))
    before += total
    const paidOn = total === 0n ? dueOn : settledOn(totals, before)
    const late = greatestNumber(0, daysBetween(dueOn, paidOn ?? today))
    const daysLate = late > graceDays ? late : 0
    return { ...instalment, paid, outstanding: total - paid, paidOn, daysLate }
  })
}

/** Whether an instalment is open on a day after its due day and the days of grace. */
export function isLate(
  { paidOn, dueOn }: Followed,
  { today, graceDays }: Omit<Following, 'payments'>,
): boolean {
  return paidOn === null && today > addDays(dueOn, graceDays)
}

type Running = { paidOn: string; total: bigint }

function runningTotals(payments: readonly Payment[]): Running[] {
  let total = 0n
  return payments
    .toSorted((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : 0))
    .map(({ paidOn, amount }) => {
      total += amount
      return { paidOn, total }
    })
}

/** The day from which the payments reach an amount and never fall below it again. */
function settledOn(totals: readonly Running[], needed: bigint): string | null {
  const short = totals.findLastIndex(({ total }) => total < needed)
  return totals[short + 1]?.paidOn ?? null
}

const least = (a: bigint, b: bigint) => (a < b ? a : b)
const greatest = (a: bigint, b: bigint) => (a > b ? a : b)
const greatestNumber = (a: number, b: number) => (a > b ? a : b)
