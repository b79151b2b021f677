import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { BatchFacts } from './payout-states.ts'
import { refuse } from './refusals.ts'

/** A batch with what decides its state. Minor units. */
export type BatchRow = BatchFacts & {
  id: string
  currency: Currency
  iban: string
  executesOn: string
  preparerId: string
  preparedAt: Date
  /** Who approved it, in the order in which they did. */
  approverIds: string[]
  /** When the last of them did. */
  approvedAt: Date | null
  senderId: string | null
  sentAt: Date | null
  sha256: string | null
  /** All its legs, without those that were cancelled. */
  total: bigint
}

/** The batches with these ids, those that exist. */
export function batches(em: EntityManager, ids: readonly string[]): Promise<BatchRow[]> {
  return read(em, sql`batch.id = any(${ids as string[]}::uuid[])`, sql`order by batch.id`)
}

/** One batch. Refuses PAYOUT_BATCH_UNKNOWN. */
export async function batchOf(em: EntityManager, id: string): Promise<BatchRow> {
  const [batch] = await batches(em, [id])
  if (batch === undefined) throw refuse.PAYOUT_BATCH_UNKNOWN({ id })
  return batch
}

/** One taking of the file of a batch. */
export type ExportRow = { id: string; exporterId: string; sha256: string; exportedAt: Date }

/** Who took the file of a batch, first to last. */
export function exportsOfBatch(em: EntityManager, batchId: string): Promise<ExportRow[]> {
  return sqlOf(em)
    .selectFrom('payoutExport')
    .select(['id', 'exporterId', 'sha256', 'exportedAt'])
    .where('batchId', '=', batchId)
    .orderBy('id')
    .execute()
}

/** A page of all batches, oldest first. */
export function batchesPage(em: EntityManager, slice: Slice): Promise<BatchRow[]> {
  const { within, order, limit } = keyset(['batch.id'], slice)
  return read(em, within, sql`order by ${order} limit ${limit}`)
}

type Part = ReturnType<typeof sql>

async function read(em: EntityManager, where: Part, order: Part): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select batch.id, batch.currency, iban, executes_on::text as "executesOn", preparer_id as "preparerId",
           prepared_at as "preparedAt", coalesce(approver_ids, '{}') as "approverIds", approved_at as "approvedAt",
           coalesce(cardinality(approver_ids), 0) as approvals, sender_id as "senderId", sent_at as "sentAt",
           sent_at is not null as sent, sha256, legs, ended, cancelled, total
      from payout_batch as batch
      join bank_account on bank_account.id = bank_account_id
      left join payout_sending as sending on sending.batch_id = batch.id
     cross join lateral (select array_agg(approver_id order by approved_at, approver_id) as approver_ids, max(approved_at) as approved_at
                           from payout_approval where batch_id = batch.id) as approved
     cross join lateral (
       select count(*)::int as legs, count(how)::int as ended,
              (count(*) filter (where how = 'cancelled'))::int as cancelled,
              coalesce(sum(amount) filter (where how is distinct from 'cancelled'), 0)::bigint as total
         from payout_leg as leg left join payout_leg_end on leg_id = leg.id where batch_id = batch.id) as counted
     where ${where} ${order}`.execute(sqlOf(em))
  return rows
}
