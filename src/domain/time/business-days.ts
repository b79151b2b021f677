import { Temporal } from 'temporal-polyfill'

/**
 * Whether a day is a business day of TARGET, the settlement system of the euro: closed on Saturdays, Sundays, New
 * Year's Day, Good Friday, Easter Monday, 1 May, 25 and 26 December. Source: the long-term calendar of TARGET closing
 * days that the European Central Bank announced on 14 December 2000.
 */
export function isBusinessDay(day: string): boolean {
  const date = Temporal.PlainDate.from(day)
  if (date.dayOfWeek > 5 || FIXED.has(day.slice(5))) return false
  const fromEaster = easterOf(date.year).until(date, { largestUnit: 'day' }).days
  return fromEaster !== -2 && fromEaster !== 1
}

const FIXED: ReadonlySet<string> = new Set(['01-01', '05-01', '12-25', '12-26'])

/** The so-many-th business day after a day, the day itself not counted. `days`: 1 or more. */
export function addBusinessDays(day: string, days: number): string {
  let date = Temporal.PlainDate.from(day)
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 })
    if (isBusinessDay(date.toString())) left--
  }
  return date.toString()
}

/** The last business day before a day, the day itself not counted. */
export function businessDayBefore(day: string): string {
  let date = Temporal.PlainDate.from(day).subtract({ days: 1 })
  while (!isBusinessDay(date.toString())) date = date.subtract({ days: 1 })
  return date.toString()
}

/**
 * Easter Sunday of a year in the Gregorian calendar: the first Sunday after the first full moon of the church's
 * reckoning that falls on 21 March or later.
 */
function easterOf(year: number): Temporal.PlainDate {
  const century = Math.floor(year / 100)
  // The church's moon: a cycle of 19 years, set right for the leap days that centuries leave out and for its own drift.
  const drift = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25)
  const age = (19 * (year % 19) + drift + 15) % 30
  // Two moons are moved a day ahead, so that none falls on 19 April, nor twice on one day within a cycle.
  const moved = age === 29 || (age === 28 && year % 19 > 10) ? 1 : 0
  const fullMoon = Temporal.PlainDate.from({ year, month: 3, day: 21 }).add({ days: age - moved })
  return fullMoon.add({ days: 7 - (fullMoon.dayOfWeek % 7) })
}
