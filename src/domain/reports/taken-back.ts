import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'
import { RUN_DAYS } from './periodic/class-rates.ts'

/** A line that was paid and is taken back, alone or with its whole run. Minor units. */
export type TakenBackLine = {
  requestId: string
  holderId: string
  project: string
  projectId: string
  className: string
  currency: Currency
  /** The day from which its levies are told, and that of its run in the books. */
  paidOn: string
  ranOn: string
  /** Before levies, and what was withheld from it, also late. */
  received: bigint
  withheld: bigint
  /** The day of the reversal in the books, and why it was asked for. */
  on: string
  reason: string
}

/** What was taken back of these holders in the books of some days, both included: in the order of the reversals. */
export function takenBackBetween(
  em: EntityManager,
  holderIds: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<TakenBackLine[]> {
  return read(em, holderIds, sql`back.day between ${from}::date and ${to}::date`)
}

/** What of the payments of a year to these holders is taken back now, whenever that was: by day of payment. */
export function takenBackOfYear(
  em: EntityManager,
  holderIds: readonly string[],
  year: number,
): Promise<TakenBackLine[]> {
  return read(em, holderIds, sql`extract(year from run.paid_on) = ${year}`)
}

/** A line that was taken back alone is no part of what was taken back with its run later. */
async function read(
  em: EntityManager,
  holderIds: readonly string[],
  which: RawBuilder<unknown>,
): Promise<TakenBackLine[]> {
  const { rows } = await sql<TakenBackLine>`
    with ${RUN_DAYS}, line as materialized (
      select * from dividend where holder_id = any(${holderIds}::uuid[]) and gross <> 0
    ), back as (
      select line.*, found.request_id, found.day from line
        join line_reversed as found using (distribution_id, class_id, holder_id)
      union all
      select line.*, request_id, reversed.day from line
        join run_reversal using (distribution_id) join reversed using (distribution_id)
       where not exists (select from line_reversal as alone
                          where (alone.distribution_id, alone.class_id, alone.holder_id)
                              = (line.distribution_id, line.class_id, line.holder_id))
    )
    select back.request_id as "requestId", back.holder_id as "holderId", project.name as project,
           project.id as "projectId", share_class.name as "className", project.currency,
           run.paid_on::text as "paidOn", run.day::text as "ranOn", gross as received,
           (coalesce((select sum(part) from unnest(levies) as part), 0)
          + coalesce((select sum(late.amount) from levy_release as released
                        join late_levy as late on late.release_id = released.id
                       where (released.distribution_id, released.class_id, released.holder_id)
                           = (back.distribution_id, back.class_id, back.holder_id)), 0))::bigint as withheld,
           back.day::text as "on", asked.reason
      from back join run on run.id = back.distribution_id
      join project on project.id = run.project_id
      join share_class on share_class.id = back.class_id
      join reversal_request as asked on asked.id = back.request_id
     where ${which}
     order by back.holder_id, run.paid_on, run.number, share_class.code, back.request_id`.execute(sqlOf(em))
  return rows
}

/** What these holders owe back of each project at the end of a day in the books, by "holder:project". Minor units. */
export async function owedBackAt(
  em: EntityManager,
  holderIds: readonly string[],
  day: string,
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ key: string; owed: bigint }>`
    select owner_id || ':' || scope_id as key, sum(amount)::bigint as owed
      from account join posting on account_id = account.id join entry on entry.id = entry_id
     where account.kind = 'recoverable' and owner_id = any(${holderIds}::uuid[]) and booked_on <= ${day}::date
     group by 1`.execute(sqlOf(em))
  return new Map(rows.map(row => [row.key, row.owed]))
}
