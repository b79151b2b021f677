import { Temporal } from 'temporal-polyfill'
import { shortened } from '../refusal.ts'
import { refuse } from './refusals.ts'

/** The zone of the books: an entry's day, and with it tax and month, is counted here. */
export const PLATFORM_ZONE = 'Europe/Paris'

/** Reads a day such as 2008-12-31, in the years 1000 to 9999. Refuses DATE_MALFORMED. */
export function parseDay(text: string): string {
  try {
    // The database has no year 0, and its driver takes the year 99 for 1999.
    if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) throw new RangeError('not a day')
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch {
    throw refuse.DATE_MALFORMED({ text: shortened(text, 20) })
  }
}

/** Reads an IANA zone name; an offset is none. Refuses TIME_ZONE_UNKNOWN. */
export function parseZone(text: string): string {
  try {
    // PostgreSQL reads the sign of an offset the other way: +02:00 would be two hours west of Greenwich there.
    if (!/^[A-Za-z]/.test(text)) throw new RangeError('not a name')
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId
  } catch {
    throw refuse.TIME_ZONE_UNKNOWN({ text: shortened(text) })
  }
}

/** The day on which an instant falls in a zone. */
export function dayOf(instant: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString()
}

/** The time of day at which an instant falls in a zone, such as "16:00". */
export function timeOf(instant: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
}

/** The first instant of a day in a zone (not always midnight: some zones skip it). */
export function startOfDay(day: string, zone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)
}

/** The instant of a full hour of a day in a zone. */
export function hourOfDay(day: string, hour: number, zone: string): Date {
  const plainTime = { hour }
  return new Date(
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds,
  )
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** The same day of the month so many months later, or that month's last day where it is shorter. */
export function addMonths(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString()
}

/** How many days it is from one day to another; below zero when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days
}

/** The instant just after the whole of a day has passed: holdings "at the end of D" are those before it. */
export function endOfDay(day: string, zone: string): Date {
  return startOfDay(addDays(day, 1), zone)
}

/** The same time of day so many days later in a zone: a day on which the clocks change has 23 or 25 hours. */
export function daysAfter(instant: Date, days: number, zone: string): Date {
  return new Date(zoned(instant, zone).add({ days }).epochMilliseconds)
}

/**
 * The later of an instant and what was done before, if anything: who waited for a lock may have asked before what he finds,
 * and what he does then comes after it.
 */
export function latestOf(now: Date, before: Date | null): Date {
  return before !== null && before > now ? before : now
}

/** The same time of day so many months later in a zone, on that month's last day where it is shorter. */
export function monthsLater(instant: Date, months: number, zone: string): Date {
  return new Date(zoned(instant, zone).add({ months }).epochMilliseconds)
}

/** An instant that lies as many calendar days, hours and minutes after `to` as another one after `from`. */
export function movedWith(instant: Date, from: Date, to: Date, zone: string): Date {
  const behind = zoned(from, zone).until(zoned(instant, zone), { largestUnit: 'day' })
  return new Date(zoned(to, zone).add(behind).epochMilliseconds)
}

function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
}
