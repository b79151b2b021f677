import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { itemsOf } from '../../offerings/terms/entitlements.ts'

/** How many of each item of limited stock an offering has left, by code. Nothing is asked where none is limited. */
export async function itemsLeft(em: EntityManager, offering: OfferingRow): Promise<Map<string, number>> {
  if (!itemsOf(offering.entitlements).some(item => item.stock !== undefined)) return new Map()
  const { rows } = await sql<{ code: string; left: number }>`
    select code, stock - taken as left from item_counter where offering_id = ${offering.id}`.execute(
    sqlOf(em),
  )
  return new Map(rows.map(row => [row.code, row.left]))
}

/** An item that was chosen for an order. */
export type OrderedItemRow = { subscriptionId: string; code: string; count: number }

/** What was chosen for these orders, by code. */
export function itemsOfOrders(
  em: EntityManager,
  subscriptionIds: readonly string[],
): Promise<OrderedItemRow[]> {
  return sqlOf(em)
    .selectFrom('orderedItem')
    .select(['subscriptionId', 'code', 'count'])
    .where('subscriptionId', 'in', subscriptionIds)
    .orderBy('code')
    .execute()
}
