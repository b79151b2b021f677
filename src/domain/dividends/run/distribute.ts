import type { EntityManager } from '@mikro-orm/postgresql'
import { lockAccount } from '../../ledger/lock-account.ts'
import { PRECISION } from '../../money/allocate.ts'
import { formatAmount } from '../../money/money.ts'
import { type ContractRow, contractInForce } from '../../offerings/contracts.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { classesOf, type ProjectRow } from '../../offerings/projects.ts'
import { addDays, dayOf, endOfDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { type ReportRow, reportsToDistribute, revenueOf } from '../revenue/reports.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import { type ClassAtRecordDate, decideRun, type RunResult } from './decide-run.ts'
import { holdersFor, type LoadedHolders } from './holders.ts'
import { type PreviousRun, previousRun } from './previous-run.ts'
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
  const previous = await previousRun(em, project.id)
  refuseAhead(project, recordDate, now)
  const classes = await classesAt(em, { project, contract, reports, recordDate, previous })
  const revenue = await revenueOf(em, reports)
  const { terms } = contract
  const result = decideRun({ revenue, terms, classes, asOf: recordDate, before: previous.state })
  refuseWithoutHolders(result, classes, { recordDate, currency, money })
  const parts = result.recipients.reduce((total, line) => total + (line.posted ? line.amount : 0n), 0n)
  const needed = parts + reserveOf(previous)
  const present = await lockAccount(em, revenueAccount(project))
  if (present < needed)
    throw refuse.FUNDS_MISSING({ needed: money(needed), present: money(present), currency })
  const accountIds = new Map(classes.map(each => [each.classId, each.accountIds]))
  return writeRun(em, { project, contract, reports, recordDate, amount, previous, result, accountIds }, now)
}

/** Whole units that pools keep in reserve: they lie on the account of the project and pay for no other run. */
function reserveOf({ state }: PreviousRun): bigint {
  return [...state.residues.values()].reduce((total, residue) => total + residue / PRECISION, 0n)
}

function recordDateOf(contract: ContractRow, reports: readonly ReportRow[], project: ProjectRow): string {
  const days = reports.map(report =>
    contract.terms.recordDate === 'periodEnd'
      ? report.periodEnd
      : dayOf(report.approvedAt as Date, project.timeZone),
  )
  return days.reduce((latest, day) => (day > latest ? day : latest))
}

function refuseAhead({ timeZone }: ProjectRow, recordDate: string, now: Date): void {
  if (endOfDay(recordDate, timeZone) <= now) return
  throw refuse.RECORD_DATE_AHEAD({ recordDate, today: dayOf(now, timeZone) })
}

type Moment = {
  project: ProjectRow
  contract: ContractRow
  reports: readonly ReportRow[]
  recordDate: string
  previous: PreviousRun
}

type LoadedClass = ClassAtRecordDate & Pick<LoadedHolders, 'accountIds'>

async function classesAt(em: EntityManager, moment: Moment): Promise<LoadedClass[]> {
  const { project, contract, reports, recordDate, previous } = moment
  const ends = (days: readonly string[]) => days.map(day => endOfDay(day, project.timeZone))
  const { by, minimumDays = 0 } = contract.terms.weights ?? { by: 'recordDate' }
  const question = {
    currency: project.currency,
    previousId: previous.id,
    instant: endOfDay(recordDate, project.timeZone),
    dayEnds: by === 'shareDays' ? ends(reports.flatMap(daysOf)) : [],
    heldAt: ends(daysBefore(recordDate, minimumDays)),
  }
  const found: LoadedClass[] = []
  for (const { id, code, shares } of await classesOf(em, project.id)) {
    const loaded = await holdersFor(em, { classId: id, code, ...question }, contract.terms)
    found.push({ classId: id, code, shares: BigInt(shares), ...loaded })
  }
  return found
}

function daysOf({ periodStart, periodEnd }: { periodStart: string; periodEnd: string }): string[] {
  const days: string[] = []
  for (let day = periodStart; day <= periodEnd; day = addDays(day, 1)) days.push(day)
  return days
}

/** So many days, the last of them the one given. */
function daysBefore(day: string, count: number): string[] {
  return Array.from({ length: count }, (_, back) => addDays(day, back + 1 - count))
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
