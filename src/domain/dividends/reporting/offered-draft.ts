import type { EntityManager } from '@mikro-orm/postgresql'
import type { Currency } from '../../money/currency.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { within } from '../../refusal.ts'
import { parseDay } from '../../time/calendar.ts'
import type { Period } from '../revenue/check-period.ts'
import type { ReportLine } from '../revenue/report-lines.ts'
import { lastReportBefore, linesOf, reportsOfPeriod } from '../revenue/reports.ts'
import { calendarOfProject } from './calendars.ts'
import { emptied } from './draft-lines.ts'
import { draftOf } from './drafts.ts'

/**
 * What somebody who reports a period starts from: the draft that is kept; else what was sent back, as it was; else the
 * lines of the last report, without its amounts; else nothing.
 */
export type OfferedDraft = Period & {
  basis: 'kept' | 'sentBack' | 'lastReport' | 'nothing'
  /** Null: the project's. */
  currency: Currency | null
  lines: ReportLine[]
  savedAt: Date | null
  /** The report that was sent back, or the last one. */
  reportId: string | null
}

/** What a period starts from. Refuses DATE_MALFORMED. */
export async function draftFor(em: EntityManager, projectId: string, given: Period): Promise<OfferedDraft> {
  const periodStart = within('periodStart', () => parseDay(given.periodStart))
  const periodEnd = within('periodEnd', () => parseDay(given.periodEnd))
  const period = { periodStart, periodEnd }
  const kept = await draftOf(em, projectId, period)
  const sentBack = (await reportsOfPeriod(em, projectId, period)).findLast(report => report.sentBack !== null)
  if (kept !== undefined) return { ...kept, basis: 'kept', reportId: sentBack?.id ?? null }
  const offered = { periodStart, periodEnd, savedAt: null, currency: null }
  if (sentBack !== undefined) {
    const { id, reported } = sentBack
    const lines = await linesOf(em, [id])
    return { ...offered, basis: 'sentBack', currency: reported.currency, lines, reportId: id }
  }
  const last = await lastReportBefore(em, projectId, periodStart)
  if (last === undefined) return { ...offered, basis: 'nothing', lines: [], reportId: null }
  const lines = emptied(await linesOf(em, [last.id]))
  return { ...offered, basis: 'lastReport', currency: last.reported.currency, lines, reportId: last.id }
}

const OPEN = ['upcoming', 'due', 'late', 'draft', 'sentBack']

/** The oldest period of the calendar that is not reported; null when there is none, or no calendar. */
export async function nextPeriod(em: EntityManager, project: ProjectRow, now: Date): Promise<Period | null> {
  const calendar = await calendarOfProject(em, project, now)
  const next = calendar?.entries.find(entry => OPEN.includes(entry.state))
  return next === undefined ? null : { periodStart: next.periodStart, periodEnd: next.periodEnd }
}
