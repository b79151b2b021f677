import type { Express } from 'express'
import { keptPath } from './documents/keep-written.ts'
import { exportFileName, exportState } from './domain/reports/exports/export-kinds.ts'
import { exportOf } from './domain/reports/exports/exports.ts'
import type { Services } from './schema/context.ts'
import { isGoodLink } from './schema/export-links.ts'
import { isUuid } from './schema/ids.ts'

/**
 * Files that were asked for, by a link that is signed and expires: GET /exports/:id. Whatever else is asked for does not
 * exist. A file whose bytes have changed is never sent.
 */
export function mountExports(app: Express, { orm, clock, config, documents }: Services): void {
  app.get('/exports/:id', async (request, response, next) => {
    const exportId = request.params.id
    const now = clock.now()
    const { until, signature } = request.query
    if (!isUuid(exportId) || !isGoodLink(config.tokenSecret, { exportId, until, signature }, now))
      return next()
    const row = await exportOf(orm.em.fork(), exportId)
    if (row?.sha256 == null || exportState(row, now) !== 'ready') return next()
    const path = await keptPath(documents, row.sha256)
    response.attachment(exportFileName(row)).type('application/octet-stream')
    response.set('X-Content-SHA256', row.sha256).sendFile(path, { dotfiles: 'allow' })
  })
}
