import { addDays, daysBetween } from '../../time/calendar.ts'
import type { Period } from '../revenue/check-period.ts'
import type { DuePeriod } from './periods.ts'

/** How far the report of a period is; what stands later in this list is further. */
export type PeriodState =
  | 'upcoming'
  | 'due'
  | 'late'
  | 'draft'
  | 'sentBack'
  | 'submitted'
  | 'approved'
  | 'distributed'

/** A report as the calendar sees it: days in the project's zone. */
export type SentReport = Period & {
  id: string
  sentOn: string
  state: 'submitted' | 'approved' | 'distributed' | 'sentBack'
  /** By when it is to be corrected, when it was sent back. */
  dueBy: string | null
  correctsId: string | null
}

/** A period and how far its report is. */
export type CalendarEntry = DuePeriod & {
  state: PeriodState
  /** By when something is to be done now: the correction of a report that was sent back, else the report. */
  nextDueOn: string
  /** The longest of its delays: of the report after its due day, and of each correction after the day named for it. */
  daysLate: number
  /** What reports days of it, oldest first, what was sent back included. */
  reportIds: string[]
}

/** What the calendar is read off: reports in the order in which they were sent, and the periods of drafts. */
export type CalendarFacts = { reports: readonly SentReport[]; drafts: readonly Period[]; today: string }

/** The states of these periods, read off the facts: no state is kept anywhere. */
export function calendarOf(periods: readonly DuePeriod[], facts: CalendarFacts): CalendarEntry[] {
  return periods.map(period => entryOf(period, facts))
}

function entryOf(period: DuePeriod, { reports, drafts, today }: CalendarFacts): CalendarEntry {
  const own = reports.filter(report => overlap(report, period))
  const standing = own.filter(report => report.state !== 'sentBack')
  const waiting = own.findLast(({ id, state }) => state === 'sentBack' && !correctionOf(id, own))
  const covered = isCovered(period, standing)
  const open = covered ? undefined : waiting
  return {
    ...period,
    state: covered ? leastOf(standing) : openState(period, { today, open, drafts }),
    nextDueOn: open?.dueBy ?? period.dueOn,
    daysLate: daysLate(period, { own, standing, covered, today }),
    reportIds: own.map(report => report.id),
  }
}

const overlap = (a: Period, b: Period) => a.periodStart <= b.periodEnd && a.periodEnd >= b.periodStart

const correctionOf = (id: string, reports: readonly SentReport[]) =>
  reports.find(report => report.correctsId === id)

/** Whether every day of the period is in one of these reports. */
function isCovered({ periodStart, periodEnd }: Period, reports: readonly Period[]): boolean {
  let next = periodStart
  for (const report of reports.toSorted((a, b) => (a.periodStart < b.periodStart ? -1 : 1))) {
    if (report.periodStart <= next && report.periodEnd >= next) next = addDays(report.periodEnd, 1)
  }
  return next > periodEnd
}

const ORDER = ['submitted', 'approved', 'distributed'] as const

function leastOf(standing: readonly SentReport[]): PeriodState {
  return ORDER.find(state => standing.some(report => report.state === state)) ?? 'submitted'
}

type Open = { today: string; open: SentReport | undefined; drafts: readonly Period[] }

function openState(period: DuePeriod, { today, open, drafts }: Open): PeriodState {
  if (open !== undefined) return 'sentBack'
  if (drafts.some(draft => overlap(draft, period))) return 'draft'
  if (today <= period.periodEnd) return 'upcoming'
  return today <= period.dueOn ? 'due' : 'late'
}

type Sent = { own: readonly SentReport[]; standing: readonly SentReport[]; covered: boolean; today: string }

function daysLate(period: DuePeriod, { own, standing, covered, today }: Sent): number {
  const complete = own.find((_, index) => isCovered(period, own.slice(0, index + 1)))
  const lastSentOn = standing.at(-1)?.sentOn ?? today
  const corrections = own.flatMap(({ id, dueBy }) => {
    const answered = correctionOf(id, own)?.sentOn ?? (covered ? lastSentOn : today)
    return dueBy === null ? [] : [daysBetween(dueBy, answered)]
  })
  return Math.max(0, daysBetween(period.dueOn, complete?.sentOn ?? today), ...corrections)
}
