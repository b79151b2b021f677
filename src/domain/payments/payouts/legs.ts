import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { AccountKind } from '../../ledger/kinds.ts'
import type { Currency } from '../../money/currency.ts'
import type { LegEnd } from './payout.ts'

/** A leg with what decides its state, the account it is paid from, and where it goes. Minor units. */
export type LegRow = {
  id: string
  batchId: string
  endToEndId: string
  /** What the bank is told to pay, in the currency of its batch. */
  amount: bigint
  currency: Currency
  /** What it took from the account, in the account's currency: the same but where it was converted, by which rate. */
  taken: bigint
  takenIn: Currency
  rateId: string | null
  /** With what was set off: all that left the account for it, in the account's currency. */
  gross: bigint
  /** Who is paid: a party, PLATFORM or TAX_OFFICE. */
  payeeOwnerId: string
  kind: AccountKind
  ownerId: string
  scopeId: string
  code: string
  /** The account frozen in it. */
  iban: string
  bic: string | null
  holderName: string
  payoutAccountId: string | null
  refundId: string | null
  executesOn: string
  sent: boolean
  end: LegEnd | null
  reason: string | null
  /** Somebody said that the bank carried it out, and no movement of the bank proves it yet. */
  unproved: boolean
  returned: boolean
  returnReason: string | null
  /** When the latest of these was known: prepared, sent, ended, returned. */
  changedAt: Date
}

/** The legs of a batch, by id. */
export function legsOfBatch(em: EntityManager, batchId: string): Promise<LegRow[]> {
  return read(em, sql`leg.batch_id = ${batchId}`, sql`order by leg.id`)
}

/** The legs of some batches, by id. */
export function legsOfBatches(em: EntityManager, batchIds: readonly string[]): Promise<LegRow[]> {
  return read(em, sql`leg.batch_id = any(${batchIds as string[]}::uuid[])`, sql`order by leg.id`)
}

/** A page of the legs of a batch, by id. */
export function legsPage(em: EntityManager, batchId: string, slice: Slice): Promise<LegRow[]> {
  const { within, order, limit } = keyset(['leg.id'], slice)
  return read(em, sql`leg.batch_id = ${batchId} and ${within}`, sql`order by ${order} limit ${limit}`)
}

/** A page of what was, or is to be, sent to a payee, by id. */
export function legsOfPayee(em: EntityManager, payeeId: string, slice: Slice): Promise<LegRow[]> {
  const { within, order, limit } = keyset(['leg.id'], slice)
  return read(em, sql`leg.payee_owner_id = ${payeeId} and ${within}`, sql`order by ${order} limit ${limit}`)
}

/** The legs that the bank knows by these names, those that exist. */
export function legsNamed(em: EntityManager, endToEndIds: readonly string[]): Promise<LegRow[]> {
  return read(em, sql`end_to_end_id = any(${endToEndIds as string[]}::text[])`, sql`order by leg.id`)
}

type Part = RawBuilder<unknown>

async function read(em: EntityManager, where: Part, order: Part): Promise<LegRow[]> {
  const { rows } = await sql<LegRow>`
    select leg.id, leg.batch_id as "batchId", end_to_end_id as "endToEndId", leg.amount, batch.currency,
           coalesce(conversion.amount, leg.amount) as taken, account.currency as "takenIn", rate_id as "rateId",
           (coalesce(conversion.amount, leg.amount) + coalesce((select sum(amount) from payout_offset where leg_id = leg.id), 0))::bigint as gross,
           payee_owner_id as "payeeOwnerId", kind, account.owner_id as "ownerId", scope_id as "scopeId", code,
           coalesce(named.iban, payer.iban) as iban, named.bic,
           coalesce(named.holder_name, payer.holder_name) as "holderName",
           leg.payout_account_id as "payoutAccountId", refund_id as "refundId", executes_on::text as "executesOn",
           sent_at is not null as sent, how as "end", ended.reason,
           (how = 'settled' and ended.debit_id is null and proof.leg_id is null) is true as unproved,
           returned_at is not null as returned,
           back.reason as "returnReason", coalesce(returned_at, ended_at, sent_at, prepared_at) as "changedAt"
      from payout_leg as leg
      join payout_batch as batch on batch.id = leg.batch_id
      join account on account.id = leg.account_id
      left join payout_conversion as conversion on conversion.leg_id = leg.id
      left join payout_account as named on named.id = leg.payout_account_id
      left join bank_details as payer on payer.id = leg.payee_id
      left join payout_sending as sending on sending.batch_id = leg.batch_id
      left join payout_leg_end as ended on ended.leg_id = leg.id
      left join payout_proof as proof on proof.leg_id = leg.id
      left join payout_return as back on back.leg_id = leg.id
     where ${where} ${order}`.execute(sqlOf(em))
  return rows
}
