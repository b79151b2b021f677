import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'

/** The bank account an order was paid from. */
export type RefundAccount = { subscriptionId: string; iban: string; holderName: string }

/**
 * Where the money of these orders may be sent back to: the account it came from, and no other. Orders that are not
 * paid, and those whose bank did not say who paid, have none.
 */
export function refundAccounts(
  em: EntityManager,
  subscriptionIds: readonly string[],
): Promise<RefundAccount[]> {
  return sqlOf(em)
    .selectFrom('subscriptionPayment')
    .innerJoin('receipt', 'receipt.id', 'subscriptionPayment.receiptId')
    .innerJoin('bankDetails', 'bankDetails.id', 'receipt.payerId')
    .select(['subscriptionId', 'iban', 'holderName'])
    .where('subscriptionId', 'in', subscriptionIds)
    .execute()
}
