import { Temporal } from 'temporal-polyfill'

/** How days become years of interest. Source: ISDA 2006 definitions, section 4.16 (b), (d), (e) and (g). */
export const DAY_COUNTS = ['actual/365', 'actual/360', 'actual/actual', '30E/360'] as const
export type DayCount = (typeof DAY_COUNTS)[number]

/** A part of a year as an exact ratio. */
export type YearPart = { days: number; year: number }

/**
 * The time from one day to a later one, as parts of a year that add up: under `actual/actual` the days in leap years
 * are counted over 366, the others over 365. Cutting the time in two changes nothing.
 */
export function yearParts(from: string, to: string, dayCount: DayCount): YearPart[] {
  const [start, end] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  if (dayCount === '30E/360') return [{ days: days30E(end) - days30E(start), year: 360 }]
  if (dayCount !== 'actual/actual') {
    return [{ days: daysBetween(start, end), year: dayCount === 'actual/360' ? 360 : 365 }]
  }
  const parts: YearPart[] = []
  for (let day = start; Temporal.PlainDate.compare(day, end) < 0; ) {
    const newYear = Temporal.PlainDate.from({ year: day.year + 1, month: 1, day: 1 })
    const next = Temporal.PlainDate.compare(newYear, end) < 0 ? newYear : end
    parts.push({ days: daysBetween(day, next), year: day.daysInYear })
    day = next
  }
  return parts
}

/** The n-th date of a rhythm that starts on a day: on the same day of the month, or the last one of a shorter month. */
export function nthDate(start: string, rhythm: 'yearly' | 'quarterly' | 'monthly', n: number): string {
  const months = { yearly: 12, quarterly: 3, monthly: 1 }[rhythm] * n
  return Temporal.PlainDate.from(start).add({ months }).toString()
}

const daysBetween = (start: Temporal.PlainDate, end: Temporal.PlainDate) =>
  start.until(end, { largestUnit: 'days' }).days

function days30E({ year, month, day }: Temporal.PlainDate): number {
  return 360 * year + 30 * month + Math.min(day, 30)
}
