import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { lockExportEnd } from './lock-export-end.ts'

/** An export is begun, or begun again; answers how often it was, and null for one that has ended. */
export async function beginExport(em: EntityManager, exportId: string): Promise<number | null> {
  await lockExportEnd(em, exportId)
  const ended = sqlOf(em).selectFrom('exportEnd').select('exportId').where('exportId', '=', exportId)
  if ((await ended.executeTakeFirst()) !== undefined) return null
  const { tries } = await sqlOf(em)
    .insertInto('exportProgress')
    .values({ exportId, tries: 1, rows: 0 })
    .onConflict(conflict =>
      conflict
        .column('exportId')
        .doUpdateSet({ tries: sql`export_progress.tries + 1`, updatedAt: sql`now()` }),
    )
    .returning('tries')
    .executeTakeFirstOrThrow()
  return tries
}

/** So many of its rows are on disk. */
export async function keepExportProgress(em: EntityManager, exportId: string, rows: number): Promise<void> {
  await sqlOf(em)
    .updateTable('exportProgress')
    .set({ rows, updatedAt: sql`now()` })
    .where('exportId', '=', exportId)
    .execute()
}
