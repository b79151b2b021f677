import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { WrittenMoney } from '../bank/write-money.ts'
import { legsNamed } from '../payouts/legs.ts'
import { lockBatches } from '../payouts/lock-batch.ts'
import type { SuspenseReason } from '../receipt.ts'
import { returnWaiting } from './return-waiting.ts'
import { returnReason, whyNoReturn } from './returns.ts'

/**
 * Books credits of the bank that are payouts of ours sent back: each is on the account again from which it was paid, and
 * the payee is told. One of which the bank has not said that it left waits until it says so. What is no payout of ours,
 * or comes back in another amount or a second time, lies in suspense with the reason.
 */
export async function returnCredits(
  em: EntityManager,
  credits: readonly WrittenMoney[],
  now: Date,
): Promise<{ payoutIds: string[] }> {
  if (credits.length > 0) await keepReturns(em, credits)
  return returnWaiting(em, now)
}

async function keepReturns(em: EntityManager, credits: readonly WrittenMoney[]): Promise<void> {
  const names = [...new Set(credits.flatMap(each => each.endToEndId ?? []))]
  const found = await legsNamed(em, names)
  await lockBatches(em, [...new Set(found.map(leg => leg.batchId))])
  const legs = new Map((await legsNamed(em, names)).map(leg => [leg.endToEndId, leg]))
  const notes: [receiptId: string, reason: SuspenseReason][] = []
  const told: { receiptId: string; legId: string; reason: string }[] = []
  for (const credit of credits) {
    const leg = legs.get(credit.endToEndId ?? '')
    const taken = told.some(each => each.legId === leg?.id)
    const reason = taken ? 'PAYOUT_ENDED' : whyNoReturn(credit, leg)
    if (reason !== null) notes.push([credit.id, reason])
    if (leg === undefined || (reason !== null && reason !== 'PAYOUT_NOT_SETTLED')) continue
    told.push({ receiptId: credit.id, legId: leg.id, reason: returnReason(credit.returned) })
  }
  await copyInto(em, 'suspense_note', ['receipt_id', 'reason'], notes)
  if (told.length > 0) await sqlOf(em).insertInto('returnTold').values(told).execute()
}
