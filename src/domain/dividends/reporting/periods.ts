import type { Reporting } from '../../offerings/terms/contract-terms.ts'
import { MONTHS } from '../../offerings/terms/reporting.ts'
import { addDays, addMonths } from '../../time/calendar.ts'
import type { Period } from '../revenue/check-period.ts'

/** A period of the calendar; its report is in time until the end of the due day. */
export type DuePeriod = Period & { dueOn: string }

/** The periods of a reporting clause that have begun on a day or before, in order. */
export function periodsOf({ every, from, dueDays }: Reporting, today: string): DuePeriod[] {
  // Each is counted from the first day: from the 31st on, a short month would shorten all that follow.
  const startOf = (number: number) => addMonths(from, number * MONTHS[every])
  const periods: DuePeriod[] = []
  for (let number = 0; startOf(number) <= today; number++) {
    const periodEnd = addDays(startOf(number + 1), -1)
    periods.push({ periodStart: startOf(number), periodEnd, dueOn: addDays(periodEnd, dueDays) })
  }
  return periods
}
