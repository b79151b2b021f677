import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Progress } from './run-progress.ts'

/** Stale: not heard of for a minute, so that the process that ran it has probably died. */
export type ProgressRow = Progress & { updatedAt: Date; stale: boolean }

/** How far the run of a project is; null when none runs. */
export async function progressOf(em: EntityManager, projectId: string): Promise<ProgressRow | null> {
  const found = await sqlOf(em)
    .selectFrom('runProgress')
    .select(['phase', 'done', 'of', 'updatedAt'])
    .select(sql<boolean>`updated_at < now() - interval '1 minute'`.as('stale'))
    .where('projectId', '=', projectId)
    .executeTakeFirst()
  return found ?? null
}
