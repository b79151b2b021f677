import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { book } from '../../ledger/book.ts'
import type { Currency } from '../../money/currency.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { cardProcessor, onItsWay } from '../clients-money.ts'
import { borneByPlatform } from './borne-by-platform.ts'

export type NewSettlement = {
  processorReference: string
  /** What arrives, and what the processor kept: minor units. */
  net: bigint
  fee: bigint
  currency: Currency
  settledAt: Date
}

/**
 * The processor paid out what lay with it. It kept its fee from the money of clients, which the platform makes good from
 * its own bank account: both are on their way to the clients' until finance claims what the bank reports. The fee is a
 * cost of the platform, whoever was charged for it. The same payout again changes nothing.
 */
export async function settleCards(
  em: EntityManager,
  settlement: NewSettlement,
  now: Date,
): Promise<{ cardSettlementId: string | null }> {
  const written = await sqlOf(em)
    .insertInto('cardSettlement')
    .values({ id: newId(), ...settlement })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (written === undefined) return { cardSettlementId: null }
  const { net, fee, currency } = settlement
  await book(em, { kind: 'cardsSettled', factId: written.id, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: onItsWay('payout', currency), amount: net },
    { account: cardProcessor(currency), amount: -net - fee },
    ...borneByPlatform(fee, currency),
  ])
  return { cardSettlementId: written.id }
}
