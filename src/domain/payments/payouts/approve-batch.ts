import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockBatch } from './lock-batch.ts'
import { batchMay, batchState } from './payout-states.ts'
import { refuse } from './refusals.ts'

/**
 * Somebody else than who prepared a batch agrees to it. A second approval of the same person changes nothing. Refuses
 * PAYOUT_BATCH_UNKNOWN, PAYOUT_OWN_BATCH, PAYOUT_BATCH_STATE.
 */
export async function approveBatch(
  em: EntityManager,
  { batchId, approverId }: { batchId: string; approverId: string },
  now: Date,
): Promise<{ batchId: string }> {
  const batch = await lockBatch(em, batchId)
  if (batch.preparerId === approverId) throw refuse.PAYOUT_OWN_BATCH({})
  if (batch.approverIds.includes(approverId)) return { batchId }
  const state = batchState(batch)
  if (!batchMay(state, 'approve')) throw refuse.PAYOUT_BATCH_STATE({ what: 'approve', state })
  await sqlOf(em).insertInto('payoutApproval').values({ batchId, approverId, approvedAt: now }).execute()
  return { batchId }
}
