import type { CalendarEntry } from '../domain/dividends/reporting/calendar.ts'
import { calendarOfProject } from '../domain/dividends/reporting/calendars.ts'
import { type Punctuality, punctualityOf } from '../domain/dividends/reporting/punctuality.ts'
import { builder } from './builder.ts'
import { checkCount } from './connections.ts'
import { ProjectNode, RevenueReportNode } from './refs.ts'

const PeriodStateEnum = builder.enumType('PeriodState', {
  description: 'How far the report of a period is.',
  values: {
    upcoming: { description: 'The period is not over' },
    due: { description: 'It is over, and its report is not due yet' },
    late: { description: 'Its report should have come' },
    draft: { description: 'Somebody is writing its report; how late it is, daysLate says' },
    sentBack: { description: 'Its report was sent back and is to be corrected' },
    submitted: { description: 'All its days are reported; somebody must approve' },
    approved: { description: 'It will be distributed when the money has arrived' },
    distributed: { description: 'It went into a distribution' },
  } as const,
})

const CalendarPeriodType = builder.objectRef<CalendarEntry>('CalendarPeriod').implement({
  description: 'A period that the contract asks a report for.',
  authScopes: { public: true },
  fields: t => ({
    periodStart: t.field({ type: 'Day', description: 'First day.', resolve: row => row.periodStart }),
    periodEnd: t.field({ type: 'Day', description: 'Last day.', resolve: row => row.periodEnd }),
    state: t.field({
      type: PeriodStateEnum,
      description: 'How far its report is.',
      resolve: row => row.state,
    }),
    dueOn: t.field({
      type: 'Day',
      description: 'By when something is to be done: the report, or its correction.',
      resolve: row => row.nextDueOn,
    }),
    daysLate: t.exposeInt('daysLate', {
      description:
        'The longest of its delays: of the report after its due day, and of corrections after theirs.',
    }),
    reports: t.field({
      type: [RevenueReportNode],
      description: 'The reports of days of it, oldest first, what was sent back included.',
      resolve: row => row.reportIds,
    }),
  }),
})

const PunctualityType = builder.objectRef<Punctuality>('Punctuality').implement({
  description: 'How punctual the issuer reports.',
  authScopes: { public: true },
  fields: t => ({
    due: t.exposeInt('due', { description: 'Periods whose due day is over.' }),
    inTime: t.exposeInt('inTime', {
      description: 'Those of them whose report came in time, and whose corrections did.',
    }),
    inTimeRatio: t.field({
      type: 'Decimal',
      description: 'In time ÷ due, rounded to four decimals.',
      resolve: row => row.inTimeRatio,
    }),
    averageDaysLate: t.field({
      type: 'Decimal',
      description: 'Days late on average over all that were due, rounded to one decimal.',
      resolve: row => row.averageDaysLate,
    }),
  }),
})

/** A calendar reads all reports of its project. */
const COST = 50

builder.objectFields(ProjectNode, t => ({
  calendar: t.field({
    type: [CalendarPeriodType],
    nullable: true,
    authScopes: project => ({ staff: true, issuerOf: project.id }),
    description:
      'The periods that have begun and what became of them, oldest first; null when the contract in force asks for no reports. For the issuer and staff.',
    args: {
      last: t.arg.int({ defaultValue: 12, description: 'So many of the newest periods, at most 100.' }),
    },
    complexity: ({ last }) => ({ field: COST, multiplier: Math.max(1, last ?? 12) }),
    resolve: async (project, { last }, { em, now }) => {
      checkCount('last', last)
      const calendar = await calendarOfProject(em, project, now)
      return calendar?.entries.toReversed().slice(0, last).toReversed()
    },
  }),
  punctuality: t.field({
    type: PunctualityType,
    nullable: true,
    complexity: COST,
    description:
      'How punctual the issuer reports; null before the first report was due, or when none is asked for.',
    resolve: async (project, _args, { em, now }) => {
      const calendar = await calendarOfProject(em, project, now)
      return calendar && punctualityOf(calendar.entries, calendar.today)
    },
  }),
}))
