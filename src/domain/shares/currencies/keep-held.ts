import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockReceipt } from '../../payments/lock-receipt.ts'
import { refuse } from '../../payments/refusals.ts'
import type { ArrivedMoney } from '../record-payment.ts'

/**
 * Keeps a receipt in another currency for the order it was sent for, until the bank has changed it or the order ends.
 * Refuses RECEIPT_CLAIMED and RECEIPT_HELD, also where that came about since the caller looked.
 */
export async function keepHeld(
  em: EntityManager,
  subscriptionId: string,
  { id: receiptId, receivedAt }: ArrivedMoney,
): Promise<void> {
  const receipt = await lockReceipt(em, receiptId)
  if (receipt.purpose !== null) throw refuse.RECEIPT_CLAIMED(receipt)
  if (receipt.heldForId !== null) throw refuse.RECEIPT_HELD({ id: receiptId, orderId: receipt.heldForId })
  await sqlOf(em)
    .insertInto('receiptHold')
    .values({ receiptId, targetId: subscriptionId, heldAt: receivedAt })
    .execute()
}
