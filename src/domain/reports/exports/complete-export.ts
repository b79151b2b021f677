import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockExportEnd } from './lock-export-end.ts'

/** The file of an export, or why there is none. */
export type ExportOutcome = { rows: number; bytes: bigint; sha256: string } | { failure: string }

/** An export has ended; one that has ended already stays as it is. */
export async function completeExport(
  em: EntityManager,
  { exportId, outcome }: { exportId: string; outcome: ExportOutcome },
  now: Date,
): Promise<{ exportId: string }> {
  await lockExportEnd(em, exportId)
  await sqlOf(em)
    .insertInto('exportEnd')
    .values({ exportId, ...outcome, endedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  await sqlOf(em).deleteFrom('exportProgress').where('exportId', '=', exportId).execute()
  return { exportId }
}
