import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../database/keyset.ts'
import { sqlOf } from '../../database/sql.ts'
import type { Made } from './act.ts'

/** An act in the feed: its transaction and id are its place, which never changes. */
export type FeedAct = { xid: string; id: string; verb: string; occurredAt: Date; made: Made | null }

/**
 * A page of all acts in the order of their transactions. Transactions are committed in another order than they begin,
 * so an act is given out only when every transaction that is older than its own has ended: else a reader whose cursor
 * has passed would never see what was committed late.
 */
export async function feedPage(em: EntityManager, slice: Slice): Promise<FeedAct[]> {
  const { within, order, limit } = keyset(['act.xid', 'act.id'], slice, { 'act.xid': 'xid8' })
  const { rows } = await sql<FeedAct>`
    select act.xid::text as xid, act.id, verb, occurred_at as "occurredAt", made
      from act left join act_made on act_id = act.id
     where act.xid < pg_snapshot_xmin(pg_current_snapshot()) and ${within}
     order by ${order} limit ${limit}`.execute(sqlOf(em))
  return rows
}
