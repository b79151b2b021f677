import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { cardPaymentOf } from '../../payments/cards/card-payments.ts'
import { cardProcessor } from '../../payments/clients-money.ts'
import { refundedToCard } from '../../payments/refunds/refunds.ts'
import { takeBack } from './take-back.ts'

/** All that the processor has given back of a payment so far. Minor units. */
export type RefundedTotal = { payment: string; total: bigint; at: Date }

/**
 * The processor says how much of a payment it has given back in all. What we asked for is in that total, so only what goes
 * beyond is new: somebody gave it back at the processor, and `takeBack` says who bears it. An older or the same total
 * changes nothing. Refuses CARD_PAYMENT_UNKNOWN.
 */
export async function recordCardRefund(
  em: EntityManager,
  { payment: named, total, at }: RefundedTotal,
  now: Date,
): Promise<{ refundId: string | null }> {
  const { currency } = await cardPaymentOf(em, named)
  // Totals of payments go one after the other, so that one told twice at once is counted once.
  await lockAccount(em, cardProcessor(currency))
  const payment = await cardPaymentOf(em, named)
  const amount = total - (await refundedToCard(em, payment.id))
  if (amount <= 0n) return { refundId: null }
  const id = newId()
  const taken = await takeBack(em, { payment, amount, entry: { kind: 'paymentRefunded', factId: id } }, now)
  const fact = {
    id,
    receiptId: null,
    payeeId: null,
    cardPaymentId: payment.id,
    amount,
    currency,
    refundedAt: at,
  }
  await sqlOf(em)
    .insertInto('refund')
    .values({ ...fact, ...taken, processorReference: `${named}/${total}` })
    .execute()
  return { refundId: id }
}
