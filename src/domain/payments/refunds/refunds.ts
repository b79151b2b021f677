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
  /** When it turned out not to reach the card, and why, in the processor's word; null while nothing says so. */
  failedAt: Date | null
  failureCode: string | null
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
       and not exists (select from card_refund_failure where refund_id = refund.id)
     order by refund.id`.execute(sqlOf(em))
  return rows
}

/**
 * How the processor tells of a refund: the payment's name there, its own name if it has one, and our id if we asked for it.
 */
export type ToldRefund = { payment: string; processorReference: string | null; refundId: string | null }

/** A refund that the processor tells of: when it failed, if it did, and its name there, if we know one. Minor units. */
export type FoundRefund = { id: string; amount: bigint; failedAt: Date | null; named: string | null }

/**
 * The refund to a card that the processor tells of. Our id says which it is only while we know no name of it: under another
 * name the processor gave the same one twice, and that is another refund.
 */
export async function refundTold(
  em: EntityManager,
  { payment, processorReference, refundId }: ToldRefund,
): Promise<FoundRefund | undefined> {
  const { rows } = await sql<FoundRefund>`
    select refund.id, refund.amount, failed_at as "failedAt",
           coalesce(refund.processor_reference, sent.processor_reference) as named
      from refund join card_payment on card_payment.id = card_payment_id
      left join card_refund_sent as sent on sent.refund_id = refund.id
      left join card_refund_failure as failure on failure.refund_id = refund.id
     where card_payment.processor_reference = ${payment}
       and (${processorReference} in (refund.processor_reference, sent.processor_reference)
            or (refund.processor_reference is null and refund.id::text = ${refundId}
                and (sent.processor_reference is null or ${processorReference}::text is null)))`.execute(
    sqlOf(em),
  )
  return rows[0]
}

/** A refund to a bank account that no payout carries out yet: it leaves only to who paid, where that is known. */
export type PromisedRefund = {
  id: string
  partyId: string
  currency: Currency
  amount: bigint
  /** Who paid; null: the bank did not say, and it goes to the account that the party named. */
  payeeId: string | null
  payerIban: string | null
  cameBack: boolean
}

/**
 * Those of a party, or of all (null), oldest first; `cameBack`: it was sent before, in vain, to where alone it may go, and not
 * through the account that the party named, whose own return says when it may leave again.
 */
export async function promisedRefunds(em: EntityManager, partyId: string | null): Promise<PromisedRefund[]> {
  const { rows } = await sql<PromisedRefund>`
    select refund.id, party_id as "partyId", currency, amount, payee_id as "payeeId", payer.iban as "payerIban",
           exists (select from payout_leg as leg left join payout_leg_end as ended on ended.leg_id = leg.id
                    where refund_id = refund.id and leg.payee_id is not null
                      and coalesce(how, '') <> 'cancelled') as "cameBack"
      from refund left join bank_details as payer on payer.id = payee_id
     where receipt_id is not null and taken_from = 'holder'
       and (${partyId}::uuid is null or party_id = ${partyId}) and not exists (${aliveFor})
     order by refund.id`.execute(sqlOf(em))
  return rows
}

/** A payout that carries a refund out, or is on its way to: what it took has left the holder's account. */
const aliveFor = sql`
  select from payout_leg as leg left join payout_leg_end as ended on ended.leg_id = leg.id
   where leg.refund_id = refund.id and coalesce(how, 'settled') = 'settled'
     and not exists (select from payout_return where leg_id = leg.id)`

/** What a party's account holds for refunds to its bank accounts, which have not left yet. */
export async function promisedToBanks(em: EntityManager, partyId: string, currency: string): Promise<bigint> {
  const { rows } = await sql<{ promised: bigint }>`
    select coalesce(sum(amount), 0)::bigint as promised from refund
     where party_id = ${partyId} and currency = ${currency} and receipt_id is not null
       and not exists (${aliveFor})`.execute(sqlOf(em))
  return rows[0]?.promised ?? 0n
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('refund')
    .leftJoin('bankDetails', 'bankDetails.id', 'refund.payeeId')
    .leftJoin('cardRefundSent', 'cardRefundSent.refundId', 'refund.id')
    .leftJoin('cardRefundFailure', 'cardRefundFailure.refundId', 'refund.id')
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
      'failedAt',
      'code as failureCode',
    ])
    .orderBy('refund.id')
}
