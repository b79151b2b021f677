import type { EntityManager } from '@mikro-orm/postgresql'
import { lockAccount } from '../../ledger/lock-account.ts'
import { formatAmount } from '../../money/money.ts'
import { contractInForce } from '../../offerings/contracts.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { dayOf, endOfDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { reportsToDistribute, revenueOf } from '../revenue/reports.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import { classesAt } from './classes-at.ts'
import { type ClassAtRecordDate, decideRun, type RunResult } from './decide-run.ts'
import { previousRun } from './previous-run.ts'
import { recordDateOf } from './record-date.ts'
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
  const recordDate = recordDateOf(contract.terms, reports, project.timeZone)
  const previous = await previousRun(em, project.id)
  refuseAhead(project, recordDate, now)
  const classes = await classesAt(em, { project, contract, reports, recordDate, previous })
  const revenue = await revenueOf(em, reports)
  const { terms } = contract
  const result = decideRun({ revenue, terms, classes, asOf: recordDate, before: previous.state })
  refuseWithoutHolders(result, classes, { recordDate, currency, money })
  const needed = result.recipients.reduce((total, line) => total + (line.posted ? line.amount : 0n), 0n)
  const present = await lockAccount(em, revenueAccount(project))
  if (present < needed)
    throw refuse.FUNDS_MISSING({ needed: money(needed), present: money(present), currency })
  const accountIds = new Map(classes.map(each => [each.classId, each.accountIds]))
  return writeRun(em, { project, contract, reports, recordDate, amount, previous, result, accountIds }, now)
}

function refuseAhead({ timeZone }: ProjectRow, recordDate: string, now: Date): void {
  if (endOfDay(recordDate, timeZone) <= now) return
  throw refuse.RECORD_DATE_AHEAD({ recordDate, today: dayOf(now, timeZone) })
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
