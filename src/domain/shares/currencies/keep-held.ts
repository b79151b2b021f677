import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { ArrivedMoney } from '../record-payment.ts'

/** Keeps a receipt in another currency for the order it was sent for, until the bank has changed it or the order ends. */
export async function keepHeld(
  em: EntityManager,
  subscriptionId: string,
  { id: receiptId, receivedAt }: ArrivedMoney,
): Promise<void> {
  await sqlOf(em)
    .insertInto('receiptHold')
    .values({ receiptId, targetId: subscriptionId, heldAt: receivedAt })
    .execute()
}
