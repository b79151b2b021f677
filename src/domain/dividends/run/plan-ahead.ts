import type { EntityManager } from '@mikro-orm/postgresql'
import { contractInForce } from '../../offerings/contracts.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { adjustingOf } from '../adjustments/adjusting.ts'
import { broughtBesides } from '../adjustments/brought.ts'
import { revenueOf } from '../conversion/counted-lines.ts'
import type { Period } from '../revenue/check-period.ts'
import { reportsToDistribute } from '../revenue/reports.ts'
import type { Revenue } from '../tiers/till.ts'
import { classesAt } from './classes-at.ts'
import { decideRun, type RecipientLine } from './decide-run.ts'
import { previousRun } from './previous-run.ts'
import { recordDateOf } from './record-date.ts'

/** The next run as it would be if a report that is not approved were. Amounts in minor units. */
export type PlanAhead = {
  /** How many approved reports wait and would go into the same run. */
  waiting: number
  amount: bigint
  recordDate: string
  recipients: RecipientLine[]
  /** The latest run; null before the first. */
  previousId: string | null
}

/**
 * What each recipient would get in the next run, by the engine that makes it: over the approved reports that wait and
 * one that is not sent or not approved yet. Nobody gets anything where they come to nothing together.
 * Refuses CONTRACT_NOT_SIGNED, RECIPIENT_NEGATIVE.
 */
export async function planAhead(
  em: EntityManager,
  { project, period, revenue }: { project: ProjectRow; period: Period; revenue: readonly Revenue[] },
  now: Date,
): Promise<PlanAhead> {
  const contract = await contractInForce(em, project.id)
  const { terms } = contract
  const waiting = await reportsToDistribute(em, project.id)
  const reports = [...waiting, { ...period, approvedAt: now }]
  const recordDate = recordDateOf(terms, reports, project.timeZone)
  const previous = await previousRun(em, project.id)
  const adjusting = await adjustingOf(em, { projectId: project.id, previous, terms })
  const all = [
    ...(waiting.length === 0 ? [] : await revenueOf(em, waiting)),
    ...adjusting.revenue,
    ...revenue,
  ]
  const adjusted = broughtBesides(adjusting)
  const amount = all.reduce((sum, row) => sum + row.net, adjusted.amount)
  const plan = { waiting: waiting.length, amount, recordDate, previousId: previous.id }
  if (amount <= 0n) return { ...plan, recipients: [] }
  const paidOn = dayOf(now, PLATFORM_ZONE)
  const moment = { project, contract, reports, recordDate, previous, paidOn, adjusting }
  const { classes } = await classesAt(em, moment, now)
  const before = { ...previous.state, tiers: adjusting.state }
  const input = { revenue: all, terms, classes, asOf: recordDate, before, adjusted }
  return { ...plan, recipients: decideRun(input).recipients }
}
