import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { book } from '../../ledger/book.ts'
import { refuse as refuseRate } from '../../ledger/exchange/refusals.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'
import { debitLeft } from '../../payments/bank/debit-left.ts'
import { lockDebit } from '../../payments/bank/lock-debit.ts'
import { suspense } from '../../payments/clients-money.ts'
import { refuse as refusePayout } from '../../payments/payouts/refusals.ts'
import { receiptOf } from '../../payments/receipts.ts'
import { claimReceipt } from '../../payments/record-receipt.ts'
import { convertOrders } from '../../shares/currencies/convert-orders.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
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
 * distributed, and these orders are paid or, where they ended, given back what was sent for them. What the bank gave beside the stored rate stays on `exchange`; where it gave less, an earlier gain
 * there or a receipt of the platform's own money makes it good first. Told again it changes nothing.
 * Refuses PAYOUT_DEBIT_UNKNOWN, DEBIT_CLAIMED, RECEIPT_UNKNOWN, RECEIPT_CLAIMED, EXCHANGE_SHORT, and what
 * `bookConversions` and `convertOrders` refuse.
 */
export async function recordMoneyChanged(
  em: EntityManager,
  { debitId, receiptIds, reportIds, subscriptionIds }: ChangedMoney,
  now: Date,
): Promise<{ debitId: string }> {
  const { currency, left, changed } = await lockedDebit(em, debitId)
  if (changed) return { debitId }
  await sqlOf(em).insertInto('moneyChange').values({ debitId }).execute()
  // What comes before what goes: at no moment is less there than clients are owed.
  const came = await claimAll(em, { debitId, receiptIds }, now)
  const orders = await convertOrders(em, subscriptionIds, now)
  const converted = await bookConversions(em, reportIds, now)
  await book(em, { kind: 'moneyChanged', factId: debitId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: { kind: 'exchange', currency }, amount: left },
    { account: suspense(currency), amount: -left },
  ])
  for (const each of new Set([currency, ...came, ...orders, ...converted])) await refuseShort(em, each)
  return { debitId }
}

async function lockedDebit(em: EntityManager, debitId: string) {
  await lockDebit(em, debitId)
  const debit = await debitLeft(em, debitId)
  if (debit === undefined) throw refusePayout.PAYOUT_DEBIT_UNKNOWN({ id: debitId })
  const before = await sqlOf(em)
    .selectFrom('moneyChange')
    .select('debitId')
    .where('debitId', '=', debitId)
    .executeTakeFirst()
  if (before === undefined && debit.left < debit.amount) {
    const [whole, left] = [debit.amount, debit.left].map(each => formatAmount(each, debit.currency))
    throw refuseRate.DEBIT_CLAIMED({ id: debitId, whole: whole ?? '', left: left ?? '' })
  }
  return { ...debit, changed: before !== undefined }
}

async function claimAll(
  em: EntityManager,
  { debitId, receiptIds }: Pick<ChangedMoney, 'debitId' | 'receiptIds'>,
  now: Date,
): Promise<Currency[]> {
  const currencies: Currency[] = []
  for (const receiptId of [...new Set(receiptIds)].sort()) {
    const { currency } = await receiptOf(em, receiptId)
    const account = { kind: 'exchange' as const, currency }
    await claimReceipt(em, { receiptId, purpose: 'exchange', targetId: debitId, account }, now)
    currencies.push(currency)
  }
  return currencies
}

/** Below zero, more left in the currency than was converted from it, or less came than was converted to it. */
async function refuseShort(em: EntityManager, currency: Currency): Promise<void> {
  const position = await lockAccount(em, { kind: 'exchange', currency })
  if (position > 0n) throw refuseRate.EXCHANGE_SHORT({ missing: formatAmount(position, currency), currency })
}
