import type { Reporting } from '../../offerings/terms/contract-terms.ts'
import { remindDaysOf } from '../../offerings/terms/reporting.ts'
import { daysBetween } from '../../time/calendar.ts'
import type { CalendarEntry } from '../reporting/calendar.ts'
import type { Period } from '../revenue/check-period.ts'

/** Who is to be told about which period: so many days after its due day, below zero before it. */
export type Reminder = Period & { dueOn: string; day: number; told: 'issuer' | 'finance'; sentBack: boolean }

/** A reminder that was sent. */
export type SentReminder = Period & { dueOn: string; day: number }

/** So many days after the last reminder finance is told. */
const ESCALATES_AFTER = 7

const OPEN = ['upcoming', 'due', 'late', 'draft', 'sentBack']

/**
 * What is to be sent on a day: for each period whose report is still to come, the latest of its reminders whose day has
 * come, unless that or a later one was sent. So after a standstill nobody gets several at once.
 */
export function remindersDue(
  { reporting, today, entries }: { reporting: Reporting; today: string; entries: readonly CalendarEntry[] },
  sent: readonly SentReminder[],
): Reminder[] {
  return entries.flatMap(({ periodStart, periodEnd, state, nextDueOn: dueOn }) => {
    if (!OPEN.includes(state)) return []
    const days = reminderDays(reporting)
    const due = days.findLast(({ day }) => day <= daysBetween(dueOn, today))
    const before = sent.filter(each => each.periodStart === periodStart && each.periodEnd === periodEnd)
    const known = due && before.some(each => each.dueOn === dueOn && each.day >= due.day)
    return due === undefined || known
      ? []
      : [{ periodStart, periodEnd, dueOn, ...due, sentBack: state === 'sentBack' }]
  })
}

/** The days of a clause, and the one on which finance is told: in any case after the due day. */
function reminderDays(reporting: Reporting): { day: number; told: 'issuer' | 'finance' }[] {
  const days = remindDaysOf(reporting)
  const last = Math.max(0, days.at(-1) ?? 0)
  return [
    ...days.map(day => ({ day, told: 'issuer' as const })),
    { day: last + ESCALATES_AFTER, told: 'finance' },
  ]
}
