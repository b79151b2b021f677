import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { ItemCount } from '../../offerings/terms/entitlements.ts'

/** Writes what was chosen for orders of one offering and counts it. The caller holds the offering's lock. */
export async function keepItems(
  em: EntityManager,
  offeringId: string,
  orders: readonly { subscriptionId: string; items: readonly ItemCount[]; actId: string | null }[],
): Promise<void> {
  const rows = orders.flatMap(({ items, ...order }) => items.map(item => ({ ...order, ...item })))
  if (rows.length === 0) return
  await sql`
    with chosen as (
      select * from unnest(${rows.map(row => row.subscriptionId)}::uuid[], ${rows.map(row => row.code)}::text[],
                           ${rows.map(row => row.count)}::int[], ${rows.map(row => row.actId)}::uuid[])
             as new (subscription_id, code, count, act_id)
    ), counted as (
      update item_counter set taken = taken + sold.count
        from (select code, sum(count)::int as count from chosen group by code) as sold
       where offering_id = ${offeringId} and item_counter.code = sold.code
    )
    insert into ordered_item (subscription_id, code, count, act_id)
    select subscription_id, code, count, coalesce(act_id, current_act()) from chosen`.execute(sqlOf(em))
}
