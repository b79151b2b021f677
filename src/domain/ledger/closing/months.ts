import { shortened } from '../../refusal.ts'
import { addDays, addMonths, endOfDay, PLATFORM_ZONE } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'

/** Reads a month such as "2008-12" as its first day. Refuses MONTH_MALFORMED. */
export function parseMonth(text: string): string {
  if (!/^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(text)) throw refuse.MONTH_MALFORMED({ text: shortened(text, 20) })
  return `${text}-01`
}

/** How a month is written that is known by its first day. */
export const monthText = (firstDay: string): string => firstDay.slice(0, 7)

/** The last day of a month that is known by its first. */
export const lastDayOf = (firstDay: string): string => addDays(addMonths(firstDay, 1), -1)

/** The first instant at which the whole of a month has passed in the platform's zone. */
export const endOfMonth = (firstDay: string): Date => endOfDay(lastDayOf(firstDay), PLATFORM_ZONE)
