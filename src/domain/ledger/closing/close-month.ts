import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { closableEntries } from './closable.ts'
import { closingOf } from './closings.ts'
import { OTHER_JOURNAL, OWN_JOURNALS } from './journals.ts'
import { monthText } from './months.ts'

/** The lock that whoever books shares: see `open_book_day` in the migrations. */
const BOOKING = 2_008_000_200n

/**
 * Another person than its preparer closes a month. Its entries become final and get the next numbers of their journals, by
 * day and id, from 1 on in each year; no entry gets a day in it any more. Waits for those who are booking, and
 * they wait for it.
 * Refuses CLOSING_UNKNOWN, CLOSER_PREPARED, CLOSING_MOVED, MONTH_NOT_OVER, MONTH_CLOSED, MONTH_BEFORE_OPEN.
 */
export async function closeMonth(
  em: EntityManager,
  { preparationId, approverId }: { preparationId: string; approverId: string },
  now: Date,
): Promise<{ preparationId: string }> {
  await sql`select pg_advisory_xact_lock(${BOOKING}::bigint)`.execute(sqlOf(em))
  const { month, entries, preparerId, preparedAt } = await closingOf(em, preparationId)
  const text = monthText(month)
  if (preparerId === approverId) {
    throw refuse.CLOSER_PREPARED({ month: text, preparedAt: preparedAt.toISOString() })
  }
  const there = await closableEntries(em, month, now)
  // Entries are only ever added: where there are as many, they are the same.
  if (there !== entries) throw refuse.CLOSING_MOVED({ month: text, prepared: entries, there })
  const validOn = dayOf(now, PLATFORM_ZONE)
  await sqlOf(em)
    .insertInto('monthClosing')
    .values({ preparationId, month, approverId, closedAt: now, validOn })
    .execute()
  await numberEntries(em, preparationId, month)
  return { preparationId }
}

async function numberEntries(em: EntityManager, closingId: string, month: string): Promise<void> {
  const [kinds, journals] = [OWN_JOURNALS.map(([kind]) => kind), OWN_JOURNALS.map(([, journal]) => journal)]
  await sql`
    with own (kind, journal) as (
      select * from unnest(${kinds}::text[], ${journals}::text[])
    ), closed as (
      select entry.id, booked_on, extract(year from booked_on)::int as year,
             coalesce(own.journal, ${OTHER_JOURNAL}::text) as journal
        from entry left join own on own.kind = entry.kind
       where booked_on >= ${month}::date and booked_on < ${month}::date + interval '1 month'
    ), last (year, journal, number) as (
      select year, journal, max(number) from entry_number group by year, journal
    )
    insert into entry_number (entry_id, year, journal, number, closing_id)
    select closed.id, closed.year, closed.journal,
           coalesce(last.number, 0)
             + row_number() over (partition by closed.year, closed.journal order by booked_on, closed.id),
           ${closingId}::uuid
      from closed left join last using (year, journal)`.execute(sqlOf(em))
}
