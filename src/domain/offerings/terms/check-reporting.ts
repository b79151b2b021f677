import { parseRatio } from '../../money/fraction.ts'
import { within } from '../../refusal.ts'
import { parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import type { Reporting } from './contract-terms.ts'

/** A calendar of months since then is short enough to be counted out. */
const EARLIEST = '1970-01-01'
const MOST_DAYS = 366
const MOST_REMINDERS = 12

/**
 * The static checks of a reporting clause: days that a year can hold, a tolerance above zero, no reminder twice.
 * Refuses DATE_MALFORMED, REPORTING_OUT_OF_RANGE, REMINDER_TWICE, RATIO_OUT_OF_RANGE, RATIO_MALFORMED.
 */
export function checkReporting({ from, dueDays, tolerance, remindDays = [] }: Reporting): void {
  if (within('reporting', () => parseDay(from)) < EARLIEST) {
    throw refuse.REPORTING_OUT_OF_RANGE({ what: 'from', given: from, least: EARLIEST, most: '9999-12-31' })
  }
  checkNumber('dueDays', dueDays, 1)
  if (tolerance !== undefined && within('reporting', () => parseRatio(tolerance)).n === 0n) {
    throw refuse.RATIO_OUT_OF_RANGE({ what: 'the tolerance', ratio: tolerance }).at('reporting')
  }
  if (remindDays.length > MOST_REMINDERS) {
    const given = String(remindDays.length)
    throw refuse.REPORTING_OUT_OF_RANGE({
      what: 'reminders',
      given,
      least: '0',
      most: String(MOST_REMINDERS),
    })
  }
  for (const day of remindDays) checkNumber('remindDays', day, -MOST_DAYS)
  const twice = remindDays.find((day, index) => remindDays.indexOf(day) !== index)
  if (twice !== undefined) throw refuse.REMINDER_TWICE({ day: twice })
}

function checkNumber(what: string, given: number, least: number): void {
  if (given >= least && given <= MOST_DAYS) return
  const range = { least: String(least), most: String(MOST_DAYS) }
  throw refuse.REPORTING_OUT_OF_RANGE({ what, given: String(given), ...range })
}
