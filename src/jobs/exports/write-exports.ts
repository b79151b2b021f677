import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { act, transact } from '../../act.ts'
import { snapshot } from '../../database/snapshot.ts'
import { keepWritten } from '../../documents/keep-written.ts'
import { packPart } from '../../documents/tables/pack-part.ts'
import { writePart } from '../../documents/tables/write-part.ts'
import { system } from '../../domain/acts/actor.ts'
import { Refusal } from '../../domain/refusal.ts'
import { completeExport, type ExportOutcome } from '../../domain/reports/exports/complete-export.ts'
import { type ExportRow, openExports } from '../../domain/reports/exports/exports.ts'
import { beginExport, keepExportProgress } from '../../domain/reports/exports/keep-export-progress.ts'
import { lockExport } from '../../domain/reports/exports/lock-export.ts'
import type { Workshop } from '../job.ts'
import { outcomeOf, tryEach } from '../try-each.ts'
import { exportPieces } from './export-pieces.ts'

/** After so many attempts that broke off an export has failed. */
const TRIES = 10

/**
 * Writes the exports that were asked for. One that was broken off goes on where its file ends: the books are read again
 * as they were when it was asked for. The file is safe on disk before its fact is written.
 */
export async function writeExports(shop: Workshop, now: Date): Promise<string> {
  const open = new Map((await openExports(shop.orm.em.fork())).map(row => [row.id, row]))
  const { done, failed } = await tryEach(shop.log, [...open.keys()], async id => {
    const outcome = await outcomeFor(shop, open.get(id) as ExportRow)
    if (outcome === null) return
    const deed = { actor: system('job'), verb: 'completeExport', now }
    await act(shop.orm, deed, em => completeExport(em, { exportId: id, outcome }, now))
    await rm(partOf(shop, id), { force: true })
  })
  return outcomeOf(`${done} exports looked after`, failed)
}

const partOf = ({ paper }: Workshop, id: string) => join(paper.folder, `export-${id}.part`)

/** How an export ends; null while another process is writing it. */
async function outcomeFor(shop: Workshop, row: ExportRow): Promise<ExportOutcome | null> {
  try {
    return await snapshot(shop.orm.em, async em => {
      if (!(await lockExport(em, row.id))) return null
      const tries = await transact(shop.orm, 'beginExport', other => beginExport(other, row.id))
      if (tries === null) return null
      if (tries > TRIES) return { failure: `It was broken off ${TRIES} times.` }
      const part = partOf(shop, row.id)
      await mkdir(shop.paper.folder, { recursive: true, mode: 0o700 })
      const { pieces, expected } = await exportPieces(em, row)
      const written = await writePart(part, pieces, count =>
        transact(shop.orm, 'keepExportProgress', other => keepExportProgress(other, row.id, count - 1)),
      )
      const rows = written.pieces - 1
      if (expected !== null && rows !== expected) throw new Error(`${rows} of ${expected} rows came`)
      return { rows, ...(await keepWritten(row.format === 'xlsx' ? await packPart(part) : part)) }
    })
  } catch (error) {
    if (error instanceof Refusal) return { failure: error.message }
    throw error
  }
}
