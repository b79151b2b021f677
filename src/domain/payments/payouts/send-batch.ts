import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { latestOf } from '../../time/calendar.ts'
import { exportsOfBatch } from './batches.ts'
import { sendBy } from './cut-off.ts'
import { lockBatch } from './lock-batch.ts'
import { checkPeople } from './payout-policy.ts'
import { batchMay, batchState } from './payout-states.ts'
import { refuse } from './refusals.ts'

/**
 * Writes down that a batch goes to the bank. From then on nothing of it is cancelled, and no leg is ever sent again: what
 * becomes of it the bank tells. Sending it again changes nothing. Refuses PAYOUT_BATCH_UNKNOWN, PAYOUT_FILE_MALFORMED,
 * PAYOUT_BATCH_STATE, PAYOUT_PEOPLE_MISSING, PAYOUT_TOO_LATE, PAYOUT_FILE_OTHER.
 */
export async function sendBatch(
  em: EntityManager,
  { batchId, senderId, sha256 }: { batchId: string; senderId: string; sha256: string | null },
  now: Date,
): Promise<{ batchId: string }> {
  if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256)) {
    throw refuse.PAYOUT_FILE_MALFORMED({ length: sha256.length })
  }
  const batch = await lockBatch(em, batchId)
  if (batch.sent) return { batchId }
  const state = batchState(batch)
  if (!batchMay(state, 'send')) throw refuse.PAYOUT_BATCH_STATE({ what: 'send', state })
  checkPeople(batch, senderId)
  const last = sendBy(batch.executesOn)
  const taken = await exportsOfBatch(em, batchId)
  // A file that was taken in time may be at the bank: then it is said late, and not denied.
  if (now >= last && !taken.some(each => each.exportedAt < last)) {
    const times = { sendBy: last.toISOString(), now: now.toISOString() }
    throw refuse.PAYOUT_TOO_LATE({ day: batch.executesOn, ...times })
  }
  if (sha256 !== null && taken.length > 0 && !taken.some(each => each.sha256 === sha256)) {
    throw refuse.PAYOUT_FILE_OTHER({ sha256, taken: taken.length })
  }
  const sentAt = latestOf(now, batch.approvedAt)
  await sqlOf(em).insertInto('payoutSending').values({ batchId, senderId, sha256, sentAt }).execute()
  return { batchId }
}
