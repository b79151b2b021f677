import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** The verb of the acts that tell: they are not told of themselves. */
export const TELLING = 'appendNotices'

/**
 * The next acts of the feed that were not told of yet, oldest first: behind the cursor, and only those before which nothing can
 * be committed any more.
 */
export async function actsBehind(em: EntityManager, limit: number): Promise<{ xid: string; id: string }[]> {
  const { rows } = await sql<{ xid: string; id: string }>`
    select act.xid::text as xid, act.id from act
     where (act.xid, act.id) > (
             coalesce((select xid from notice_cursor), '0'::xid8),
             coalesce((select act_id from notice_cursor), '00000000-0000-0000-0000-000000000000'))
       and act.xid < pg_snapshot_xmin(pg_current_snapshot()) and verb <> ${TELLING}
     order by act.xid, act.id limit ${limit}`.execute(sqlOf(em))
  return rows
}
