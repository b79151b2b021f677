import type { EntityManager } from '@mikro-orm/postgresql'
import { formatAmount } from '../../money/money.ts'
import { type ContractRow, contractInForce } from '../../offerings/contracts.ts'
import { classesOf, type ProjectRow } from '../../offerings/projects.ts'
import type { ContractTerms } from '../../offerings/terms/contract-terms.ts'
import { addDays, dayOf, endOfDay } from '../../time/calendar.ts'
import { levyPools, type RunLevies } from '../levies/levy-pools.ts'
import { gatherStandings, type Standings } from '../levies/standings.ts'
import { refuse } from '../refusals.ts'
import { type ReportRow, reportsToDistribute, revenueOf } from '../revenue/reports.ts'
import { type ClassAtRecordDate, decideRun, type RunResult } from './decide-run.ts'
import { holdersFor, type LoadedHolders } from './holders.ts'
import { type PreviousRun, previousRun } from './previous-run.ts'

/** A class with the ids, accounts and tax standings of its holders. */
export type LoadedClass = ClassAtRecordDate & Pick<LoadedHolders, 'ids' | 'accountIds' | 'standings'>

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
  /** What must lie on the project's revenue account. */
  needed: bigint
  previous: PreviousRun
  classes: readonly LoadedClass[]
  result: RunResult
  /** What is withheld; null where the contract withholds nothing. */
  levies: RunLevies | null
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
  const recordDate = recordDateOf(contract, reports, project)
  refuseAhead(project, recordDate, now)
  const previous = await previousRun(em, project.id)
  const standings = gatherStandings()
  const moment = { project, contract, reports, recordDate, previous, paidOn }
  const classes = await classesAt(em, { ...moment, knownAt: now, standings })
  const revenue = await revenueOf(em, reports)
  const { terms } = contract
  const result = decideRun({ revenue, terms, classes, asOf: recordDate, before: previous.state })
  refuseWithoutHolders(result, classes, { recordDate, project })
  const needed = result.recipients.reduce((total, line) => total + (line.posted ? line.amount : 0n), 0n)
  const levies = leviesOf(result, { terms, classes, paidOn, standings })
  return { ...moment, amount, needed, classes, result, levies }
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
    standings: Standings
  },
): RunLevies | null {
  const { levies: clause, currency } = terms
  if (clause === 'none') return null
  const places = new Map(classes.map(each => [each.classId, each.standings]))
  const lines = pools.map(({ classId, holders, amounts }) => {
    return { classId, ...holders, amounts, standings: places.get(classId) ?? [] }
  })
  return levyPools(lines, { clause, currency, paidOn, standings: standings.all, corrected: new Map() })
}

function amountOf(reports: readonly ReportRow[], { currency }: ProjectRow): bigint {
  const amount = reports.reduce((total, report) => total + report.net, 0n)
  if (amount > 0n) return amount
  const text = formatAmount(amount, currency)
  throw refuse.NOTHING_TO_DISTRIBUTE({ reports: reports.length, amount: text, currency })
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

type Moment = Pick<RunPlan, 'project' | 'contract' | 'reports' | 'recordDate' | 'previous' | 'paidOn'> & {
  knownAt: Date
  standings: Standings
}

async function classesAt(em: EntityManager, moment: Moment): Promise<LoadedClass[]> {
  const { project, contract, reports, recordDate, previous, paidOn, knownAt, standings } = moment
  const ends = (days: readonly string[]) => days.map(day => endOfDay(day, project.timeZone))
  const { by, minimumDays = 0 } = contract.terms.weights ?? { by: 'recordDate' }
  const question = {
    currency: project.currency,
    previousId: previous.id,
    paidOn,
    knownAt,
    instant: endOfDay(recordDate, project.timeZone),
    dayEnds: by === 'shareDays' ? ends(reports.flatMap(daysOf)) : [],
    heldAt: ends(daysBefore(recordDate, minimumDays)),
  }
  const found: LoadedClass[] = []
  for (const { id, code, shares } of await classesOf(em, project.id)) {
    const loaded = await holdersFor(em, { classId: id, code, ...question }, contract.terms, standings)
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
  { recordDate, project }: { recordDate: string; project: ProjectRow },
): void {
  const empty = pools.find(pool => pool.weight === 0n && pool.amount !== 0n)
  if (empty === undefined) return
  const { currency } = project
  const className = classes.find(each => each.classId === empty.classId)?.code ?? ''
  throw refuse.NO_HOLDERS({ className, recordDate, due: formatAmount(empty.amount, currency), currency })
}
