import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { type BatchRow, batchOf } from './batches.ts'

/** What is done with a batch and its legs is done one after the other. Refuses PAYOUT_BATCH_UNKNOWN. */
export async function lockBatch(em: EntityManager, id: string): Promise<BatchRow> {
  await lockBatches(em, [id])
  return batchOf(em, id)
}

/** The same for several batches, in the order of their ids. */
export async function lockBatches(em: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sqlOf(em)
    .selectFrom('payoutBatch')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
}
