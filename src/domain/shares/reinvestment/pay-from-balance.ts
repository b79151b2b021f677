import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { book } from '../../ledger/book.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { holderAccount, subscriberAccount } from '../shares-accounts.ts'
import type { SubscriptionRow } from '../subscriptions.ts'

/**
 * Pays an order from what its investor has with us. The caller has locked his account, and knows that it holds as much and
 * that the order was made just now.
 */
export async function payFromBalance(em: EntityManager, order: SubscriptionRow, now: Date): Promise<void> {
  const { id: subscriptionId, partyId, currency, amount } = order
  await sqlOf(em)
    .insertInto('subscriptionPayment')
    .values({ subscriptionId, receiptId: null, cardPaymentId: null, paidAt: now })
    .execute()
  const entry = { kind: 'orderPaidFromBalance', factId: subscriptionId } as const
  await book(em, { ...entry, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: holderAccount(partyId, currency), amount },
    { account: subscriberAccount(order), amount: -amount },
  ])
}
