import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { EntryKind } from '../../ledger/kinds.ts'
import type { Currency } from '../../money/currency.ts'
import { type Movement, movementOf } from './holder-period.ts'

/**
 * What entries did to a holder's account, as he sees it, in minor units. `place` counts the days in `starts` that are not
 * after the day of the entry; fact and day are told of the last place only, where each entry is a row of its own.
 */
export type MovementRow = {
  holderId: string
  currency: Currency
  place: number
  /** Of the shares of which project; null: it has another reason. */
  projectId: string | null
  factId: string | null
  on: string | null
  movement: Movement
  amount: bigint
}

/** What moved the accounts of these holders up to a day, by stretches that begin on these days. */
export async function accountMovements(
  em: EntityManager,
  holderIds: readonly string[],
  { starts, to }: { starts: readonly string[]; to: string },
): Promise<MovementRow[]> {
  const { rows } = await sql<Omit<MovementRow, 'movement'> & { kind: EntryKind; isReturn: boolean }>`
    with held as materialized (
      select id, owner_id, currency from account where kind = 'holder' and owner_id = any(${holderIds}::uuid[])
    ), money as (
      select owner_id, held.currency, entry_id, amount from held join posting on account_id = held.id and line <= 64
      union all
      select owner_id, held.currency, entry_id, amount from held join posting on account_id = held.id and line > 64
    ), booked as (
      select owner_id, currency, kind, fact_id, booked_on, amount,
             width_bucket(booked_on, ${starts}::date[]) as place
        from money join entry on entry.id = entry_id where booked_on <= ${to}::date
    ), told as (
      select booked.*, booked.place = ${starts.length}::int as is_own, run.project_id,
             booked.kind = 'receiptClaimed' and claim.purpose = 'returned' as is_return
        from booked
        left join levy_release as released on booked.kind = 'levyWithheldLate' and released.id = fact_id
        left join reversal_request as asked
          on booked.kind in ('runReversed', 'lineReversed', 'shortfallBooked') and asked.id = fact_id
        left join receipt_claim as claim on booked.kind = 'receiptClaimed' and claim.receipt_id = fact_id
        left join distribution as run
          on run.id = coalesce(released.distribution_id, asked.distribution_id, case
                      when booked.kind in ('revenueDistributed', 'recovered', 'shortfallBooked') then fact_id end)
    )
    select owner_id as "holderId", currency, place, kind, project_id as "projectId",
           case when is_own then fact_id end as "factId", case when is_own then booked_on::text end as "on",
           coalesce(is_return, false) as "isReturn", -sum(amount)::bigint as amount
      from told group by 1, 2, 3, 4, 5, 6, 7, 8
     order by 1, 2, 3, 7 nulls first, 4, 6`.execute(sqlOf(em))
  return rows.map(({ kind, isReturn, ...row }) => ({ ...row, movement: movementOf(kind, isReturn) }))
}
