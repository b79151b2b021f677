import type { EntityManager } from '@mikro-orm/postgresql'
import { lockAccount } from '../../ledger/lock-account.ts'
import { formatAmount } from '../../money/money.ts'
import { type ContractRow, contractInForce } from '../../offerings/contracts.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { classesOf, type ProjectRow } from '../../offerings/projects.ts'
import { holdingsAt } from '../../shares/register.ts'
import { dayOf, endOfDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { type ReportRow, reportsToDistribute } from '../revenue/reports.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import { type ClassAtRecordDate, decideRun, type RunResult } from './decide-run.ts'
import { previousRun } from './previous-run.ts'
import { writeRun } from './write-run.ts'

/**
 * Runs the tiers of a project over its approved reports that wait, and books the run: lines, entry and all in this
 * one transaction. A run started twice at once runs once: the second finds nothing left.
 * Refuses PROJECT_UNKNOWN, CONTRACT_NOT_SIGNED, NOTHING_TO_DISTRIBUTE, RECORD_DATE_AHEAD, NO_HOLDERS, FUNDS_MISSING.
 */
export async function distribute(
  em: EntityManager,
  input: { projectId: string },
  now: Date,
): Promise<{ distributionId: string }> {
  const project = await lockProject(em, input.projectId)
  const contract = await contractInForce(em, project.id)
  const reports = await reportsToDistribute(em, project.id)
  const amount = reports.reduce((total, report) => total + report.net, 0n)
  const money = (minor: bigint) => formatAmount(minor, project.currency)
  const { currency } = project
  if (amount <= 0n) {
    throw refuse.NOTHING_TO_DISTRIBUTE({ reports: reports.length, amount: money(amount), currency })
  }
  const recordDate = recordDateOf(contract, reports, project)
  const classes = await classesAt(em, project, recordDate, now)
  const previous = await previousRun(em, project.id)
  const result = decideRun({ amount, terms: contract.terms, classes, previous })
  refuseWithoutHolders(result, classes, { recordDate, currency, money })
  const needed = result.recipients.reduce((total, line) => total + (line.posted ? line.amount : 0n), 0n)
  const present = await lockAccount(em, revenueAccount(project))
  if (present < needed)
    throw refuse.FUNDS_MISSING({ needed: money(needed), present: money(present), currency })
  return writeRun(em, { project, contract, reports, recordDate, amount, previous, result }, now)
}

function recordDateOf(contract: ContractRow, reports: readonly ReportRow[], project: ProjectRow): string {
  const days = reports.map(report =>
    contract.terms.recordDate === 'periodEnd'
      ? report.periodEnd
      : dayOf(report.approvedAt as Date, project.timeZone),
  )
  return days.reduce((latest, day) => (day > latest ? day : latest))
}

async function classesAt(
  em: EntityManager,
  project: ProjectRow,
  recordDate: string,
  now: Date,
): Promise<ClassAtRecordDate[]> {
  const instant = endOfDay(recordDate, project.timeZone)
  if (instant > now) throw refuse.RECORD_DATE_AHEAD({ recordDate, today: dayOf(now, project.timeZone) })
  const found: ClassAtRecordDate[] = []
  for (const { id, code, shares } of await classesOf(em, project.id)) {
    found.push({ classId: id, code, shares, holdings: await holdingsAt(em, id, instant) })
  }
  return found
}

function refuseWithoutHolders(
  { pools }: RunResult,
  classes: readonly ClassAtRecordDate[],
  facts: { recordDate: string; currency: string; money: (minor: bigint) => string },
): void {
  const empty = pools.find(pool => pool.weight === 0n && pool.amount !== 0n)
  if (empty === undefined) return
  const { recordDate, currency, money } = facts
  const className = classes.find(each => each.classId === empty.classId)?.code ?? ''
  throw refuse.NO_HOLDERS({ className, recordDate, due: money(empty.amount), currency })
}
