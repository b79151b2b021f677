import { addDays, dayOf, endOfDay, PLATFORM_ZONE, startOfDay } from '../../time/calendar.ts'

/**
 * For so many calendar days after a day the bank's report of it is waited for. A report comes on the next day on which
 * banks work; over Easter they rest for four, so what was booked on a Thursday is told on a Tuesday, the fifth day.
 */
export const REPORT_DAYS = 5

/** The last day on which the bank could book money that is due at an instant: it counts from the first instant of its day. */
export function lastBookingDay(dueAt: Date): string {
  return dayOf(new Date(dueAt.getTime() - 1), PLATFORM_ZONE)
}

/** From then on nobody waits any more for a report of money that was due at an instant. */
export function reportAwaitedUntil(dueAt: Date): Date {
  return endOfDay(addDays(lastBookingDay(dueAt), REPORT_DAYS), PLATFORM_ZONE)
}

/** The same, asked the other way: money that was due at this instant or before is not waited for any more. */
export function givenUpAt(now: Date): Date {
  return startOfDay(addDays(dayOf(now, PLATFORM_ZONE), -REPORT_DAYS), PLATFORM_ZONE)
}
