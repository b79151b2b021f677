import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Express } from 'express'
import { snapshot } from './database/snapshot.ts'
import { type ZipFile, zipOf } from './documents/archive/write-zip.ts'
import { readKept } from './documents/keep.ts'
import { latestPapers, type PeriodicStatementRow } from './domain/dividends/periods/periodic-statements.ts'
import { periodNamed } from './domain/dividends/periods/statement-periods.ts'
import { NOTHING } from './domain/ids.ts'
import type { Fetching } from './domain/reports/papers/record-downloads.ts'
import { readsPapers, type Services, signedIn } from './schema/context.ts'
import { recordFetched } from './schema/fetching.ts'
import { contextOf } from './schema/request.ts'

/** Papers listed together; their bytes are read one at a time. */
const PAGE = 500

/**
 * All papers on a period as one archive, the latest version of each, for finance and the auditor; to everybody else there
 * is none. While papers are missing it is refused, for nobody would see what it lacks.
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
    response.type('application/zip').attachment(`statements-${name}.zip`)
    try {
      const by = { downloaderId: signedIn(context).partyId, linkId: null }
      await pipeline(
        Readable.from(zipOf(filesOf(services, { periodId: period.id, by, now: context.now }))),
        response,
      )
    } catch (error) {
      // The head has left: the archive has no end, and every reader says so.
      services.log.error({ period: name, reason: String(error) }, 'an archive was not sent to its end')
      response.destroy()
    }
  })
}

type Asked = { periodId: string; by: Fetching; now: Date }

async function* filesOf(services: Services, { periodId, by, now }: Asked): AsyncGenerator<ZipFile> {
  const listed = await snapshot(services.orm.em, em => papersOf(em, periodId))
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
async function papersOf(em: Parameters<typeof latestPapers>[0], periodId: string): Promise<Listed[]> {
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
