import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { AccountName } from '../../ledger/accounts-for.ts'
import { book } from '../../ledger/book.ts'
import type { Currency } from '../../money/currency.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { cardProcessor, cardSuspense } from '../clients-money.ts'
import type { SuspenseReason } from '../receipt.ts'

export type NewCardPayment = {
  processorReference: string
  intentId: string | null
  amount: bigint
  currency: Currency
  paidAt: Date
  /** The account of whom it pays, or why it pays nothing and for whom it seems to be. */
  pays: { account: AccountName } | { reason: SuspenseReason; targetId: string | null }
}

/**
 * Books a card payment: for an order, or in suspense with the reason. Answers its id; null when one under this name of the
 * processor was booked before.
 */
export async function recordCardPayment(
  em: EntityManager,
  { pays, ...payment }: NewCardPayment,
  now: Date,
): Promise<string | null> {
  const written = await sqlOf(em)
    .insertInto('cardPayment')
    .values({ id: newId(), ...payment })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (written === undefined) return null
  const { id } = written
  const { amount, currency } = payment
  if ('reason' in pays) {
    await sqlOf(em)
      .insertInto('cardSuspense')
      .values({ cardPaymentId: id, ...pays })
      .execute()
  }
  await book(em, { kind: 'cardPaid', factId: id, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: cardProcessor(currency), amount },
    { account: 'account' in pays ? pays.account : cardSuspense(currency), amount: -amount },
  ])
  return id
}
