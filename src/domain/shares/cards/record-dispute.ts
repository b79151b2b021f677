import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { cardPaymentOf } from '../../payments/cards/card-payments.ts'
import { disputeNamed } from '../../payments/cards/disputes.ts'
import { lockPayment } from './lock-payment.ts'
import { takeBack } from './take-back.ts'

/** A dispute as the processor tells it. Minor units. */
export type NewDispute = { processorReference: string; payment: string; amount: bigint; openedAt: Date }

/**
 * The holder of a card disputes a payment, and the processor has taken it back: `takeBack` says who bears it, also of a
 * payment that was given back before. The same dispute again changes nothing. Refuses CARD_PAYMENT_UNKNOWN.
 */
export async function recordDispute(
  em: EntityManager,
  { processorReference, payment: named, amount, openedAt }: NewDispute,
  now: Date,
): Promise<{ disputeId: string }> {
  const locked = await lockPayment(em, await cardPaymentOf(em, named))
  // Under the locks: several messages tell of one dispute, and they may come at once.
  const before = await disputeNamed(em, processorReference)
  if (before !== undefined) return { disputeId: before.id }
  const id = newId()
  const entry = { kind: 'chargedBack' as const, factId: id }
  const { takenFrom, recoverable, borne } = await takeBack(em, { locked, amount, entry }, now)
  const cardPaymentId = locked.payment.id
  await sqlOf(em)
    .insertInto('cardDispute')
    .values({ id, processorReference, cardPaymentId, amount, takenFrom, recoverable, borne, openedAt })
    .execute()
  return { disputeId: id }
}
