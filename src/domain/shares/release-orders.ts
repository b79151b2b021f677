import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { promoteWaiting } from './waiting/promote-waiting.ts'

/**
 * Gives the shares and items of orders that ended back to the counters of their offering, and the shares to those who wait
 * for them. The caller holds its lock.
 */
export async function releaseOrders(
  em: EntityManager,
  offeringId: string,
  subscriptionIds: readonly string[],
  now: Date,
): Promise<void> {
  if (subscriptionIds.length === 0) return
  await sql`
    with items as (
      update item_counter set taken = taken - freed.count
        from (select code, sum(count)::int as count from ordered_item
               where subscription_id = any(${subscriptionIds}::uuid[]) group by code) as freed
       where offering_id = ${offeringId} and item_counter.code = freed.code
    )
    update offering_counter set taken = taken - freed.shares
      from (select coalesce(sum(shares), 0)::int as shares from subscription
             where id = any(${subscriptionIds}::uuid[])) as freed
     where offering_id = ${offeringId}`.execute(sqlOf(em))
  await promoteWaiting(em, offeringId, now)
}
