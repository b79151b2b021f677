import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** What went back of a card payment and was not there any more: who owes it, or that the platform bore it. Minor units. */
export type Missing = { recoverable: bigint; borne: bigint }

/** By card payment, what went back of it and was not there, and, negative, what the processor returned of that since. */
export const GONE = sql`
  (select card_payment_id, recoverable, borne from refund where card_payment_id is not null
   union all
   select card_payment_id, recoverable, borne from card_dispute
   union all
   select card_payment_id, -recovered, -relieved from card_refund_failure join refund on id = refund_id
   union all
   select card_payment_id, -recovered, -relieved from card_dispute_win join card_dispute on id = dispute_id)`

/**
 * What went back of a card payment and was not there, by refunds and disputes, less what the processor returned of it since.
 * What later income of the investor has made good counts as missing still: only his account knows it.
 */
export async function missingOf(em: EntityManager, cardPaymentId: string): Promise<Missing> {
  const { rows } = await sql<Missing>`
    select coalesce(sum(recoverable), 0)::bigint as recoverable, coalesce(sum(borne), 0)::bigint as borne
      from ${GONE} as gone
     where card_payment_id = ${cardPaymentId}`.execute(sqlOf(em))
  return rows[0] ?? { recoverable: 0n, borne: 0n }
}
