import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { type ContractRow, contractById } from '../../offerings/contracts.ts'
import { classesOf, type ProjectRow, projectOf, type ShareClassRow } from '../../offerings/projects.ts'
import type { ContractTerms } from '../../offerings/terms/contract-terms.ts'
import { adjustingOf } from '../adjustments/adjusting.ts'
import { type Adjusting, broughtBesides } from '../adjustments/brought.ts'
import { METHOD } from '../approval/preview-hash.ts'
import { revenueOf } from '../conversion/counted-lines.ts'
import { toldConversions } from '../conversion/told-conversions.ts'
import { leviesOfLine } from '../levies/levies-of-line.ts'
import { releasesOf } from '../levies/line-releases.ts'
import { rulesOfRun } from '../levies/rules-of-run.ts'
import { type ReportRow, reports as reportsById, reportsOfDistribution } from '../revenue/reports.ts'
import { countedInstants } from '../run/counted-instants.ts'
import type { ClassAtRecordDate, Holders } from '../run/decide-run.ts'
import { type DistributionRow, type DividendRow, distributions, poolsOf } from '../run/distributions.ts'
import { type HoldersQuestion, holdersFor } from '../run/holders.ts'
import { startOf } from '../run/previous-run.ts'
import { soldAt } from '../run/sold-at.ts'
import type { Revenue } from '../tiers/till.ts'
import type { Derivation, DerivedRevenue, DerivedRules } from './derivation.ts'
import { assertFollowed, follow, type LineToFollow } from './derive.ts'

/** A run and all that its lines follow from. */
type Run = {
  distribution: DistributionRow
  project: ProjectRow
  contract: ContractRow
  classes: ShareClassRow[]
  reports: ReportRow[]
  revenue: Revenue[]
  start: Awaited<ReturnType<typeof startOf>>
}

/**
 * The derivation of a line from the reported revenue down, followed again from the facts of its run. Throws when it would
 * not come to what was paid. The holders of its class are read only where their caps, or a multiple of what they paid in,
 * bear on it.
 */
export async function derivationOf(em: EntityManager, line: DividendRow): Promise<Derivation> {
  const run = await runOf(em, line.distributionId)
  const { state } = run.start
  const { distribution, contract, classes, revenue } = run
  const shareClass = classes.find(each => each.id === line.classId)
  const pool = (await poolsOf(em, line.distributionId)).find(each => each.classId === line.classId)
  if (shareClass === undefined || pool === undefined) throw new Error(`No pool for class ${line.classId}`)
  const own = await lineToFollow(em, run, { line, shareClass, weights: pool.weight })
  const adjusting = await adjustingOf(em, {
    projectId: distribution.projectId,
    previous: { id: distribution.previousId, state },
    terms: contract.terms,
    takenBy: distribution.id,
  })
  const followed = follow(
    {
      terms: contract.terms,
      revenue: [...revenue, ...adjusting.revenue],
      classes: await classesToFollow(em, run, adjusting),
      asOf: distribution.recordDate,
      before: { ...state, tiers: adjusting.state },
      adjusted: broughtBesides(adjusting),
    },
    own,
  )
  assertFollowed(followed, { pool: pool.amount, gross: line.gross, carry: line.carry })
  const { distributionId, classId, holderId, currency, capital, net } = line
  return {
    ...{ distributionId, classId, holderId, currency },
    ...{ project: run.project.name, className: shareClass.name, number: distribution.number },
    ...{ recordDate: distribution.recordDate, paidOn: distribution.paidOn, amount: distribution.amount },
    rules: rulesOf(contract, shareClass.code),
    revenue: [...revenueByReport(run), ...(await revenueBeside(em, adjusting))],
    conversions: await toldConversions(
      em,
      run.reports.map(report => report.id),
    ),
    ...followed,
    ...{ paidIn: own.paidIn, received: own.received, capital, net },
    ...leviesOfLine(line, await rulesOfRun(em, distributionId)),
    release: (await releasesOf(em, [line]))[0] ?? null,
  }
}

async function runOf(em: EntityManager, distributionId: string): Promise<Run> {
  const [distribution] = await distributions(em, [distributionId])
  if (distribution === undefined) throw new Error(`There is no distribution ${distributionId}`)
  const project = await projectOf(em, distribution.projectId)
  const reports = await reportsOfDistribution(em, distributionId)
  return {
    distribution,
    project,
    contract: await contractById(em, distribution.contractId),
    classes: await classesOf(em, project.id),
    reports,
    revenue: reports.length === 0 ? [] : await revenueOf(em, reports),
    start: await startOf(em, distribution),
  }
}

function rulesOf({ version, terms }: ContractRow, code: string): DerivedRules {
  const { levies, rounding = 'carry', weights, caps } = terms
  return {
    contractVersion: version,
    method: METHOD,
    rounding,
    weighsBy: weights?.by ?? 'recordDate',
    income: levies === 'none' ? null : levies.income,
    capitalFirst: levies !== 'none' && levies.capitalFirst === true,
    cap: caps?.find(cap => cap.class === code)?.times ?? null,
  }
}

