import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { AccountKind } from '../../ledger/kinds.ts'
import type { Currency } from '../../money/currency.ts'
import { CARRIED } from '../../payments/bank/debit-left.ts'
import type { LegEnd } from '../../payments/payouts/payout.ts'

/** A payout that the bank carried out. Minor units. */
export type PaymentRow = {
  id: string
  batchId: string
  endToEndId: string
  /** What the bank paid. */
  amount: bigint
  currency: Currency
  /** What it took from the account, and the stored rate where that was converted. */
  taken: bigint
  takenIn: Currency
  rateId: string | null
  payeeOwnerId: string
  accountId: string
  kind: AccountKind
  ownerId: string
  /** The account that was frozen in it. */
  iban: string
  holderName: string
  debitId: string | null
  settledAt: Date
  returnedAt: Date | null
  returnReason: string | null
}

/** The payouts with these ids, by id. */
export async function auditedPayments(em: EntityManager, ids: readonly string[]): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select leg.id, leg.batch_id as "batchId", end_to_end_id as "endToEndId", leg.amount, batch.currency,
           coalesce(conversion.amount, leg.amount) as taken, account.currency as "takenIn", rate_id as "rateId",
           payee_owner_id as "payeeOwnerId", account.id as "accountId", kind, account.owner_id as "ownerId",
           coalesce(named.iban, payer.iban) as iban, coalesce(named.holder_name, payer.holder_name) as "holderName",
           coalesce(ended.debit_id, proof.debit_id) as "debitId", ended_at as "settledAt", returned_at as "returnedAt", back.reason as "returnReason"
      from payout_leg as leg
      join payout_batch as batch on batch.id = leg.batch_id
      join account on account.id = leg.account_id
      left join payout_conversion as conversion on conversion.leg_id = leg.id
      join payout_leg_end as ended on ended.leg_id = leg.id
      left join payout_proof as proof on proof.leg_id = leg.id
      left join payout_account as named on named.id = leg.payout_account_id
      left join bank_details as payer on payer.id = leg.payee_id
      left join payout_return as back on back.leg_id = leg.id
     where leg.id = any(${ids as string[]}::uuid[]) order by leg.id`.execute(sqlOf(em))
  return rows
}

/** A leg among others of its batch, or of the movement of the bank that carried it out: no name, no account. */
export type OtherLeg = {
  id: string
  batchId: string
  endToEndId: string
  amount: bigint
  ended: LegEnd | null
  debitId: string | null
}

/** All legs of these batches, and all that these debits of the bank carried out, by id. */
export async function legsBeside(
  em: EntityManager,
  { batchIds, debitIds }: { batchIds: readonly string[]; debitIds: readonly string[] },
): Promise<OtherLeg[]> {
  const { rows } = await sql<OtherLeg>`
    select leg.id, batch_id as "batchId", end_to_end_id as "endToEndId", amount, how as ended, carried.debit_id as "debitId"
      from payout_leg as leg left join payout_leg_end as ended on ended.leg_id = leg.id
      left join ${CARRIED} as carried on carried.leg_id = leg.id
     where batch_id = any(${batchIds as string[]}::uuid[])
        or leg.id in (select leg_id from ${CARRIED} as carried where debit_id = any(${debitIds as string[]}::uuid[]))
     order by leg.id`.execute(sqlOf(em))
  return rows
}

/** Who agreed to a batch, and when. */
export type ApprovalRow = { batchId: string; approverId: string; approvedAt: Date }

/** The approvals of these batches in the order in which they were given. */
export function batchApprovals(em: EntityManager, batchIds: readonly string[]): Promise<ApprovalRow[]> {
  return sqlOf(em)
    .selectFrom('payoutApproval')
    .select(['batchId', 'approverId', 'approvedAt'])
    .where('batchId', 'in', batchIds)
    .orderBy('approvedAt')
    .orderBy('approverId')
    .execute()
}
