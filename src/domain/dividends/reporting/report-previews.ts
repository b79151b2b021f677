import type { EntityManager } from '@mikro-orm/postgresql'
import { conversionBy } from '../../ledger/exchange/conversion-by.ts'
import { type RateRow, rateAt } from '../../ledger/exchange/rates.ts'
import type { Currency } from '../../money/currency.ts'
import { type ProjectRow, projectOf } from '../../offerings/projects.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import { convertLines } from '../conversion/convert-lines.ts'
import { refuse } from '../refusals.ts'
import { type Period, readUnreported } from '../revenue/check-period.ts'
import { currencyOf, type RevenueLineInput, readLines } from '../revenue/read-lines.ts'
import { type ReportLine, refuseUnlessLines } from '../revenue/report-lines.ts'
import { lastReportBefore, linesOf } from '../revenue/reports.ts'
import { recipientsOf } from '../run/distributions.ts'
import { type PlanAhead, planAhead } from '../run/plan-ahead.ts'
import { type Change, changesBetween } from './changes.ts'
import { draftOf } from './drafts.ts'
import { revenueOfLines } from './revenue-of-lines.ts'

/** What a recipient would get, and what he got in the latest run (null: there is none); all holders of a class as one. */
export type PartyTotal = { recipient: Recipient; amount: bigint; before: bigint | null }

/** What a report would bring about, before it is sent. Amounts in minor units. */
export type ReportPreview = {
  project: ProjectRow
  net: bigint
  /** Its net in its own currency, and the rate of now where that is not the project's: its approval takes that of then. */
  reported: { currency: Currency; net: bigint }
  rate: RateRow | null
  plan: PlanAhead
  parties: PartyTotal[]
  /** Against the last report of an earlier period. */
  changes: Change[]
  lastReportId: string | null
}

/**
 * What each party would get in total if these lines (or, when none are given, the draft of the period) were reported
 * and approved now, and what differs from the last time in its currency. It keeps nothing.
 * Refuses PROJECT_UNKNOWN, DRAFT_UNKNOWN, CURRENCY_UNKNOWN, RATE_MISSING, and what `readUnreported`, `readLines`, `refuseUnlessLines` and `planAhead`
 * refuse.
 */
export async function previewReport(
  em: EntityManager,
  input: Period & { projectId: string; lines: RevenueLineInput[] | null },
  now: Date,
): Promise<ReportPreview> {
  const project = await projectOf(em, input.projectId)
  const period = await readUnreported(em, project, input)
  const { currency, lines } =
    input.lines === null ? await keptLines(em, project, period) : linesGiven(input.lines, project)
  refuseUnlessLines(lines, currency)
  const { rate, counted } = await converted(em, { currency, lines }, project, now)
  const plan = await planAhead(
    em,
    { project, period, revenue: revenueOfLines(counted, period.periodEnd) },
    now,
  )
  const earlier = await lastReportBefore(em, project.id, period.periodStart)
  const last = earlier?.reported.currency === currency ? earlier : undefined
  const before = last === undefined ? [] : await linesOf(em, [last.id])
  return {
    project,
    net: netOf(counted),
    reported: { currency, net: netOf(lines) },
    rate,
    plan,
    parties: await partiesOf(em, plan),
    changes: changesBetween(before, lines),
    lastReportId: last?.id ?? null,
  }
}

type Given = { currency: Currency; lines: ReportLine[] }

function linesGiven(given: RevenueLineInput[], project: ProjectRow): Given {
  const currency = currencyOf(given) ?? project.currency
  return { currency, lines: readLines(given, currency) }
}

const netOf = (lines: readonly ReportLine[]) =>
  lines.reduce((sum, line) => sum + line.gross - line.deduction, 0n)

/** The lines as they would count, were they approved now. */
async function converted(em: EntityManager, { currency, lines }: Given, project: ProjectRow, now: Date) {
  const pair = { from: currency, to: project.currency }
  if (pair.from === pair.to) return { rate: null, counted: lines }
  const rate = await rateAt(em, pair, now)
  return { rate, counted: convertLines(lines, conversionBy(rate, pair)) }
}

async function keptLines(em: EntityManager, project: ProjectRow, period: Period): Promise<Given> {
  const draft = await draftOf(em, project.id, period)
  if (draft === undefined) throw refuse.DRAFT_UNKNOWN({ from: period.periodStart, to: period.periodEnd })
  return { currency: draft.currency ?? project.currency, lines: draft.lines }
}

/** Whoever got something the last time stands among them, too. */
async function partiesOf(em: EntityManager, { recipients, previousId }: PlanAhead): Promise<PartyTotal[]> {
  const before = previousId === null ? [] : await recipientsOf(em, previousId)
  const names = new Set([...recipients, ...before].map(line => line.recipient))
  return [...names].map(recipient => {
    const amount = recipients.find(line => line.recipient === recipient)?.amount ?? 0n
    const then = before.find(line => line.recipient === recipient)?.amount ?? 0n
    return { recipient, amount, before: previousId === null ? null : then }
  })
}
