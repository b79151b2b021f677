import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import type { WrittenMoney } from '../../payments/bank/write-money.ts'
import type { SuspenseReason } from '../../payments/receipt.ts'
import { payOrder } from '../record-payment.ts'
import { type SubscriptionRow, subscriptionsByReference } from '../subscriptions.ts'

/**
 * Pays orders from receipts that a bank report brought: each the order that its reference names. What pays none lies
 * in suspense with the reason. Orders of one offering are paid one after the other, so that its lock is taken once.
 */
export async function payOrders(
  em: EntityManager,
  receipts: readonly WrittenMoney[],
  now: Date,
): Promise<void> {
  const orders = await ordersOf(em, receipts)
  const meant = receipts
    .map(receipt => ({ receipt, order: orderMeant(receipt, orders) }))
    .sort((a, b) => compare(a.order?.offeringId ?? '', b.order?.offeringId ?? ''))
  const notes: [receiptId: string, reason: SuspenseReason, targetId: string | null][] = []
  for (const { receipt, order } of meant) {
    const { id, amount, currency, at: receivedAt } = receipt
    const reason =
      order === undefined
        ? noOrder(receipt)
        : await payOrder(em, order.id, { id, amount, currency, receivedAt }, now)
    if (reason !== null) notes.push([id, reason, order?.id ?? null])
  }
  await copyInto(em, 'suspense_note', ['receipt_id', 'reason', 'target_id'], notes)
}

async function ordersOf(em: EntityManager, receipts: readonly WrittenMoney[]) {
  const references = new Set(receipts.flatMap(receipt => receipt.meant))
  const found = await subscriptionsByReference(em, [...references])
  return new Map(found.map(order => [order.reference, order]))
}

/** Money that the bank gives back pays no order, whatever is written on it. */
function orderMeant(
  { reversal, meant }: WrittenMoney,
  orders: ReadonlyMap<string, SubscriptionRow>,
): SubscriptionRow | undefined {
  return reversal ? undefined : meant.map(each => orders.get(each)).find(order => order !== undefined)
}

const noOrder = ({ reversal }: WrittenMoney): SuspenseReason => (reversal ? 'DEBIT_REVERSED' : 'NO_ORDER')

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
