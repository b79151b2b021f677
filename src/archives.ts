import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Express, Response } from 'express'
import { snapshot } from './database/snapshot.ts'
import { type ZipFile, zipOf } from './documents/archive/write-zip.ts'
import { readKept } from './documents/keep.ts'
import { latestPapers, type PeriodicStatementRow } from './domain/dividends/periods/periodic-statements.ts'
import { periodNamed } from './domain/dividends/periods/statement-periods.ts'
import { NOTHING } from './domain/ids.ts'
import { OWNED } from './domain/reports/papers/paper-sources.ts'
import { standingPapersPage } from './domain/reports/papers/papers.ts'
import type { Fetching } from './domain/reports/papers/record-downloads.ts'
import { type Context, ownParties, readsPapers, type Services, signedIn } from './schema/context.ts'
import { recordFetched } from './schema/fetching.ts'
import { isUuid } from './schema/ids.ts'
import { contextOf } from './schema/request.ts'

/** Papers listed together; their bytes are read one at a time. */
const PAGE = 500

/**
 * All papers on a period as one archive, the latest version of each, for finance and the auditor; to everybody else there
 * is none. While papers are missing it is refused, for nobody would see what it lacks. And all papers of a party that stand, of
 * every kind, for itself, finance and the auditor. Each paper in an archive is recorded as fetched.
 */
export function mountArchives(app: Express, services: Services): void {
  app.get('/statements/:period.zip', async (request, response, next) => {
    const context = await contextOf(services, request)
    if (!readsPapers(context)) return next()
    const period = await periodNamed(context.em, request.params.period)
    if (period === undefined) return next()
    const { name, issued, holders } = period
    if (period.completedAt === null) {
      const message = `${issued} of ${holders} statements of ${name} are issued: ask again when all are.`
      response.status(409).json({ errors: [{ message, extensions: { code: 'STATEMENTS_MISSING' } }] })
      return
    }
    await send(services, response, {
      name: `statements-${name}`,
      list: em => papersOf(em, period.id),
      by: { downloaderId: signedIn(context).partyId, linkId: null },
      now: context.now,
    })
  })
  app.get('/papers/:partyId.zip', async (request, response, next) => {
    const context = await contextOf(services, request)
    const { partyId } = request.params
    if (!isUuid(partyId) || !(readsPapers(context) || ownParties(context).includes(partyId))) return next()
    await send(services, response, {
      name: `papers-${partyId}`,
      list: em => papersOfParty(em, partyId),
      by: { downloaderId: signedIn(context).partyId, linkId: null },
      now: context.now,
    })
  })
}

type Asked = { name: string; list: (em: Context['em']) => Promise<Listed[]>; by: Fetching; now: Date }

async function send(services: Services, response: Response, asked: Asked): Promise<void> {
  const { name } = asked
  response.type('application/zip').attachment(`${name}.zip`)
  try {
    await pipeline(Readable.from(zipOf(filesOf(services, asked))), response)
  } catch (error) {
    // The head has left: the archive has no end, and every reader says so.
    services.log.error({ archive: name, reason: String(error) }, 'an archive was not sent to its end')
    response.destroy()
  }
}

async function* filesOf(services: Services, { list, by, now }: Asked): AsyncGenerator<ZipFile> {
  const listed = await snapshot(services.orm.em, list)
  for (let start = 0; start < listed.length; start += PAGE) {
    const papers = listed.slice(start, start + PAGE)
    await recordFetched(services, { paperIds: papers.map(paper => paper.id), by }, now)
    for (const { number, sha256, datedAt } of papers) {
      const bytes = await readKept(services.documents, sha256)
      if (bytes === null) throw new Error(`The paper ${number} is not kept any more`)
      yield { name: `${number}.pdf`, bytes, at: datedAt }
    }
  }
}

type Listed = Pick<PeriodicStatementRow, 'id' | 'number' | 'sha256' | 'datedAt'>

/** Listed as they are at one instant: a version that is issued while the archive is sent belongs to the next one. */
async function papersOf(em: Context['em'], periodId: string): Promise<Listed[]> {
  const listed: Listed[] = []
  let after = NOTHING
  for (;;) {
    const papers = await latestPapers(em, periodId, { after, limit: PAGE })
    const last = papers.at(-1)
    if (last === undefined) return listed
    after = last.id
    listed.push(...papers.map(({ id, number, sha256, datedAt }) => ({ id, number, sha256, datedAt })))
  }
}

/** Papers of every kind that stand, invoices among them: none of a run that was taken back. */
async function papersOfParty(em: Context['em'], ownerId: string): Promise<Listed[]> {
  const listed: Listed[] = []
  let after = NOTHING
  for (;;) {
    const papers = await standingPapersPage(
      em,
      { ownerId, kinds: OWNED },
      { after, limit: PAGE, inverted: false },
    )
    const last = papers.at(-1)
    if (last === undefined) return listed
    after = last.id
    listed.push(...papers.map(({ id, number, sha256, datedAt }) => ({ id, number, sha256, datedAt })))
  }
}
