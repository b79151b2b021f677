import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'

/**
 * Gives busy accounts a checkpoint: their balance over all postings of transactions that are older than every
 * running one. A younger limit would lose a posting that is committed late. Returns how many were taken.
 */
export async function takeCheckpoints(em: EntityManager, busy = 10_000): Promise<number> {
  const { rows } = await sql`
    with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as xid)
    insert into checkpoint (account_id, before_xid, balance, postings)
    select posting.account_id, horizon.xid, sum(posting.amount)::bigint, count(*)
      from posting, horizon
     where posting.xid < horizon.xid
     group by posting.account_id, horizon.xid having count(*) > ${busy}
    on conflict (account_id) do update
       set before_xid = excluded.before_xid, balance = excluded.balance, postings = excluded.postings
     where checkpoint.before_xid < excluded.before_xid
    returning account_id`.execute(sqlOf(em))
  return rows.length
}
