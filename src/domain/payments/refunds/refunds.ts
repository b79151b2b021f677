import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'

/** Money that went back, or is on its way back, of one payment. Minor units. */
export type RefundRow = {
  id: string
  receiptId: string | null
  cardPaymentId: string | null
  amount: bigint
  currency: Currency
  refundedAt: Date
  /** The bank account it may leave to; null where it goes to the card. */
  iban: string | null
  holderName: string | null
  /** When the processor was asked to give it back to the card, or told us that it did. */
  sentAt: Date | null
}

/** The refunds with these ids, those that exist, by id. */
export function refunds(em: EntityManager, ids: readonly string[]): Promise<RefundRow[]> {
  return all(em).where('refund.id', 'in', ids).execute() as Promise<RefundRow[]>
}

/** The refunds of these payments, oldest first. */
export function refundsOf(em: EntityManager, paymentIds: readonly string[]): Promise<RefundRow[]> {
  return all(em)
    .where(({ or, eb }) => or([eb('receiptId', 'in', paymentIds), eb('cardPaymentId', 'in', paymentIds)]))
    .execute() as Promise<RefundRow[]>
}

/** A refund to a card that the processor was not asked for yet. */
export type UnsentRefund = { id: string; payment: string; amount: bigint; currency: Currency }

/** Those of them, oldest first. */
export async function unsentRefunds(em: EntityManager): Promise<UnsentRefund[]> {
  const { rows } = await sql<UnsentRefund>`
    select refund.id, card_payment.processor_reference as payment, refund.amount, refund.currency
      from refund join card_payment on card_payment.id = card_payment_id
     where refund.processor_reference is null
       and not exists (select from card_refund_sent where refund_id = refund.id)
     order by refund.id`.execute(sqlOf(em))
  return rows
}

/** What refunds took of a payment by card, disputes left out: what the processor's own total is compared with. */
export async function refundedToCard(em: EntityManager, cardPaymentId: string): Promise<bigint> {
  const { rows } = await sql<{ refunded: bigint }>`
    select coalesce(sum(amount), 0)::bigint as refunded from refund where card_payment_id = ${cardPaymentId}`.execute(
    sqlOf(em),
  )
  return rows[0]?.refunded ?? 0n
}

/** What a party's account holds for refunds to its bank accounts, which have not left yet. */
export async function promisedToBanks(em: EntityManager, partyId: string, currency: string): Promise<bigint> {
  const { rows } = await sql<{ promised: bigint }>`
    select coalesce(sum(amount), 0)::bigint as promised from refund
     where party_id = ${partyId} and currency = ${currency} and receipt_id is not null`.execute(sqlOf(em))
  return rows[0]?.promised ?? 0n
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('refund')
    .leftJoin('bankDetails', 'bankDetails.id', 'refund.payeeId')
    .leftJoin('cardRefundSent', 'cardRefundSent.refundId', 'refund.id')
    .select(({ eb, ref }) => [
      'refund.id',
      'receiptId',
      'cardPaymentId',
      'amount',
      'currency',
      'refundedAt',
      'iban',
      'holderName',
      eb
        .case()
        .when('refund.processorReference', 'is not', null)
        .then(ref('refundedAt'))
        .else(ref('sentAt'))
        .end()
        .as('sentAt'),
    ])
    .orderBy('refund.id')
}
