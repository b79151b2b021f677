import type { EntityManager } from '@mikro-orm/postgresql'
import { exportsOfBatch } from './batches.ts'
import { endLegs } from './end-legs.ts'
import { backTo } from './leg-accounts.ts'
import { legsOfBatch } from './legs.ts'
import { lockBatch } from './lock-batch.ts'
import { batchMay, batchState, legState } from './payout-states.ts'
import { refuse } from './refusals.ts'

/**
 * Takes legs of a batch back before it is sent, or the whole batch (`endToEndIds` null): their money lies on the accounts
 * again, and the rest of the batch goes on. What was taken back before is left as it is. Once its file was taken it may be at
 * the bank, and would be paid twice: then only somebody who did not take it may say that the bank does not have it. Refuses
 * PAYOUT_BATCH_UNKNOWN, PAYOUT_BATCH_STATE, PAYOUT_TAKEN, PAYOUT_LEG_UNKNOWN, PAYOUT_REASON_MALFORMED.
 */
export async function cancelLegs(
  em: EntityManager,
  input: { batchId: string; endToEndIds: readonly string[] | null; reason: string; cancellerId: string },
  now: Date,
): Promise<{ batchId: string }> {
  const { batchId, endToEndIds } = input
  const batch = await lockBatch(em, batchId)
  const state = batchState(batch)
  if (state === 'cancelled') return { batchId }
  if (!batchMay(state, 'cancel')) throw refuse.PAYOUT_BATCH_STATE({ what: 'cancel', state })
  await checkNotTaken(em, batchId, input.cancellerId)
  const legs = await legsOfBatch(em, batchId)
  const missing = endToEndIds?.find(name => !legs.some(leg => leg.endToEndId === name))
  if (missing !== undefined) throw refuse.PAYOUT_LEG_UNKNOWN({ endToEndId: missing })
  const named = endToEndIds === null ? legs : legs.filter(leg => endToEndIds.includes(leg.endToEndId))
  const open = named.filter(leg => legState(leg) === 'prepared')
  const ending = { how: 'cancelled' as const, reason: input.reason.trim(), debitOf: () => null, to: backTo }
  await endLegs(em, open, ending, now)
  return { batchId }
}

async function checkNotTaken(em: EntityManager, batchId: string, cancellerId: string): Promise<void> {
  const taken = (await exportsOfBatch(em, batchId)).findLast(each => each.exporterId === cancellerId)
  if (taken !== undefined) throw refuse.PAYOUT_TAKEN({ at: taken.exportedAt.toISOString() })
}
