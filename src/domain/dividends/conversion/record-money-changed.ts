import type { EntityManager } from '@mikro-orm/postgresql'
import { bookChange } from '../../payments/conversion/book-change.ts'
import { claimChange } from '../../payments/conversion/claim-change.ts'
import { lockExchange } from '../../payments/conversion/lock-exchange.ts'
import { checkSpare } from '../../payments/conversion/spare.ts'
import { convertOrders } from '../../shares/currencies/convert-orders.ts'
import { bookConversions } from './book-conversions.ts'

/** What the bank changed: a debit that left, the receipts that came for it, and the reports and orders whose money it was. */
export type ChangedMoney = {
  debitId: string
  receiptIds: readonly string[]
  reportIds: readonly string[]
  subscriptionIds: readonly string[]
}

/**
 * The bank changed money of the clients: the revenue of these reports becomes what they were converted to, and can be
 * distributed, and these orders are paid or, where they ended, given back what was sent for them. Without either it is money
 * that the house had to spare, such as what came back of a converted payout. What the bank gave beside the stored rate stays
 * on `exchange`; where it gave less, an earlier gain there or a receipt of the platform's own money makes it good first. Told
 * again it changes nothing.
 * Refuses EXCHANGE_SHORT, and what `claimChange`, `convertOrders` and `bookConversions` refuse.
 */
export async function recordMoneyChanged(
  em: EntityManager,
  { debitId, receiptIds, reportIds, subscriptionIds }: ChangedMoney,
  now: Date,
): Promise<{ debitId: string }> {
  const before = await lockExchange(em)
  const claimed = await claimChange(em, { debitId, receiptIds }, now)
  if (claimed === null) return { debitId }
  await convertOrders(em, subscriptionIds, now)
  await bookConversions(em, reportIds, now)
  await bookChange(em, claimed, now)
  await checkSpare(em, before)
  return { debitId }
}
