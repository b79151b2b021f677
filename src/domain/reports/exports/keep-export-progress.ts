import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** An export is begun, or begun again; answers how often it was. */
export async function beginExport(em: EntityManager, exportId: string): Promise<number> {
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
