import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { readColumns } from '../../../database/copy-out.ts'
import { PRECISION } from '../../money/allocate.ts'
import { divide, type Exact, ZERO } from '../../money/fraction.ts'
import type { ContractTerms, Recipient } from '../../offerings/terms/contract-terms.ts'
import { type ReportRow, reports as reportsById } from '../revenue/reports.ts'
import { type PreviousRun, stateAfter } from '../run/previous-run.ts'
import {
  type AdjustmentLineRow,
  type AdjustmentRow,
  approvedAdjustments,
  linesOfAdjustments,
} from './adjustments.ts'
import type { Adjusting } from './brought.ts'
import { pastRun } from './past-runs.ts'
import { type Addition, differences, replay, runsSince } from './replay.ts'
import { type Taken, takenBefore } from './taken.ts'

/**
 * The approved adjustments that wait. Every run since the first that any adjustment is about is played again with what was
 * known before and with what is known now; the difference is owed. An adjustment of a report whose run no longer stands,
 * and all where the contract says so, are revenue of the next run.
 */
export async function adjustingOf(
  em: EntityManager,
  { projectId, previous, terms, takenBy = null }: Question,
): Promise<Adjusting> {
  const every = await approvedAdjustments(em, projectId)
  const taken = await takenBefore(em, { projectId, previousId: previous.id, takenBy })
  const { runs } = taken
  const takenIn = ({ id }: AdjustmentRow) => taken.adjustments.get(id) ?? null
  // A run that was made knew what it took in, and what those before it did.
  const approved = takenBy === null ? every : every.filter(each => takenIn(each) !== null)
  const waiting = approved.filter(each => takenIn(each) === takenBy)
  const nothing = { adjustments: waiting, amount: 0n, revenue: [], recipients: new Map(), runs: new Map() }
  if (waiting.length === 0) return { ...nothing, state: previous.state.tiers }
  const amount = waiting.reduce((sum, each) => sum + each.amount, 0n)
  const facts = await factsOf(em, approved, taken)
  if (terms.adjustments === 'nextPeriod' || previous.id === null) {
    const { revenue, sums } = additionOf(waiting, facts)
    return { ...nothing, amount, revenue, recipients: exactly(sums), state: previous.state.tiers }
  }
  const standing = approved.filter(each => runOf(each, facts) !== null)
  const loose = additionOf(
    waiting.filter(each => runOf(each, facts) === null),
    facts,
  )
  const alone = exactly(loose.sums)
  if (standing.every(each => takenIn(each) !== takenBy)) {
    return { ...nothing, amount, revenue: loose.revenue, recipients: alone, state: previous.state.tiers }
  }
  const first = earliest(standing, facts, runs)
  const since = runsSince(previous.id, first, runs)
  const past = await Promise.all(since.map(run => pastRun(em, run.id)))
  const before = (await stateAfter(em, since[0]?.previousId ?? null)).tiers
  const then = replay(
    before,
    past,
    additions(
      standing.filter(each => takenIn(each) !== takenBy),
      facts,
    ),
  )
  const now = replay(before, past, additions(standing, facts))
  const owed = differences(now, then)
  return {
    adjustments: waiting,
    amount,
    revenue: loose.revenue,
    recipients: together([...owed.values(), alone]),
    runs: owed,
    state: now.state,
  }
}

/** `takenBy`: a run that was made, to follow it again; not given: the next run. */
type Question = {
  projectId: string
  previous: Pick<PreviousRun, 'id' | 'state'>
  terms: ContractTerms
  takenBy?: string | null
}

type Facts = {
  reports: ReadonlyMap<string, ReportRow>
  lines: ReadonlyMap<string, AdjustmentLineRow[]>
  taken: Taken
}

async function factsOf(em: EntityManager, all: readonly AdjustmentRow[], taken: Taken): Promise<Facts> {
  const reports = await reportsById(em, [...new Set(all.map(each => each.reportId))])
  const lines = await linesOfAdjustments(
    em,
    all.map(each => each.id),
  )
  return {
    reports: new Map(reports.map(report => [report.id, report])),
    lines: Map.groupBy(lines, line => line.adjustmentId),
    taken,
  }
}

/** The run that took the report in, among those that the run follows; null: it was reversed before. */
const runOf = ({ reportId }: AdjustmentRow, { taken }: Facts): string | null =>
  taken.reports.get(reportId) ?? null

function earliest(
  all: readonly AdjustmentRow[],
  facts: Facts,
  runs: ReadonlyMap<string, { id: string; number: number }>,
): string {
  const corrected = all.map(each => runs.get(runOf(each, facts) ?? '')).filter(run => run !== undefined)
  const first = corrected.toSorted((a, b) => a.number - b.number)[0]
  if (first === undefined) throw new Error('No run is adjusted')
  return first.id
}

function additions(all: readonly AdjustmentRow[], facts: Facts): Map<string, Addition> {
  const byRun = Map.groupBy(all, each => runOf(each, facts) ?? '')
  return new Map([...byRun].map(([run, its]) => [run, additionOf(its, facts)]))
}

function additionOf(all: readonly AdjustmentRow[], { reports, lines }: Facts): Addition {
  const revenue = all.flatMap(({ id, reportId }) =>
    (lines.get(id) ?? []).map(({ category, gross, deduction, units }) => {
      const periodEnd = reports.get(reportId)?.periodEnd ?? ''
      return { reportId, periodEnd, category, gross, net: gross - deduction, units }
    }),
  )
  const sums = new Map<Recipient, bigint>()
  for (const { recipient, amount } of all) {
    if (recipient !== null) sums.set(recipient, (sums.get(recipient) ?? 0n) + amount)
  }
  return { revenue, sums }
}

function exactly(sums: ReadonlyMap<Recipient, bigint>): Map<Recipient, Exact> {
  return new Map([...sums].map(([recipient, sum]) => [recipient, ZERO.add(sum)]))
}

function together(runs: readonly ReadonlyMap<Recipient, Exact>[]): Map<Recipient, Exact> {
  const all = new Map<Recipient, Exact>()
  for (const [recipient, amount] of runs.flatMap(run => [...run])) {
    all.set(recipient, (all.get(recipient) ?? ZERO).add(amount))
  }
  return all
}

/**
 * What each holder of the corrected runs is owed of it, by his id: his part of each run by the weight he had in it, in
 * 10^-18 minor units rounded down. What that drops stays with the class and is shared by weight.
 */
export async function adjustedHolders(
  em: EntityManager,
  { runs }: Adjusting,
  { classId, code }: { classId: string; code: string },
): Promise<Map<string, bigint>> {
  const owed = new Map<string, bigint>()
  for (const [run, recipients] of runs) {
    const due = recipients.get(`class:${code}`)
    if (due === undefined) continue
    const query = sql`select holder_id, weight from dividend
                       where distribution_id = ${run} and class_id = ${classId} and weight <> 0 order by holder_id`
    const { holderId, weight } = await readColumns(em, query, { holderId: 'id', weight: 'bigint' })
    const all = weight.reduce((sum, each) => sum + each, 0n)
    for (const [index, own] of weight.entries()) {
      const id = holderId.at(index)
      const part = divide(due.s * due.n * PRECISION * own, due.d * all, 'down')
      owed.set(id, (owed.get(id) ?? 0n) + part)
    }
  }
  return owed
}
