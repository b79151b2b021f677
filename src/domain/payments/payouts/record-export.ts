import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockBatch } from './lock-batch.ts'
import { checkPeople } from './payout-policy.ts'
import { batchMay, batchState } from './payout-states.ts'
import { refuse } from './refusals.ts'

/**
 * Writes down who took the file of a batch, and which: the next one is told. It is taken once somebody approved the batch
 * and as long as the bank has not answered all of it, by as many people as sending it takes: who has the file can give it
 * to the bank. Refuses PAYOUT_BATCH_UNKNOWN, PAYOUT_BATCH_STATE, PAYOUT_PEOPLE_MISSING.
 */
export async function recordExport(
  em: EntityManager,
  { batchId, exporterId, sha256 }: { batchId: string; exporterId: string; sha256: string },
  now: Date,
): Promise<{ batchId: string; exportId: string }> {
  const batch = await lockBatch(em, batchId)
  const state = batchState(batch)
  if (!batchMay(state, 'export')) throw refuse.PAYOUT_BATCH_STATE({ what: 'export', state })
  checkPeople(batch, exporterId)
  const exportId = newId()
  await sqlOf(em)
    .insertInto('payoutExport')
    .values({ id: exportId, batchId, exporterId, sha256, exportedAt: now })
    .execute()
  return { batchId, exportId }
}
