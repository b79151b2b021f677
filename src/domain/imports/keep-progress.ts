import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { ImportProgressNow } from './lines/staged-line.ts'

/** Keeps how far an import is, in the place of what was kept before. Not in the import's own transaction. */
export async function keepImportProgress(
  em: EntityManager,
  preparationId: string,
  progress: ImportProgressNow,
): Promise<void> {
  const kept = { ...progress, updatedAt: sql<Date>`now()` }
  await sqlOf(em)
    .insertInto('importProgress')
    .values({ preparationId, ...kept })
    .onConflict(conflict => conflict.column('preparationId').doUpdateSet(kept))
    .execute()
}

/** An import has ended, well or not: nothing is to be seen of its progress any more. */
export async function dropImportProgress(em: EntityManager, preparationId: string): Promise<void> {
  await sqlOf(em).deleteFrom('importProgress').where('preparationId', '=', preparationId).execute()
}
