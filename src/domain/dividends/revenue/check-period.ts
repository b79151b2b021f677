import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { within } from '../../refusal.ts'
import { dayOf, parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'

/** Days in the project's zone, the last one included. */
export type Period = { periodStart: string; periodEnd: string }

/**
 * Reads a period that may be reported: it is over, and no day of it was reported before.
 * Refuses DATE_MALFORMED, PERIOD_MALFORMED, PERIOD_NOT_OVER, PERIOD_REPORTED.
 */
export async function checkPeriod(
  em: EntityManager,
  project: ProjectRow,
  given: Period,
  now: Date,
): Promise<Period> {
  const periodStart = within('periodStart', () => parseDay(given.periodStart))
  const periodEnd = within('periodEnd', () => parseDay(given.periodEnd))
  refuseUnlessOver(project, { periodStart, periodEnd }, now)
  await refuseReported(em, project.id, { periodStart, periodEnd })
  return { periodStart, periodEnd }
}

function refuseUnlessOver(project: ProjectRow, { periodStart, periodEnd }: Period, now: Date): void {
  if (periodEnd < periodStart) throw refuse.PERIOD_MALFORMED({ from: periodStart, to: periodEnd })
  const today = dayOf(now, project.timeZone)
  if (periodEnd >= today) throw refuse.PERIOD_NOT_OVER({ to: periodEnd, today })
}

async function refuseReported(em: EntityManager, projectId: string, period: Period): Promise<void> {
  const overlapping = await sqlOf(em)
    .selectFrom('revenueReport')
    .select(['periodStart', 'periodEnd'])
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
