import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { within } from '../../refusal.ts'
import { dayOf, parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'

/** Days in the project's zone, the last one included. */
export type Period = { periodStart: string; periodEnd: string }

/** A period that may be reported, and which revision the report is: the next one of what was sent back. */
export type OpenPeriod = Period & { revision: number; correctsId: string | null }

/**
 * Reads a period that may be reported: it is over, and no day of it was reported before. What was sent back reports no
 * day; the same period again corrects it.
 * Refuses DATE_MALFORMED, PERIOD_MALFORMED, PERIOD_NOT_OVER, PERIOD_REPORTED.
 */
export async function checkPeriod(
  em: EntityManager,
  project: ProjectRow,
  given: Period,
  now: Date,
): Promise<OpenPeriod> {
  const period = await readUnreported(em, project, given)
  const today = dayOf(now, project.timeZone)
  if (period.periodEnd >= today) throw refuse.PERIOD_NOT_OVER({ to: period.periodEnd, today })
  return { ...period, ...(await revisionOf(em, project.id, period)) }
}

/**
 * Reads a period of which no day was reported before; it may last on.
 * Refuses DATE_MALFORMED, PERIOD_MALFORMED, PERIOD_REPORTED.
 */
export async function readUnreported(em: EntityManager, project: ProjectRow, given: Period): Promise<Period> {
  const periodStart = within('periodStart', () => parseDay(given.periodStart))
  const periodEnd = within('periodEnd', () => parseDay(given.periodEnd))
  if (periodEnd < periodStart) throw refuse.PERIOD_MALFORMED({ from: periodStart, to: periodEnd })
  await refuseReported(em, project.id, { periodStart, periodEnd })
  return { periodStart, periodEnd }
}

async function refuseReported(em: EntityManager, projectId: string, period: Period): Promise<void> {
  const overlapping = await sqlOf(em)
    .selectFrom('revenueReport')
    .leftJoin('reportSendBack', 'reportSendBack.reportId', 'revenueReport.id')
    .select(['periodStart', 'periodEnd'])
    .where('reportSendBack.reportId', 'is', null)
    .where('projectId', '=', projectId)
    .where('periodStart', '<=', period.periodEnd)
    .where('periodEnd', '>=', period.periodStart)
    .limit(1)
    .executeTakeFirst()
  if (overlapping === undefined) return
  throw refuse.PERIOD_REPORTED({
    from: period.periodStart,
    to: period.periodEnd,
    reportedFrom: overlapping.periodStart,
    reportedTo: overlapping.periodEnd,
  })
}

async function revisionOf(em: EntityManager, projectId: string, period: Period) {
  const latest = await sqlOf(em)
    .selectFrom('revenueReport')
    .select(['id', 'revision'])
    .where('projectId', '=', projectId)
    .where('periodStart', '=', period.periodStart)
    .where('periodEnd', '=', period.periodEnd)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { revision: (latest?.revision ?? 0) + 1, correctsId: latest?.id ?? null }
}
