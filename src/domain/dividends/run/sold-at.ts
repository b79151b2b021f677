import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { HoldersQuestion } from './holders.ts'

/** Shares of a class that were in the register. */
export async function soldAt(
  em: EntityManager,
  { classId, instant }: Pick<HoldersQuestion, 'classId' | 'instant'>,
): Promise<bigint> {
  const { rows } = await sql<{ sold: bigint }>`
    select coalesce(sum(shares), 0)::bigint as sold from lot
     where class_id = ${classId} and giver_id is null and occurred_at < ${instant}`.execute(sqlOf(em))
  return rows[0]?.sold ?? 0n
}
