import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Progress } from './run-progress.ts'

/** Keeps how far the run of a project is, in the place of what was kept before. Not in the run's own transaction. */
export async function keepProgress(em: EntityManager, projectId: string, progress: Progress): Promise<void> {
  const kept = { ...progress, updatedAt: sql<Date>`now()` }
  await sqlOf(em)
    .insertInto('runProgress')
    .values({ projectId, ...kept })
    .onConflict(conflict => conflict.column('projectId').doUpdateSet(kept))
    .execute()
}