function revenueByReport({
  reports,
  revenue,
}: Pick<Run, 'reports'> & Pick<Adjusting, 'revenue'>): DerivedRevenue[] {
  return reports.flatMap(({ id, periodStart, periodEnd }) =>
    revenue
      .filter(row => row.reportId === id)
      .map(({ category, gross, net }) => {
        return { from: periodStart, to: periodEnd, category, gross, deductions: gross - net, net }
      }),
  )
}

/** What adjustments brought as revenue of this run, each under the period it is about. */
async function revenueBeside(em: EntityManager, { revenue }: Adjusting): Promise<DerivedRevenue[]> {
  if (revenue.length === 0) return []
  const about = await reportsById(em, [...new Set(revenue.map(row => row.reportId))])
  return revenueByReport({ reports: about, revenue })
}

function questionOf({ distribution, project, contract, reports, start }: Run, { id, code }: ShareClassRow) {
  const { recordDate, previousId, number } = distribution
  const counted = countedInstants(contract.terms, {
    periods: reports,
    recordDate,
    timeZone: project.timeZone,
  })
  return {
    ...{ classId: id, code, previousId },
    ...counted,
    runsBefore: number,
    adjustedRuns: [],
    takenBackSince: start.takenBackSince,
  } satisfies HoldersQuestion
}

/** The classes with what the tiers ask of them. */
async function classesToFollow(
  em: EntityManager,
  run: Run,
  adjusting: Adjusting,
): Promise<ClassAtRecordDate[]> {
  const found: ClassAtRecordDate[] = []
  for (const shareClass of run.classes) {
    const question = questionOf(run, shareClass)
    const { id: classId, code, shares } = shareClass
    const { terms } = run.contract
    const loaded = asksForHolders(terms, code)
      ? await holdersFor(em, { ...question, adjustedRuns: [...adjusting.runs.keys()] }, terms, null)
      : { sold: await soldAt(em, question), holders: NOBODY }
    const { sold, holders } = loaded
    found.push({ classId, code, shares: BigInt(shares), sold, holders })
  }
  return found
}

const NOBODY: Holders = { ids: [], weights: [], carries: [], paidIn: [], received: [] }

/** Whether a run depends on what the holders of a class paid in or received. */
function asksForHolders({ caps = [], tiers }: ContractTerms, code: string): boolean {
  const ofTiers = tiers.flatMap(({ upTo }) => [upTo?.raised?.class, upTo?.interest?.class])
  return caps.some(cap => cap.class === code) || ofTiers.includes(code)
}

async function lineToFollow(
  em: EntityManager,
  run: Run,
  of: { line: DividendRow; shareClass: ShareClassRow; weights: bigint },
): Promise<LineToFollow> {
  const { line, shareClass, weights } = of
  const { holderId, classId, weight, gross } = line
  const question = { ...questionOf(run, shareClass), holderId }
  const { holders } = await holdersFor(em, question, run.contract.terms, null)
  const at = (column: ArrayLike<bigint>) => column[0] ?? 0n
  return {
    ...{ code: shareClass.code, classId, weight, gross, weights },
    carryBefore: at(holders.carries),
    fallen: await fallenCarries(em, run, classId),
    paidIn: at(holders.paidIn),
    received: at(holders.received),
    ...(await adjustedIn(em, line)),
  }
}

/** What the adjustments in a run owed to a holder of a class, and to all of them. */
async function adjustedIn(
  em: EntityManager,
  { distributionId, classId, holderId }: DividendRow,
): Promise<Pick<LineToFollow, 'adjusted' | 'adjustedInAll'>> {
  const { rows } = await sql<{ own: string; every: string }>`
    select coalesce(sum(amount) filter (where holder_id = ${holderId}), 0)::text as own,
           coalesce(sum(amount), 0)::text as every
      from adjusted_line where distribution_id = ${distributionId} and class_id = ${classId}`.execute(
    sqlOf(em),
  )
  return { adjusted: BigInt(rows[0]?.own ?? '0'), adjustedInAll: BigInt(rows[0]?.every ?? '0') }
}

/**
 * The carries that were handed on to a run by those who have no line in it: of the run before, less what lines of theirs
 * that were taken back since had moved.
 */
async function fallenCarries(
  em: EntityManager,
  { distribution: { id, number, previousId }, start: { takenBackSince } }: Run,
  classId: string,
): Promise<bigint> {
  const { rows } = await sql<{ fallen: string }>`
    select coalesce(sum(carry), 0)::text as fallen
      from (select holder_id, carry from dividend where distribution_id = ${previousId} and class_id = ${classId}
            union all
            select holder_id, -carry_back from line_reversal
             where class_id = ${classId} and after_number >= ${takenBackSince}::int and after_number < ${number}) as before
     where not exists (select from dividend where distribution_id = ${id} and class_id = ${classId}
                        and holder_id = before.holder_id)`.execute(sqlOf(em))
  return BigInt(rows[0]?.fallen ?? '0')
}
