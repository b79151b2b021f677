import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../src/database/sql.ts'

/** The rate of each currency that the entry of a fact names, null where it waits for one. */
export async function ratesOf(em: EntityManager, factId: string): Promise<Record<string, string | null>> {
  const { rows } = await sql<{ currency: string; rate: string | null }>`
    select other.currency, told.rate
      from entry_currency as other join entry on entry.id = entry_id
      left join entry_rate as own on own.entry_id = entry.id and own.currency = other.currency
      left join exchange_rate as told on told.id = own.rate_id
     where fact_id = ${factId}`.execute(sqlOf(em))
  return Object.fromEntries(rows.map(row => [row.currency, row.rate]))
}
