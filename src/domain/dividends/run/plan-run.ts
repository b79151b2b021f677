import type { EntityManager } from '@mikro-orm/postgresql'
import { formatAmount } from '../../money/money.ts'
import { type ContractRow, contractInForce } from '../../offerings/contracts.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import type { ContractTerms } from '../../offerings/terms/contract-terms.ts'
import { dayOf, endOfDay } from '../../time/calendar.ts'
import { levyPools, type RunLevies } from '../levies/levy-pools.ts'
import type { Standing } from '../levies/standings.ts'
import { refuse } from '../refusals.ts'
import { type ReportRow, reportsToDistribute, revenueOf } from '../revenue/reports.ts'
import { openRecoverables } from '../reversal/recoverables.ts'
import { type RecoveryPlan, recoveriesOf } from '../reversal/recoveries.ts'
import { returnedByLines } from '../reversal/reversals.ts'
import { classesAt, type LoadedClass } from './classes-at.ts'
import { type ClassAtRecordDate, decideRun, type RunResult } from './decide-run.ts'
import { type PreviousRun, previousRun } from './previous-run.ts'
import { recordDateOf } from './record-date.ts'

/** A run as it would be now: what it is decided from, and what was decided. */
export type RunPlan = {
  project: ProjectRow
  contract: ContractRow
  reports: readonly ReportRow[]
  recordDate: string
  /** The day on which the net is credited, in the platform's zone. */
  paidOn: string
  /** The net of the reports. */
  amount: bigint
  /**
   * What must lie on the project's revenue account: what is booked, and what pays for no run: what pools keep in reserve,
   * and what reversals returned that somebody else is to get, or that is not there.
   */
  needed: bigint
  previous: PreviousRun
  classes: readonly LoadedClass[]
  result: RunResult
  /** What is withheld; null where the contract withholds nothing. */
  levies: RunLevies | null
  /** What it takes towards what is to be recovered. */
  recoveries: readonly RecoveryPlan[]
}

/**
 * Plans the next run of a project over its approved reports that wait. It locks and writes nothing: a preview shows
 * it, and a distribution that holds the project's lock carries it out.
 * Refuses CONTRACT_NOT_SIGNED, NOTHING_TO_DISTRIBUTE, RECORD_DATE_AHEAD, NO_HOLDERS, RECIPIENT_NEGATIVE.
 */
export async function planRun(
  em: EntityManager,
  { project, paidOn }: { project: ProjectRow; paidOn: string },
  now: Date,
): Promise<RunPlan> {
  const contract = await contractInForce(em, project.id)
  const reports = await reportsToDistribute(em, project.id)
  const amount = amountOf(reports, project)
  const recordDate = recordDateOf(contract.terms, reports, project.timeZone)
  refuseAhead(project, recordDate, now)
  const previous = await previousRun(em, project.id)
  const moment = { project, contract, reports, recordDate, previous, paidOn }
  const { classes, standings } = await classesAt(em, moment, now)
  const revenue = await revenueOf(em, reports)
  const { terms } = contract
  const result = decideRun({ revenue, terms, classes, asOf: recordDate, before: previous.state })
  refuseWithoutHolders(result, classes, { recordDate, project })
  const parts = result.recipients.reduce((total, line) => total + (line.posted ? line.amount : 0n), 0n)
  const levies = leviesOf(result, { terms, classes, paidOn, standings })
  const open = await openRecoverables(em, project.id)
  const recoveries = recoveriesOf({ project, contract, result, levies, open })
  const kept = keptBack(await returnedByLines(em, project.id), open, recoveries)
  const needed = parts + previous.reserve + kept
  return { ...moment, amount, needed, classes, result, levies, recoveries }
}

/**
 * What lies on the account of the project for no run: what lines that were taken back returned; and at least what is
 * still to be recovered after this run, for so much of the account is owed to it and not there.
 */
function keptBack(
  returned: bigint,
  open: ReadonlyMap<string, bigint>,
  recoveries: readonly RecoveryPlan[],
): bigint {
  const owed = [...open.values()].reduce((total, amount) => total + amount, 0n)
  const missing = recoveries.reduce((total, { amount }) => total - amount, owed)
  return returned > missing ? returned : missing
}

function leviesOf(
  { pools }: RunResult,
  {
    terms,
    classes,
    paidOn,
    standings,
  }: Pick<RunPlan, 'classes' | 'paidOn'> & {
    terms: ContractTerms
    standings: readonly Standing[]
  },
): RunLevies | null {
  const { levies: clause, currency } = terms
  if (clause === 'none') return null
  const places = new Map(classes.map(each => [each.classId, each.standings]))
  const lines = pools.map(({ classId, holders, amounts }) => {
    return { classId, ...holders, amounts, standings: places.get(classId) ?? [] }
  })
  return levyPools(lines, { clause, currency, paidOn, standings, corrected: new Map() })
}

function amountOf(reports: readonly ReportRow[], { currency }: ProjectRow): bigint {
  const amount = reports.reduce((total, report) => total + report.net, 0n)
  if (amount > 0n) return amount
  const text = formatAmount(amount, currency)
  throw refuse.NOTHING_TO_DISTRIBUTE({ reports: reports.length, amount: text, currency })
}

function refuseAhead({ timeZone }: ProjectRow, recordDate: string, now: Date): void {
  if (endOfDay(recordDate, timeZone) <= now) return
  throw refuse.RECORD_DATE_AHEAD({ recordDate, today: dayOf(now, timeZone) })
}

function refuseWithoutHolders(
  { pools }: RunResult,
  classes: readonly ClassAtRecordDate[],
  { recordDate, project }: { recordDate: string; project: ProjectRow },
): void {
  const empty = pools.find(pool => pool.weight === 0n && pool.amount !== 0n)
  if (empty === undefined) return
  const { currency } = project
  const className = classes.find(each => each.classId === empty.classId)?.code ?? ''
  throw refuse.NO_HOLDERS({ className, recordDate, due: formatAmount(empty.amount, currency), currency })
}
