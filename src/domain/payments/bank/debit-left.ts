import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'

/** Which debit of the bank carried out which leg: as it was settled, or as it was proved later. */
export const CARRIED = sql`
  (select leg_id, debit_id, act_id from payout_leg_end where debit_id is not null
   union all select leg_id, debit_id, act_id from payout_proof)`

/** What of a debit of the bank no payout has claimed yet, nor a change of money, in minor units; undefined when there is no such debit. */
export async function debitLeft(
  em: EntityManager,
  debitId: string,
): Promise<{ currency: Currency; amount: bigint; left: bigint } | undefined> {
  const { rows } = await sql<{ currency: Currency; amount: bigint; left: bigint }>`
    select currency, amount, (case when exists (select from money_change where debit_id = debit.id) then 0 else amount - coalesce((
             select sum(leg.amount) from ${CARRIED} as carried join payout_leg as leg on leg.id = leg_id
              where debit_id = debit.id), 0) end)::bigint as left
      from bank_debit as debit where id = ${debitId}`.execute(sqlOf(em))
  return rows[0]
}
