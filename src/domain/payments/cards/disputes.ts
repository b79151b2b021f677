import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { TakenFrom } from './card-dispute.ts'

/** A dispute, and when it was won, if it was. Minor units. */
export type DisputeRow = {
  id: string
  cardPaymentId: string
  amount: bigint
  currency: Currency
  takenFrom: TakenFrom
  recoverable: bigint
  borne: bigint
  openedAt: Date
  wonAt: Date | null
}

/** The dispute under the processor's name. */
export function disputeNamed(em: EntityManager, processorReference: string): Promise<DisputeRow | undefined> {
  return all(em)
    .where('cardDispute.processorReference', '=', processorReference)
    .executeTakeFirst() as Promise<DisputeRow | undefined>
}

/** The disputes of these card payments, oldest first. */
export function disputesOf(em: EntityManager, cardPaymentIds: readonly string[]): Promise<DisputeRow[]> {
  return all(em).where('cardPaymentId', 'in', cardPaymentIds).orderBy('cardDispute.id').execute() as Promise<
    DisputeRow[]
  >
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('cardDispute')
    .innerJoin('cardPayment', 'cardPayment.id', 'cardDispute.cardPaymentId')
    .leftJoin('cardDisputeWin', 'cardDisputeWin.disputeId', 'cardDispute.id')
    .select([
      'cardDispute.id',
      'cardPaymentId',
      'cardDispute.amount',
      'cardPayment.currency',
      'takenFrom',
      'recoverable',
      'borne',
      'cardDispute.openedAt',
      'wonAt',
    ])
}
