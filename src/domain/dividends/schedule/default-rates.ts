import { type Exact, exact, round, sum } from '../../money/fraction.ts'
import { formatScaled } from '../../money/money.ts'
import { addDays, addMonths } from '../../time/calendar.ts'
import { contains, type Span } from './standing.ts'

/** What of a loan bears on the default rates. Days in the zone of its project. */
export type RatedLoan = {
  grade: string | null
  /** The day on which the shares that lend were allotted. */
  startedOn: string
  /** The days on which the plan asks for a payment. */
  dueOn: readonly string[]
  defaults: readonly Span[]
  repaidOn: string | null
}

/** Twelve months, both days included: how many loans were not in default before it, and how many of those defaulted. */
export type WindowRate = {
  from: string
  to: string
  defaulted: number
  observed: number
  ratio: string | null
}

/** The rate of the loans of one grade; null: of those that have none. */
export type GradeRate = { grade: string | null; windows: WindowRate[]; meanRatio: string | null }

export type DefaultRates = { overall: Omit<GradeRate, 'grade'>; grades: GradeRate[] }

export const WINDOW_MONTHS = 12

/**
 * The default rates of loans from one day to another, both included, over windows of twelve months that do not overlap;
 * what is left after the last whole one is not counted. In each window, by number of loans: the denominator is those that
 * stood before it, were not in default then and have a payment scheduled in it; the numerator is those of them that
 * defaulted in it at least once. The rate is the simple mean over the windows that have a denominator. Ratios have four
 * decimals, rounded half up once. Source: Art 2(1) to (3) and (5) of Delegated Regulation (EU) 2022/2115.
 *
 * What stands before a window is read at the end of the day before it: a default that begins with the first instant of
 * a window is one of that window, and not of none.
 */
export function defaultRatesOf(
  loans: readonly RatedLoan[],
  period: { from: string; to: string },
): DefaultRates {
  const windows = windowsOf(period)
  const byGrade = Map.groupBy(loans, loan => loan.grade)
  const grades = [...byGrade.keys()].toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
  return {
    overall: ratesOf(loans, windows),
    grades: grades.map(grade => ({ grade, ...ratesOf(byGrade.get(grade) ?? [], windows) })),
  }
}

/** The whole windows of a period, oldest first. */
export function windowsOf({ from, to }: { from: string; to: string }): { from: string; to: string }[] {
  const windows = []
  for (let index = 0; ; index++) {
    const start = addMonths(from, WINDOW_MONTHS * index)
    const last = addDays(addMonths(from, WINDOW_MONTHS * (index + 1)), -1)
    if (last > to) return windows
    windows.push({ from: start, to: last })
  }
}

type Days = { from: string; to: string }

function ratesOf(loans: readonly RatedLoan[], windows: readonly Days[]): Omit<GradeRate, 'grade'> {
  const rated = windows.map(window => {
    const observed = loans.filter(loan => isObserved(loan, window))
    const defaulted = observed.filter(loan => loan.defaults.some(span => within(span.from, window)))
    return { window, defaulted: defaulted.length, observed: observed.length }
  })
  const ratios = rated
    .filter(({ observed }) => observed > 0)
    .map(({ defaulted, observed }) => exact(BigInt(defaulted)).div(exact(BigInt(observed))))
  return {
    windows: rated.map(({ window, defaulted, observed }) => {
      const ratio = observed === 0 ? null : exact(BigInt(defaulted)).div(exact(BigInt(observed)))
      return { ...window, defaulted, observed, ratio: ratio && fourDecimals(ratio) }
    }),
    meanRatio: ratios.length === 0 ? null : fourDecimals(sum(ratios).div(exact(BigInt(ratios.length)))),
  }
}

function isObserved({ startedOn, repaidOn, defaults, dueOn }: RatedLoan, window: Days): boolean {
  const before = addDays(window.from, -1)
  const stood = startedOn <= before && (repaidOn === null || repaidOn > before)
  return stood && !defaults.some(span => contains(span, before)) && dueOn.some(day => within(day, window))
}

const within = (day: string, { from, to }: Days) => from <= day && day <= to

const fourDecimals = (ratio: Exact) => formatScaled(round(ratio.mul(exact(10_000n)), 'halfUp'), 4)
