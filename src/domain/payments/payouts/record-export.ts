import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockBatch } from './lock-batch.ts'
import { batchMay, batchState } from './payout-states.ts'
import { refuse } from './refusals.ts'

/**
 * Writes down who took the file of a batch, and which: the next one is told. It is taken once somebody approved the batch
 * and as long as the bank has not answered all of it. Refuses PAYOUT_BATCH_UNKNOWN, PAYOUT_BATCH_STATE.
 */
export async function recordExport(
  em: EntityManager,
  { batchId, exporterId, sha256 }: { batchId: string; exporterId: string; sha256: string },
  now: Date,
): Promise<{ batchId: string; exportId: string }> {
  const state = batchState(await lockBatch(em, batchId))
  if (!batchMay(state, 'export')) throw refuse.PAYOUT_BATCH_STATE({ what: 'export', state })
  const exportId = newId()
  await sqlOf(em)
    .insertInto('payoutExport')
    .values({ id: exportId, batchId, exporterId, sha256, exportedAt: now })
    .execute()
  return { batchId, exportId }
}
