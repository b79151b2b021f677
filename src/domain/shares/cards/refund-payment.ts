import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { book } from '../../ledger/book.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { lockSpending } from '../../ledger/lock-spending.ts'
import { formatAmount } from '../../money/money.ts'
import { cardProcessor, cardSuspense } from '../../payments/clients-money.ts'
import { promisedToBanks } from '../../payments/refunds/refunds.ts'
import { refuse as refusePayment } from '../../payments/refusals.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { holderAccount } from '../shares-accounts.ts'
import { type Refundable, refundableOf } from './refundable.ts'

/**
 * Gives back a part of a payment, or all of it that is left and no order uses (`amount` null), to the card or the bank account that paid and
 * to no other. To a card it leaves at once; to a bank account it stays on the holder's account with that one destination
 * until a payout takes it. Refuses PAYMENT_UNKNOWN, PAYMENT_IN_USE, REFUND_TO_NOBODY, REFUND_ABOVE_PAYMENT,
 * REFUND_NOT_COVERED.
 */
export async function refundPayment(
  em: EntityManager,
  input: { paymentId: string; amount: bigint | null },
  now: Date,
): Promise<{ refundId: string }> {
  const { takenFrom, partyId, currency } = await refundableOf(em, input.paymentId)
  await lockSpending(em, 'shared')
  const source = partyId === null ? cardSuspense(currency) : holderAccount(partyId, currency)
  const there = await lockAccount(em, source)
  // Under the lock: refunds of one party go one after the other.
  const payment = await refundableOf(em, input.paymentId)
  const amount = input.amount ?? payment.left
  await refuseUncovered(em, payment, { amount, there })
  const refundId = newId()
  const { id, isCard, payeeId } = payment
  const [receiptId, cardPaymentId] = isCard ? [null, id] : [id, null]
  const fact = {
    id: refundId,
    amount,
    currency,
    takenFrom,
    partyId,
    recoverable: 0n,
    borne: 0n,
    refundedAt: now,
  }
  await sqlOf(em)
    .insertInto('refund')
    .values({ ...fact, receiptId, cardPaymentId, payeeId, processorReference: null })
    .execute()
  if (isCard) {
    await book(em, { kind: 'paymentRefunded', factId: refundId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
      { account: source, amount },
      { account: cardProcessor(currency), amount: -amount },
    ])
  }
  return { refundId }
}

async function refuseUncovered(
  em: EntityManager,
  { paid, left, currency, partyId }: Refundable,
  { amount, there }: { amount: bigint; there: bigint },
): Promise<void> {
  const money = (minor: bigint) => `${formatAmount(minor, currency)} ${currency}`
  if (amount > left || amount <= 0n) {
    throw refusePayment.REFUND_ABOVE_PAYMENT({ asked: money(amount), left: money(left), paid: money(paid) })
  }
  const free = partyId === null ? there : there - (await promisedToBanks(em, partyId, currency))
  if (amount > free) throw refusePayment.REFUND_NOT_COVERED({ asked: money(amount), there: money(free) })
}
