import type { Express, Request } from 'express'
import { readKept } from './documents/keep.ts'
import type { Services } from './schema/context.ts'
import { paperToSend, recordFetched } from './schema/fetching.ts'
import { isUuid } from './schema/ids.ts'
import { contextOf } from './schema/request.ts'
import { seeEvidence } from './schema/sight.ts'
import { verifyNumber } from './schema/verification.ts'

/**
 * Papers of every kind for their owner, finance and the auditor, also by a link that is signed and expires, each download
 * recorded; and the files that reports were made from for the project's own people and staff. To everybody else they do not
 * exist. What anybody may know is under /verify.
 */
export function mountPapers(app: Express, services: Services): void {
  app.get('/documents/:id', async (request, response, next) => {
    const id = request.params.id
    const context = await contextOf(services, request)
    const toSend = await paperToSend(context, { paperId: id, ...addressed(request.query) })
    if (toSend === undefined && request.query.signature !== undefined) return next()
    const [evidence] = isUuid(id) ? await seeEvidence(context, [id]) : []
    const sha256 = toSend?.paper.sha256 ?? evidence?.sha256
    const bytes = sha256 === undefined ? null : await readKept(services.documents, sha256)
    if (bytes === null) return next()
    if (toSend !== undefined && request.method === 'GET') {
      await recordFetched(services, { paperIds: [toSend.paper.id], by: toSend.by }, context.now)
    }
    // A file of somebody else's is never shown, only kept: its name would choose how.
    if (evidence !== undefined) response.attachment(evidence.fileName).type('application/octet-stream')
    else response.attachment(`${toSend?.paper.number}.${toSend?.paper.kind === 'auditPack' ? 'zip' : 'pdf'}`)
    response.send(bytes)
  })
  app.get('/verify/:number', async (request, response, next) => {
    const found = await verifyNumber(services.orm.em.fork(), request.params.number)
    if (found === undefined) return next()
    response.json({ ...found, compare: 'the SHA-256 of the file you have must be the same' })
  })
}

const addressed = ({ link, until, signature }: Request['query']) => ({ link, until, signature })
