import { act } from '../../act.ts'
import type { Made } from '../../domain/acts/act.ts'
import { system } from '../../domain/acts/actor.ts'
import { completeYear } from '../../domain/dividends/yearly/complete-year.ts'
import {
  issueYearlyCertificates,
  type NewYearlyCertificate,
} from '../../domain/dividends/yearly/issue-yearly-certificates.ts'
import { sameAmounts, type ToldAmount } from '../../domain/dividends/yearly/told-amount.ts'
import {
  latestCertificates,
  toldIn,
  type YearlyCertificateRow,
} from '../../domain/dividends/yearly/yearly-certificates.ts'
import {
  missingInYear,
  overtakenCertificates,
  requestedCertificates,
  yearsToIssue,
} from '../../domain/dividends/yearly/years-to-issue.ts'
import { NOTHING } from '../../domain/ids.ts'
import { paperNumber, type Series } from '../../domain/parties/papers/paper-number.ts'
import { type HolderYear, yearlyData } from '../../domain/reports/yearly-data.ts'
import type { Workshop } from '../job.ts'
import { seriesOf } from '../papers/paper-series.ts'
import { openRendering, type Rendering } from '../papers/rendering.ts'
import { outcomeOf, tryEach } from '../try-each.ts'
import { yearlyPaperOf } from './paper-of.ts'

/** Parties looked at together, and papers that wait for the thread together: no more are ever held in memory. */
const PARTIES = 500
const BATCH = 50

/** What papers are made with: opened with the first one, for most runs issue none. */
type Bench = { rendering: Rendering; series: Series }

type Going = {
  shop: Workshop
  now: Date
  bench(): Promise<Bench>
  count: { issued: number; failed: number }
}

/**
 * Renders, keeps and records the certificates that are missing: of years whose books are closed, of past years for which
 * holders asked, and corrected ones where what a paper says was changed since. Each paper is safe on disk before its fact
 * is written, and only what has no fact is looked for: so it may be ended at any moment and begun again.
 */
export async function issueMissingYearlyCertificates(shop: Workshop, now: Date): Promise<string> {
  let opened: Promise<Bench> | null = null
  const bench = () => {
    opened ??= openBench(shop, now)
    return opened
  }
  const going: Going = { shop, now, bench, count: { issued: 0, failed: 0 } }
  try {
    const em = () => shop.orm.em.fork()
    await issueAll(going, await overtakenCertificates(em()))
    await issueAll(going, await requestedCertificates(em(), PARTIES))
    const years = await yearsToIssue(em())
    const { failed } = await tryEach(shop.log, years.map(String), year => issueYear(going, Number(year)))
    return outcomeOf(`${going.count.issued} yearly certificates issued`, going.count.failed + failed)
  } finally {
    await (await (opened as Promise<Bench> | null))?.rendering.close()
  }
}

async function openBench(shop: Workshop, now: Date): Promise<Bench> {
  return { series: await seriesOf(shop, 'C', now), rendering: openRendering(shop.paper.folder) }
}

/** Issues the papers that are missing on one year. One that fails is left for the next tick. */
async function issueYear(going: Going, year: number): Promise<void> {
  const { shop, now, count } = going
  const failedBefore = count.failed
  let after = NOTHING
  for (;;) {
    const { holderIds, last } = await missingInYear(shop.orm.em.fork(), year, { after, limit: PARTIES })
    if (last === null) break
    after = last
    await issueAll(
      going,
      holderIds.map(holderId => ({ holderId, year })),
    )
  }
  if (count.failed > failedBefore) return
  await write(going, 'completeYear', em => completeYear(em, { year }, now))
}

async function issueAll(going: Going, keys: readonly { holderId: string; year: number }[]): Promise<void> {
  for (const [year, own] of Map.groupBy(keys, key => key.year)) {
    for (let start = 0; start < own.length; start += BATCH) {
      const holderIds = own.slice(start, start + BATCH).map(key => key.holderId)
      await issue(going, await toIssue(going.shop, holderIds, year))
    }
  }
}

type ToIssue = { holder: HolderYear; before: (YearlyCertificateRow & { said: ToldAmount[] }) | null }

/** Those of these holders whose paper is missing, or says something else than is so now. */
async function toIssue({ orm }: Workshop, holderIds: string[], year: number): Promise<ToIssue[]> {
  const em = orm.em.fork()
  const issued = await latestCertificates(em, holderIds, year)
  const told = await toldIn(
    em,
    issued.map(paper => paper.id),
  )
  const latest = new Map(issued.map(paper => [paper.holderId, paper]))
  const holders = await yearlyData(em, holderIds, year)
  return holders.flatMap(holder => {
    const before = latest.get(holder.profile.partyId) ?? null
    // Nobody gets a paper about nothing but who had one about something.
    const said = before === null ? [] : (told.get(before.id) ?? [])
    return sameAmounts(said, holder.amounts) ? [] : [{ holder, before: before && { ...before, said } }]
  })
}

/** Renders papers together and records those that were made, in one transaction. */
async function issue(going: Going, papers: readonly ToIssue[]): Promise<void> {
  const { shop, now, count } = going
  const made: NewYearlyCertificate[] = []
  const kept = new Map(papers.map(paper => [paper.holder.profile.partyId, keep(going, paper)]))
  // Each is awaited below in its turn; one that fails before that must not end the process.
  for (const paper of kept.values()) paper.catch(() => undefined)
  const { failed } = await tryEach(shop.log, [...kept.keys()], async id => {
    made.push((await kept.get(id)) as NewYearlyCertificate)
  })
  count.failed += failed
  if (made.length === 0) return
  const { yearlyCertificateIds } = await write(going, 'issueYearlyCertificates', em =>
    issueYearlyCertificates(em, made, now),
  )
  count.issued += yearlyCertificateIds.length
}

async function keep({ shop, bench, now }: Going, { holder, before }: ToIssue): Promise<NewYearlyCertificate> {
  const { partyId: holderId, language, version: profileVersion } = holder.profile
  const { rendering, series } = await bench()
  const version = (before?.version ?? 0) + 1
  const edition = {
    number: paperNumber(series, [holderId, holder.year, version]),
    version,
    datedAt: now,
    replaces: before,
  }
  const data = yearlyPaperOf(holder, edition, shop.paper.platform)
  const kept = await rendering.keep({ kind: 'yearly', data })
  return {
    holderId,
    year: holder.year,
    version: edition.version,
    replacesId: before?.id ?? null,
    number: edition.number,
    language,
    profileVersion,
    ...kept,
    datedAt: now,
    amounts: holder.amounts.map(({ holderId: _holder, project: _project, ...told }) => told),
  }
}

async function write<M extends Made>(
  { shop, now }: Going,
  verb: string,
  run: Parameters<typeof act<M>>[2],
): Promise<M> {
  return (await act(shop.orm, { actor: system('job'), verb, now }, run)).made
}
