import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { keyset, type Slice } from '../../database/keyset.ts'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'

/** What one party holds of a class. `paidIn`: what was paid for these shares at issue, in minor units. */
export type HoldingRow = {
  classId: string
  holderId: string
  shares: number
  paidIn: bigint
  currency: Currency
}

/**
 * Who held what of a class just before an instant, in the order of holder ids; null asks for the latest, whatever
 * the clock says. Holdings at the end of a day are those just before the first instant of the next one.
 */
export function holdingsAt(em: EntityManager, classId: string, instant: Date | null): Promise<HoldingRow[]> {
  return holdings(em, heldSql(classId, instant))
}

/** What these parties hold now, of every class. */
export function holdingsOf(em: EntityManager, holderIds: readonly string[]): Promise<HoldingRow[]> {
  return holdings(em, sql`select * from holding where holder_id = any(${holderIds}::uuid[])`)
}

/** A page of the register of a class, by holder, just before an instant (null: now). */
export function holdingsPage(
  em: EntityManager,
  classId: string,
  instant: Date | null,
  slice: Slice,
): Promise<HoldingRow[]> {
  return holdings(em, heldSql(classId, instant), slice)
}

/** How many shares of a class are in the register now, and how many parties hold them. */
export async function holdersOf(
  em: EntityManager,
  classId: string,
): Promise<{ shares: number; holders: number }> {
  const { rows } = await sql<{ shares: number; holders: number }>`
    select coalesce(sum(shares), 0)::int as shares, count(*)::int as holders
      from holding where class_id = ${classId} and shares <> 0`.execute(sqlOf(em))
  return rows[0] ?? { shares: 0, holders: 0 }
}

function heldSql(classId: string, instant: Date | null): RawBuilder<unknown> {
  if (instant === null) return sql`select * from holding where class_id = ${classId}`
  return sql`select * from held_before(${classId}, ${instant})`
}

async function holdings(em: EntityManager, held: RawBuilder<unknown>, slice?: Slice): Promise<HoldingRow[]> {
  const all = sql`
    select class_id, holder_id, held.shares, paid_in, currency
      from (${held}) as held
      join share_class on share_class.id = class_id
      join project on project.id = project_id
     where held.shares <> 0`
  if (slice === undefined) {
    return (await sql<HoldingRow>`${all} order by class_id, holder_id`.execute(sqlOf(em))).rows
  }
  const { within, order, limit } = keyset(['holding.holder_id'], slice)
  const { rows } = await sql<HoldingRow>`
    select * from (${all}) as holding
     where ${within} order by ${order} limit ${limit}`.execute(sqlOf(em))
  return rows
}
