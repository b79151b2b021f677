import type { EntityManager } from '@mikro-orm/postgresql'
import { signedContract } from '../../offerings/contracts.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import type { Reporting } from '../../offerings/terms/contract-terms.ts'
import { dayOf } from '../../time/calendar.ts'
import { type ReportRow, reportsOfProject } from '../revenue/reports.ts'
import { type CalendarEntry, calendarOf, type SentReport } from './calendar.ts'
import { draftPeriods } from './drafts.ts'
import { periodsOf } from './periods.ts'
import { stateOf } from './report-state.ts'

/** The calendar of a project on a day, oldest period first, and the clause it follows. */
export type Calendar = { reporting: Reporting; today: string; entries: CalendarEntry[] }

/** The calendar that the contract in force asks for; null when it asks for none. */
export async function calendarOfProject(
  em: EntityManager,
  project: ProjectRow,
  now: Date,
): Promise<Calendar | null> {
  const reporting = (await signedContract(em, project.id))?.terms.reporting
  if (reporting === undefined) return null
  const today = dayOf(now, project.timeZone)
  const sent = await reportsOfProject(em, project.id)
  const reports = sent.map(report => seenByCalendar(report, project.timeZone))
  const drafts = await draftPeriods(em, project.id)
  return { reporting, today, entries: calendarOf(periodsOf(reporting, today), { reports, drafts, today }) }
}

function seenByCalendar(report: ReportRow, timeZone: string): SentReport {
  const { id, periodStart, periodEnd, correctsId, sentBack } = report
  const sentOn = dayOf(report.reportedAt, timeZone)
  return {
    id,
    periodStart,
    periodEnd,
    correctsId,
    sentOn,
    state: stateOf(report),
    dueBy: sentBack?.dueBy ?? null,
  }
}
