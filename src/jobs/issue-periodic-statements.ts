import { act } from '../act.ts'
import type { Made } from '../domain/acts/act.ts'
import { system } from '../domain/acts/actor.ts'
import { completePeriod } from '../domain/dividends/periods/complete-period.ts'
import {
  issuePeriodicStatements,
  type NewPeriodicStatement,
} from '../domain/dividends/periods/issue-periodic-statements.ts'
import { missingHolders } from '../domain/dividends/periods/period-holders.ts'
import { papersToCorrect, type ToCorrect } from '../domain/dividends/periods/periodic-statements.ts'
import {
  periodsToIssue,
  type StatementPeriodRow,
  statementPeriodOf,
} from '../domain/dividends/periods/statement-periods.ts'
import { NOTHING } from '../domain/ids.ts'
import { paperNumber, type Series } from '../domain/parties/papers/paper-number.ts'
import { type ClassRates, classRates } from '../domain/reports/periodic/class-rates.ts'
import type { HolderPeriod } from '../domain/reports/periodic/holder-period.ts'
import { periodicData } from '../domain/reports/periodic/periodic-data.ts'
import type { Workshop } from './job.ts'
import { seriesOf } from './papers/paper-series.ts'
import { openRendering, type Rendering } from './papers/rendering.ts'
import { type Edition, periodicPaperOf } from './periodic/paper-of.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/** Parties looked at together, and papers that wait for the thread together: no more are ever held in memory. */
const PARTIES = 500
const BATCH = 50

/** How many papers were issued, and how many failed. */
type Count = { issued: number; failed: number }

type Going = { shop: Workshop; now: Date; count: Count; rendering: Rendering; series: Series }

/**
 * Renders, keeps and records the papers on closed periods that are missing, and corrected versions that were asked for. The
 * papers are rendered in a thread of their own; each is safe on disk before its fact is written, and only what has no
 * fact is looked for: so it may be ended at any moment and begun again.
 */
export async function issueMissingPeriodicStatements(shop: Workshop, now: Date): Promise<string> {
  const em = shop.orm.em.fork()
  const periods = await periodsToIssue(em)
  const corrections = await papersToCorrect(em, { after: NOTHING, limit: 1 })
  const count: Count = { issued: 0, failed: 0 }
  if (periods.length + corrections.length === 0) return outcomeOf('0 periodic statements issued', 0)
  const rendering = openRendering(shop.paper.folder)
  try {
    const going = { shop, now, count, rendering, series: await seriesOf(shop, 'P', now) }
    const byId = new Map(periods.map(period => [period.id, period]))
    const { failed } = await tryEach(shop.log, [...byId.keys()], id =>
      issueAll(going, byId.get(id) as StatementPeriodRow),
    )
    await correctAll(going)
    return outcomeOf(`${count.issued} periodic statements issued`, count.failed + failed)
  } finally {
    await rendering.close()
  }
}

/** Issues the papers that are missing on one period. One that fails is left for the next tick. */
async function issueAll(going: Going, period: StatementPeriodRow): Promise<void> {
  const { shop, now, count } = going
  const failedBefore = count.failed
  const rates = await classRates(shop.orm.em.fork(), period)
  const first = { period, version: 1, datedAt: period.closedAt, replaces: null }
  let after = NOTHING
  for (;;) {
    const em = shop.orm.em.fork()
    const { holderIds, last } = await missingHolders(em, period, { after, limit: PARTIES })
    if (last === null) break
    after = last
    for (let start = 0; start < holderIds.length; start += BATCH) {
      const batch = holderIds.slice(start, start + BATCH)
      const holders = await periodicData(em, batch, period, rates)
      await issue(
        going,
        holders.map(holder => ({ holder, edition: first, replacesId: null })),
      )
    }
  }
  if (count.failed > failedBefore) return
  await write(going, 'completePeriod', em => completePeriod(em, { periodId: period.id }, now))
}

/** Issues the corrected versions that were asked for, from the same books. */
async function correctAll(going: Going): Promise<void> {
  const em = going.shop.orm.em.fork()
  let after = NOTHING
  for (;;) {
    const papers = await papersToCorrect(em, { after, limit: BATCH })
    const last = papers.at(-1)
    if (last === undefined) return
    after = last.id
    for (const [periodId, own] of Map.groupBy(papers, paper => paper.periodId)) {
      const period = await statementPeriodOf(em, periodId)
      await correct(going, { period, rates: await classRates(em, period) }, own)
    }
  }
}

type Told = { period: StatementPeriodRow; rates: ClassRates }

async function correct(going: Going, { period, rates }: Told, papers: readonly ToCorrect[]): Promise<void> {
  const byHolder = new Map(papers.map(paper => [paper.holderId, paper]))
  const holders = await periodicData(going.shop.orm.em.fork(), [...byHolder.keys()], period, rates)
  const toIssue = holders.flatMap(holder => {
    const paper = byHolder.get(holder.profile.partyId)
    if (paper === undefined) return []
    const { version, requestedAt: datedAt, number, id: replacesId } = paper
    const replaces = { number, datedAt: paper.datedAt }
    return [{ holder, edition: { period, version: version + 1, datedAt, replaces }, replacesId }]
  })
  await issue(going, toIssue)
}

type ToIssue = { holder: HolderPeriod; edition: Omit<Edition, 'number'>; replacesId: string | null }

/** Renders papers together and records those that were made, in one transaction. */
async function issue(going: Going, papers: readonly ToIssue[]): Promise<void> {
  const { shop, now, count } = going
  const made: NewPeriodicStatement[] = []
  const kept = new Map(papers.map(paper => [paper.holder.profile.partyId, keep(going, paper)]))
  // Each is awaited below in its turn; one that fails before that must not end the process.
  for (const paper of kept.values()) paper.catch(() => undefined)
  const { failed } = await tryEach(shop.log, [...kept.keys()], async id => {
    made.push((await kept.get(id)) as NewPeriodicStatement)
  })
  count.failed += failed
  if (made.length === 0) return
  const { periodicStatementIds } = await write(going, 'issuePeriodicStatements', em =>
    issuePeriodicStatements(em, made, now),
  )
  count.issued += periodicStatementIds.length
}

async function keep(
  { shop, rendering, series }: Going,
  { holder, edition, replacesId }: ToIssue,
): Promise<NewPeriodicStatement> {
  const number = paperNumber(series, [edition.period.id, holder.profile.partyId, edition.version])
  const data = periodicPaperOf(holder, { ...edition, number }, shop.paper.platform)
  const kept = await rendering.keep({ kind: 'periodic', data })
  const { partyId: holderId, language, version: profileVersion } = holder.profile
  return {
    periodId: edition.period.id,
    holderId,
    version: edition.version,
    replacesId,
    number,
    language,
    profileVersion,
    ...kept,
    datedAt: edition.datedAt,
    balances: holder.accounts.map(({ currency, opening, closing }) => ({ currency, opening, closing })),
  }
}

async function write<M extends Made>(
  { shop, now }: Going,
  verb: string,
  run: Parameters<typeof act<M>>[2],
): Promise<M> {
  return (await act(shop.orm, { actor: system('job'), verb, now }, run)).made
}
