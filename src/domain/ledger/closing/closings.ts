import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'

/** A month that was prepared to be closed, and who closed it. `month`: its first day. */
export type ClosingRow = {
  id: string
  month: string
  entries: number
  preparerId: string
  preparedAt: Date
  approverId: string | null
  closedAt: Date | null
}

/** What was prepared and closed, the latest month first; several times where it was prepared anew. */
export async function closings(em: EntityManager): Promise<ClosingRow[]> {
  return all(em).orderBy('monthPreparation.month', 'desc').orderBy('monthPreparation.id', 'desc').execute()
}

/** Refuses CLOSING_UNKNOWN. */
export async function closingOf(em: EntityManager, id: string): Promise<ClosingRow> {
  const found = await all(em).where('monthPreparation.id', '=', id).executeTakeFirst()
  if (found === undefined) throw refuse.CLOSING_UNKNOWN({ id })
  return found
}

/** The first day of the latest month that is closed, with all before it; null when none is. */
export async function closedUntil(em: EntityManager): Promise<string | null> {
  const { rows } = await sql<{ month: string | null }>`
    select max(month)::text as month from month_closing`.execute(sqlOf(em))
  return rows[0]?.month ?? null
}

/** How many entries a month has, and those of open months before it with the first of their days. */
export async function entriesIn(
  em: EntityManager,
  month: string,
): Promise<{ entries: number; before: number; first: string | null }> {
  const { rows } = await sql<{ entries: number; before: number; first: string | null }>`
    select count(*) filter (where booked_on >= ${month}::date)::int as entries,
           count(*) filter (where booked_on < ${month}::date)::int as before,
           to_char(min(booked_on) filter (where booked_on < ${month}::date), 'YYYY-MM') as first
      from entry
     where booked_on < ${month}::date + interval '1 month'
       and booked_on >= coalesce((select max(month) + interval '1 month' from month_closing), '-infinity')`.execute(
    sqlOf(em),
  )
  return rows[0] ?? { entries: 0, before: 0, first: null }
}

const all = (em: EntityManager) =>
  sqlOf(em)
    .selectFrom('monthPreparation')
    .leftJoin('monthClosing', 'preparationId', 'monthPreparation.id')
    .select(['monthPreparation.id', 'entries', 'preparerId', 'preparedAt', 'approverId', 'closedAt'])
    .select(sql<string>`month_preparation.month::text`.as('month'))
