import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'

/** What of a debit of the bank no payout has claimed yet, in minor units; undefined when there is no such debit. */
export async function debitLeft(
  em: EntityManager,
  debitId: string,
): Promise<{ currency: Currency; left: bigint } | undefined> {
  const { rows } = await sql<{ currency: Currency; left: bigint }>`
    select currency, (amount - coalesce((
             select sum(leg.amount) from payout_leg_end join payout_leg as leg on leg.id = leg_id
              where debit_id = debit.id), 0))::bigint as left
      from bank_debit as debit where id = ${debitId}`.execute(sqlOf(em))
  return rows[0]
}
