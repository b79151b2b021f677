import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { addDays, dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'

/** How an account stood against the books when a day had passed. Minor units; no bank balance: no report was in. */
export type ReconciledDayRow = {
  day: string
  bankBalance: bigint | null
  bookBalance: bigint
  differences: number
  explained: number
}

/** So many days are shown, and made up for after a downtime. */
const DAYS = 31

/** What was under way when a day ended is written within an hour: until then the day is not over for the books. */
const SETTLED_AFTER_MS = 60 * 60 * 1000

/** The days before an instant that are kept of a bank account, the latest first: a month of them at most. */
export function reconciledDays(
  em: EntityManager,
  bankAccountId: string,
  at: Date,
): Promise<ReconciledDayRow[]> {
  return sqlOf(em)
    .selectFrom('reconciledDay')
    .select(['day', 'bankBalance', 'bookBalance', 'differences', 'explained'])
    .where('bankAccountId', '=', bankAccountId)
    .where('day', '<', dayOf(at, PLATFORM_ZONE))
    .orderBy('day', 'desc')
    .limit(DAYS)
    .execute()
}

/** Days of the last month that have passed and are not kept yet of some bank account that was open then, oldest first. */
export async function unreconciledDays(em: EntityManager, now: Date): Promise<string[]> {
  const last = addDays(dayOf(new Date(now.getTime() - SETTLED_AFTER_MS), PLATFORM_ZONE), -1)
  const { rows } = await sql<{ day: string }>`
    select distinct each::date::text as day
      from generate_series(${last}::date - ${DAYS - 1}::int, ${last}::date, interval '1 day') as each
      join bank_account as account on (opened_at at time zone ${PLATFORM_ZONE})::date <= each::date
     where not exists (select from reconciled_day where bank_account_id = account.id and day = each::date)
     order by day`.execute(sqlOf(em))
  return rows.map(row => row.day)
}
