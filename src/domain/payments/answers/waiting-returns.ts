import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Return } from '../payouts/return-leg.ts'

/** The returns that the bank told and that can be booked: the payout has left, and nobody has claimed the credit. */
export async function waitingReturns(em: EntityManager): Promise<(Return & { receiptId: string })[]> {
  const { rows } = await sql<Return & { receiptId: string }>`
    select end_to_end_id as "endToEndId", told.reason, receipt_id as "receiptId"
      from return_told as told
      join payout_leg as leg on leg.id = leg_id
      join payout_leg_end as ended on ended.leg_id = leg.id and how = 'settled'
     where not exists (select from payout_return as back where back.leg_id = leg.id)
       and not exists (select from receipt_claim as claim where claim.receipt_id = told.receipt_id)
     order by receipt_id`.execute(sqlOf(em))
  return rows
}
