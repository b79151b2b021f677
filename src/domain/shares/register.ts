import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'

/** What one party holds of a class. `paidIn`: what was paid for these shares at issue, in minor units. */
export type Holding = { classId: string; holderId: string; shares: number; paidIn: bigint }

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

type Question = { classId: string | null; holderIds: readonly string[] | null; instant: Date | null }

async function holdings(em: EntityManager, { classId, holderIds, instant }: Question): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    with side as (
      select class_id, taker_id as holder_id, shares, paid_in, occurred_at from lot
      union all
      select class_id, giver_id, -shares, -paid_in, occurred_at from lot where giver_id is not null
    )
    select class_id, holder_id, sum(shares)::int as shares, sum(paid_in)::bigint as paid_in
      from side
     where (${classId}::uuid is null or class_id = ${classId})
       and (${holderIds}::uuid[] is null or holder_id = any(${holderIds}))
       and (${instant}::timestamptz is null or occurred_at < ${instant})
     group by class_id, holder_id having sum(shares) <> 0
     order by class_id, holder_id`.execute(sqlOf(em))
  return rows
}
