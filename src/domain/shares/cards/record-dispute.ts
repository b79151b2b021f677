import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { cardPaymentOf } from '../../payments/cards/card-payments.ts'
import { disputeNamed } from '../../payments/cards/disputes.ts'
import { takeBack } from './take-back.ts'

/** A dispute as the processor tells it. Minor units. */
export type NewDispute = { processorReference: string; payment: string; amount: bigint; openedAt: Date }

/**
 * The holder of a card disputes a payment, and the processor has taken it back: `takeBack` says who bears it. The same
 * dispute again changes nothing. Refuses CARD_PAYMENT_UNKNOWN.
 */
export async function recordDispute(
  em: EntityManager,
  { processorReference, payment: named, amount, openedAt }: NewDispute,
  now: Date,
): Promise<{ disputeId: string }> {
  const payment = await cardPaymentOf(em, named)
  const before = await disputeNamed(em, processorReference)
  if (before !== undefined) return { disputeId: before.id }
  const id = newId()
  const entry = { kind: 'chargedBack' as const, factId: id }
  const { takenFrom, recoverable } = await takeBack(em, { payment, amount, entry }, now)
  await sqlOf(em)
    .insertInto('cardDispute')
    .values({ id, processorReference, cardPaymentId: payment.id, amount, takenFrom, recoverable, openedAt })
    .execute()
  return { disputeId: id }
}
