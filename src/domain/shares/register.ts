import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../database/keyset.ts'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'

/** What one party holds of a class. `paidIn`: what was paid for these shares at issue, in minor units. */
export type Holding = {
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
export function holdingsAt(em: EntityManager, classId: string, instant: Date | null): Promise<Holding[]> {
  return holdings(em, { classId, holderIds: null, instant })
}

/** What these parties hold now, of every class. */
export function holdingsOf(em: EntityManager, holderIds: readonly string[]): Promise<Holding[]> {
  return holdings(em, { classId: null, holderIds, instant: null })
}

/** A page of the register of a class, by holder, just before an instant (null: now). */
export function holdingsPage(
  em: EntityManager,
  classId: string,
  instant: Date | null,
  slice: Slice,
): Promise<Holding[]> {
  return holdings(em, { classId, holderIds: null, instant }, slice)
}

/** How many shares of a class are in the register now, and how many parties hold them. */
export async function holdersOf(
  em: EntityManager,
  classId: string,
): Promise<{ shares: number; holders: number }> {
  const { rows } = await sql<{ shares: number; holders: number }>`
    select coalesce(sum(shares), 0)::int as shares, count(*)::int as holders
      from (${holdingsSql({ classId, holderIds: null, instant: null })}) as holding`.execute(sqlOf(em))
  return rows[0] ?? { shares: 0, holders: 0 }
}

type Question = { classId: string | null; holderIds: readonly string[] | null; instant: Date | null }

async function holdings(em: EntityManager, question: Question, slice?: Slice): Promise<Holding[]> {
  const all = holdingsSql(question)
  if (slice === undefined) {
    return (await sql<Holding>`${all} order by class_id, holder_id`.execute(sqlOf(em))).rows
  }
  const { within, order, limit } = keyset(['holding.holder_id'], slice)
  const { rows } = await sql<Holding>`
    select * from (${all}) as holding
     where ${within} order by ${order} limit ${limit}`.execute(sqlOf(em))
  return rows
}

function holdingsSql({ classId, holderIds, instant }: Question) {
  return sql`
    select class_id, holder_id, sum(side.shares)::int as shares, sum(paid_in)::bigint as paid_in, currency
      from (select class_id, taker_id as holder_id, shares, paid_in, occurred_at from lot
            union all
            select class_id, giver_id, -shares, -paid_in, occurred_at from lot where giver_id is not null) as side
      join share_class on share_class.id = class_id
      join project on project.id = project_id
     where (${classId}::uuid is null or class_id = ${classId})
       and (${holderIds}::uuid[] is null or holder_id = any(${holderIds}))
       and (${instant}::timestamptz is null or occurred_at < ${instant})
     group by class_id, holder_id, currency having sum(side.shares) <> 0`
}
