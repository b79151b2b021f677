import type { EntityManager } from '@mikro-orm/postgresql'
import { refuse as refuseRate } from '../../ledger/exchange/refusals.ts'
import { bookChange } from '../../payments/conversion/book-change.ts'
import { claimChange } from '../../payments/conversion/claim-change.ts'
import { lockExchange } from '../../payments/conversion/lock-exchange.ts'
import { checkSpare } from '../../payments/conversion/spare.ts'
import { convertOrders } from '../../shares/currencies/convert-orders.ts'
import { lockOrders } from '../../shares/currencies/lock-orders.ts'
import { bookConversions } from './book-conversions.ts'
import { type NamedWithChange, recordedChange } from './recorded-change.ts'

/** What the bank changed: a debit that left, the receipts that came for it, and the reports and orders whose money it was. */
export type ChangedMoney = { debitId: string } & NamedWithChange

/**
 * The bank changed money of the clients: the revenue of these reports becomes what they were converted to, and can be
 * distributed, and these orders are paid or, where they ended, given back what was sent for them. Without either it is money
 * that the house had to spare, such as what came back of a converted payout. What the bank gave beside the stored rate stays
 * on `exchange`; where it gave less, an earlier gain there or a receipt of the platform's own money makes it good first. Told
 * again with the same it changes nothing.
 * Refuses EXCHANGE_SHORT, DEBIT_CHANGED, and what `claimChange`, `convertOrders` and `bookConversions` refuse.
 */
export async function recordMoneyChanged(
  em: EntityManager,
  { debitId, ...named }: ChangedMoney,
  now: Date,
): Promise<{ debitId: string }> {
  const before = await lockExchange(em)
  await lockOrders(em, named.subscriptionIds)
  const claimed = await claimChange(em, { debitId, receiptIds: named.receiptIds }, now)
  if (claimed === null) {
    await refuseOthers(em, debitId, named)
    return { debitId }
  }
  await convertOrders(em, named.subscriptionIds, now)
  await bookConversions(em, named.reportIds, now)
  await bookChange(em, claimed, now)
  await checkSpare(em, before)
  return { debitId }
}

async function refuseOthers(em: EntityManager, debitId: string, given: NamedWithChange): Promise<void> {
  const recorded = await recordedChange(em, debitId)
  const missing = (from: NamedWithChange, others: NamedWithChange) =>
    KINDS.flatMap(([kind, word]) =>
      [...new Set(from[kind]).difference(new Set(others[kind]))].sort().map(id => `the ${word} ${id}`),
    ).join(', ')
  const [before, now] = [missing(recorded, given), missing(given, recorded)]
  if (before === '' && now === '') return
  const [was, comes] = [before || 'nothing else', now || 'less']
  throw refuseRate.DEBIT_CHANGED({ id: debitId, recorded: was, given: comes })
}

const KINDS = [
  ['receiptIds', 'receipt'],
  ['reportIds', 'report'],
  ['subscriptionIds', 'order'],
] as const
