import type { EntityManager } from '@mikro-orm/postgresql'
import { formatAmount } from '../../money/money.ts'
import { type ContractRow, contractInForce } from '../../offerings/contracts.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { owedForCards } from '../../shares/cards/owed-for-cards.ts'
import { dayOf, endOfDay } from '../../time/calendar.ts'
import { adjustingOf } from '../adjustments/adjusting.ts'
import { type Adjusting, broughtBesides } from '../adjustments/brought.ts'
import { revenueOf } from '../conversion/counted-lines.ts'
import { correctedRules } from '../levies/corrected-rules.ts'
import { levyPools, type RunLevies } from '../levies/levy-pools.ts'
import type { Standing } from '../levies/standings.ts'
import { refuse } from '../refusals.ts'
import { type ReportRow, reportsToDistribute } from '../revenue/reports.ts'
import { expectedShortfall } from '../reversal/expected-shortfall.ts'
import { openRecoverables } from '../reversal/recoverables.ts'
import { type RecoveryPlan, recoveriesOf } from '../reversal/recoveries.ts'
import { keptForAdjustment } from '../reversal/reversals.ts'
import type { Paid } from './as-paid.ts'
import { classesAt, type LoadedClass } from './classes-at.ts'
import { type ClassAtRecordDate, decideRun, type RunInput, type RunResult } from './decide-run.ts'
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
  /** The net of the reports and adjustments. */
  amount: bigint
  /**
   * What must lie on the project's revenue account: what is booked, and what pays for no run: what pools keep in reserve,
   * and what reversals returned that somebody else is to get, or that is not there.
   */
  needed: bigint
  previous: PreviousRun
  adjusting: Adjusting
  classes: readonly LoadedClass[]
  result: RunResult
  /** What is withheld; null where the contract withholds nothing. */
  levies: RunLevies | null
  /** What it takes towards what is to be recovered. */
  recoveries: readonly RecoveryPlan[]
}

/**
 * Plans the next run of a project over its approved reports that wait. It locks and writes nothing: a preview shows
 * it, and a distribution that holds the project's lock carries it out. One that was carried out elsewhere gives what was
 * `paid` there.
 * Refuses CONTRACT_NOT_SIGNED, NOTHING_TO_DISTRIBUTE, RECORD_DATE_AHEAD, NO_HOLDERS, RECIPIENT_NEGATIVE.
 */
export async function planRun(
  em: EntityManager,
  { project, paidOn, paid }: { project: ProjectRow; paidOn: string; paid?: Paid },
  now: Date,
): Promise<RunPlan> {
  const contract = await contractInForce(em, project.id)
  const { terms } = contract
  const reports = await reportsToDistribute(em, project.id)
  const previous = await previousRun(em, project.id)
  const adjusting = await adjustingOf(em, { projectId: project.id, previous, terms })
  const amount = amountOf(reports, adjusting, project)
  const recordDate =
    reports.length > 0 ? recordDateOf(terms, reports, project.timeZone) : (previous.recordDate as string)
  refuseAhead(project, recordDate, now)
  const moment = { project, contract, reports, recordDate, previous, paidOn, adjusting }
  const { classes, standings } = await classesAt(em, moment, now)
  const result = decideRun({ ...(await incomeOf(em, moment)), terms, classes, asOf: recordDate, paid })
  refuseWithoutHolders(result, classes, { recordDate, project })
  const parts = result.recipients.reduce((total, line) => total + (line.posted ? line.amount : 0n), 0n)
  const levies = await leviesOf(em, result, { ...moment, classes, standings })
  const open = await openRecoverables(em, project.id)
  const recovering = { project, contract, result, levies, open }
  const recoveries = recoveriesOf(recovering)
  const short = await expectedShortfall(em, recovering)
  const owed = { open, recoveries, short, forCards: await owedForCards(em, project.id) }
  const kept = keptBack(await keptForAdjustment(em, project.id), owed)
  const needed = parts + previous.reserve + kept
  return { ...moment, amount, needed, classes, result, levies, recoveries }
}

/** What the tiers run over and start from: the reports, and what adjustments bring besides. */
async function incomeOf(
  em: EntityManager,
  { reports, previous, adjusting }: Pick<RunPlan, 'reports' | 'previous' | 'adjusting'>,
): Promise<Pick<RunInput, 'revenue' | 'before' | 'adjusted'>> {
  const reported = reports.length === 0 ? [] : await revenueOf(em, reports)
  return {
    revenue: [...reported, ...adjusting.revenue],
    before: { ...previous.state, tiers: adjusting.state },
    adjusted: broughtBesides(adjusting),
  }
}

/**
 * What lies on the account of the project for no run: what lines that were taken back returned; and at least what is
 * still to be recovered after this run, with what its own lines below zero miss, for so much of the account is owed to
 * it and not there. What is owed for a card payment that was charged back never lay there.
 */
function keptBack(returned: bigint, { open, recoveries, short, forCards }: OwedAfter): bigint {
  const owed = new Map(open)
  for (const { ownerId, amount } of recoveries) owed.set(ownerId, (owed.get(ownerId) ?? 0n) - amount)
  const missing = [...owed].reduce((total, [ownerId, amount]) => {
    const here = amount - (forCards.get(ownerId) ?? 0n)
    return here > 0n ? total + here : total
  }, short)
  return returned > missing ? returned : missing
}

type OwedAfter = {
  open: ReadonlyMap<string, bigint>
  recoveries: readonly RecoveryPlan[]
  /** What lines below zero take from accounts that do not hold it. */
  short: bigint
  /** What of it is owed for card payments, by party. */
  forCards: ReadonlyMap<string, bigint>
}

type Levying = Pick<RunPlan, 'contract' | 'classes' | 'paidOn' | 'adjusting'> & {
  standings: readonly Standing[]
}

async function leviesOf(
  em: EntityManager,
  { pools }: RunResult,
  { contract, classes, paidOn, standings, adjusting }: Levying,
): Promise<RunLevies | null> {
  const { levies: clause, currency } = contract.terms
  if (clause === 'none') return null
  const places = new Map(classes.map(each => [each.classId, each.standings]))
  const lines = pools.map(({ classId, holders, amounts }) => {
    return { classId, ...holders, amounts, standings: places.get(classId) ?? [] }
  })
  const below = belowZero(pools)
  const runs = [...adjusting.runs.keys()]
  const corrected = below.length === 0 ? new Map() : await correctedRules(em, { runs, lines: below })
  return levyPools(lines, { clause, currency, paidOn, standings, corrected })
}

function belowZero(pools: RunResult['pools']): { classId: string; holderId: string }[] {
  return pools.flatMap(({ classId, holders, amounts, adjusted }) =>
    [...adjusted.keys()]
      .filter(index => (amounts[index] ?? 0n) < 0n)
      .map(index => ({ classId, holderId: holders.ids.at(index) ?? '' })),
  )
}

function amountOf(reports: readonly ReportRow[], adjusting: Adjusting, { currency }: ProjectRow): bigint {
  const amount = reports.reduce((total, report) => total + report.net, adjusting.amount)
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
