import { addBusinessDays, businessDayBefore, isBusinessDay } from '../../time/business-days.ts'
import { dayOf, hourOfDay, PLATFORM_ZONE } from '../../time/calendar.ts'
import { CUT_OFF } from './payout-policy.ts'
import { refuse } from './refusals.ts'

/** A day on which banks carry out payments. Refuses PAYOUT_DAY_CLOSED, which names the next one. */
export function bankDay(day: string): string {
  if (!isBusinessDay(day)) throw refuse.PAYOUT_DAY_CLOSED({ day, next: addBusinessDays(day, 1) })
  return day
}

/** The instant before which the bank must have what it carries out on that business day. */
export function sendBy(executesOn: string): Date {
  let day = executesOn
  for (let left: number = CUT_OFF.daysBefore; left > 0; left--) day = businessDayBefore(day)
  return hourOfDay(day, CUT_OFF.hour, PLATFORM_ZONE)
}

/** The first bank business day of which the bank still takes a batch. */
export function firstPayday(now: Date): string {
  let day = dayOf(now, PLATFORM_ZONE)
  while (!isBusinessDay(day) || now >= sendBy(day)) day = addBusinessDays(day, 1)
  return day
}
