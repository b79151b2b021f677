import type { EntityManager } from '@mikro-orm/postgresql'
import { holdsOf } from '../../payments/receipts.ts'
import { claimReceipt } from '../../payments/record-receipt.ts'
import { holderAccount } from '../shares-accounts.ts'
import type { SubscriptionRow } from '../subscriptions.ts'

/** Gives what is held for orders that ended to their investors, in the currency in which it was sent. */
export async function returnHeld(
  em: EntityManager,
  orders: readonly SubscriptionRow[],
  now: Date,
): Promise<void> {
  const held = orders.filter(order => order.heldAt !== null && order.paidAt === null)
  if (held.length === 0) return
  const holds = new Map(
    (
      await holdsOf(
        em,
        held.map(order => order.id),
      )
    ).map(hold => [hold.targetId, hold]),
  )
  for (const { id: heldFor, partyId } of held) {
    const hold = holds.get(heldFor)
    if (hold === undefined) continue
    const account = holderAccount(partyId, hold.currency)
    const claim = {
      receiptId: hold.receiptId,
      purpose: 'return' as const,
      targetId: partyId,
      account,
      heldFor,
    }
    await claimReceipt(em, claim, now)
  }
}
