import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { previewHash } from '../dividends/approval/preview-hash.ts'
import { approveRevenue } from '../dividends/revenue/approve-revenue.ts'
import { refuseUnlessIndependent } from '../dividends/revenue/independent.ts'
import { reportRevenue } from '../dividends/revenue/report-revenue.ts'
import { planRun, type RunPlan } from '../dividends/run/plan-run.ts'
import { writeRun } from '../dividends/run/write-run.ts'
import { newId } from '../ids.ts'
import { moneyText } from '../money/money.ts'
import { contractInForce } from '../offerings/contracts.ts'
import { lockProject } from '../offerings/lock-project.ts'
import type { ProjectRow } from '../offerings/projects.ts'
import { endOfDay, hourOfDay, PLATFORM_ZONE } from '../time/calendar.ts'
import { bookPastPayment, bookPastRevenue } from './book-past-run.ts'
import { differingLines, paidOf } from './lines/differing-lines.ts'
import type { LineProblem } from './lines/staged-line.ts'
import { paidLines, type StagedRun } from './lines/staged-runs.ts'

/** The import, and the two people behind it: one reported what came in then, the other approved it. */
export type Behind = { preparationId: string; preparerId: string; approverId: string }

/** What became of a distribution: it was written, or its lines are not what the contract gives. */
export type PastRun =
  | { distributionId: string; problems: [] }
  | { distributionId: null; problems: LineProblem[] }

/**
 * Plays a distribution of another platform at its own instants through the verbs of ours: report, approval, run. It gives
 * what was paid there, and each fraction that this misses or exceeds is carried on. What it credits leaves the books at
 * once: it was paid there. Refuses what those verbs refuse.
 */
export async function writePastRun(em: EntityManager, run: StagedRun, behind: Behind): Promise<PastRun> {
  const project = await lockProject(em, run.projectId)
  const paidAt = hourOfDay(run.paidOn, 12, PLATFORM_ZONE)
  await report(em, { run, project, behind })
  const lines = await paidLines(em, run)
  const runs = await runsOf(em, project.id)
  const paid = paidOf(lines, runs + 1)
  const plan = await planRun(em, { project, paidOn: run.paidOn, paid }, paidAt)
  const problems = differingLines(run, lines, plan)
  if (problems.length > 0) return { distributionId: null, problems }
  const approvalId = await approve(em, plan, behind, paidAt)
  const distributionId = await write(em, { ...plan, approvalId }, { behind, paidAt })
  return { distributionId, problems: [] }
}

type Reporting = { run: StagedRun; project: ProjectRow; behind: Behind }

async function report(em: EntityManager, { run, project, behind }: Reporting): Promise<void> {
  const { terms } = await contractInForce(em, project.id)
  const { projectId, periodStart, periodEnd, recordDate, source, amount } = run
  const { timeZone, currency } = project
  // Where the day of the approval is the record date, it is that day; else the first instant after the period.
  const at =
    terms.recordDate === 'periodEnd' ? endOfDay(recordDate, timeZone) : hourOfDay(recordDate, 12, timeZone)
  const lines = [{ source, gross: moneyText(amount, currency), deduction: null, deductionLabel: null }]
  const { preparerId: reporterId, approverId } = behind
  const told = { projectId, periodStart, periodEnd, lines, reporterId }
  const { reportId } = await reportRevenue(em, told, at)
  await approveRevenue(em, { reportId, approverId }, at)
}

async function runsOf(em: EntityManager, projectId: string): Promise<number> {
  const { runs } = await sqlOf(em)
    .selectFrom('distribution')
    .select(({ fn }) => fn.countAll<number>().as('runs'))
    .where('projectId', '=', projectId)
    .executeTakeFirstOrThrow()
  return Number(runs)
}

async function approve(
  em: EntityManager,
  plan: RunPlan,
  { approverId }: Behind,
  approvedAt: Date,
): Promise<string> {
  const { project, paidOn } = plan
  for (const report of plan.reports) {
    await refuseUnlessIndependent(em, { report, project, approverId }, approvedAt)
  }
  const id = newId()
  const signed = { id, projectId: project.id, hash: previewHash(plan), paidOn, approverId, approvedAt }
  await sqlOf(em).insertInto('distributionApproval').values(signed).execute()
  return id
}

async function write(
  em: EntityManager,
  plan: Parameters<typeof writeRun>[1],
  { behind, paidAt }: { behind: Behind; paidAt: Date },
): Promise<string> {
  const { distributionId } = await writeRun(em, plan, paidAt, () => undefined)
  const { preparationId } = behind
  await sqlOf(em).insertInto('importedRun').values({ distributionId, preparationId }).execute()
  await bookPastRevenue(em, plan, distributionId)
  await bookPastPayment(em, plan, distributionId)
  return distributionId
}
