import type { EntityManager } from '@mikro-orm/postgresql'
import { lockAccount } from '../../ledger/lock-account.ts'
import { lockSpending } from '../../ledger/lock-spending.ts'
import { formatAmount } from '../../money/money.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { approvedAdjustments } from '../adjustments/adjustments.ts'
import { leaveToRun } from '../approval/leave-to-run.ts'
import { unchangedMoney } from '../conversion/unchanged-money.ts'
import type { Watch } from '../progress/run-progress.ts'
import { refuse } from '../refusals.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import { planRun, type RunPlan } from './plan-run.ts'
import { writeRun } from './write-run.ts'

/**
 * Runs the tiers of a project over its approved reports that wait, and books the run: lines, entry and all in this
 * one transaction. It carries out what an approver signed, or what the contract lets run without; a run started twice
 * at once runs once: the second finds nothing left. `watch` is told how far it is.
 * Refuses PROJECT_UNKNOWN, FUNDS_MISSING, what `planRun` refuses and what `leaveToRun` refuses.
 */
export async function distribute(
  em: EntityManager,
  input: { projectId: string },
  now: Date,
  watch: Watch = () => undefined,
): Promise<{ distributionId: string }> {
  const project = await lockProject(em, input.projectId)
  watch({ phase: 'plan', done: 0, of: 0 })
  await lockIfAdjusting(em, project.id)
  const plan = await planRun(em, { project, paidOn: dayOf(now, PLATFORM_ZONE) }, now)
  const { approvalId } = await leaveToRun(em, plan)
  await refuseWithoutFunds(em, plan)
  return writeRun(em, { ...plan, approvalId }, now, watch)
}

/**
 * An adjustment may take from a million accounts at once. Nobody spends from when the run is planned, which asks what
 * they hold, until it is booked.
 */
async function lockIfAdjusting(em: EntityManager, projectId: string): Promise<void> {
  const approved = await approvedAdjustments(em, projectId)
  if (approved.some(each => each.distributionId === null)) await lockSpending(em, 'exclusive')
}

async function refuseWithoutFunds(em: EntityManager, { project, needed, reports }: RunPlan): Promise<void> {
  const present = await lockAccount(em, revenueAccount(project))
  if (present >= needed) return
  const { currency } = project
  const money = (minor: bigint) => formatAmount(minor, currency)
  const amounts = { needed: money(needed), present: money(present), missing: money(needed - present) }
  const elsewhere = await unchangedMoney(em, project, reports)
  throw refuse.FUNDS_MISSING({ ...amounts, currency, elsewhere })
}
