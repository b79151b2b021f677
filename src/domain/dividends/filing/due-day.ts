import { businessDayBefore, isBusinessDay } from '../../time/business-days.ts'
import { addMonths } from '../../time/calendar.ts'

/**
 * The day by which what was withheld in a month is declared and paid: "dans les quinze premiers jours du mois suivant"
 * (CGI annexe III art. 381 A, 381 S), and the last business day of banks among them, since money that arrives later is
 * late whatever the calendar of the tax office says. `month`: its first day.
 */
export function returnDueOn(month: string): string {
  const fifteenth = `${addMonths(month, 1).slice(0, 8)}15`
  return isBusinessDay(fifteenth) ? fifteenth : businessDayBefore(fifteenth)
}

/**
 * The last day for the file of a year: "avant le 16 février" of the next (CGI annexe III art. 49 D), and a business day
 * like the day of a return.
 */
export function taxFileDueOn(year: number): string {
  return returnDueOn(`${year + 1}-01-01`)
}
