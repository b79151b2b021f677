import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { paysLevy } from '../../ledger/kinds.ts'
import { paidHere } from '../run/paid-here.ts'

/** By how much the levy accounts moved in a month, payments to the tax office apart, as the ledger has it: minor units. */
export async function postedInMonth(em: EntityManager, month: string): Promise<bigint> {
  const { rows } = await sql<{ amount: bigint }>`
    select coalesce(-sum(posting.amount), 0)::bigint as amount
      from account join posting on posting.account_id = account.id join entry on entry.id = entry_id
     where account.kind = 'levy' and not ${sql.raw(paysLevy('entry.kind'))}
       and booked_on >= ${month}::date and booked_on < ${month}::date + interval '1 month'`.execute(sqlOf(em))
  return rows[0]?.amount ?? 0n
}

/** What the ledger has on the levy accounts for runs that were paid here in a year, whenever it was booked: minor units. */
export async function postedForYear(em: EntityManager, year: number): Promise<bigint> {
  const { rows } = await sql<{ amount: bigint }>`
    with booked as (
      select 'revenueDistributed' as kind, id as fact_id, id as distribution_id from distribution
       union all select 'runReversed', request_id, distribution_id from run_reversal
       union all select 'lineReversed', request_id, distribution_id from line_reversal
       union all select 'levyWithheldLate', id, distribution_id from levy_release
    )
    select coalesce(-sum(posting.amount), 0)::bigint as amount
      from booked join distribution as run on run.id = distribution_id
       and paid_on >= make_date(${year}, 1, 1) and paid_on < make_date(${year} + 1, 1, 1)
      join entry on entry.kind = booked.kind and entry.fact_id = booked.fact_id
      join posting on entry_id = entry.id
      join account on account.id = posting.account_id and account.kind = 'levy'
     where ${sql.raw(paidHere('run.id'))}`.execute(sqlOf(em))
  return rows[0]?.amount ?? 0n
}
