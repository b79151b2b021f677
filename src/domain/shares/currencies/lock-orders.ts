import type { EntityManager } from '@mikro-orm/postgresql'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { subscriptions } from '../subscriptions.ts'

/** Locks the offerings of these orders, in one order, before anything that is claimed for them. */
export async function lockOrders(em: EntityManager, subscriptionIds: readonly string[]): Promise<void> {
  if (subscriptionIds.length === 0) return
  const offerings = new Set((await subscriptions(em, subscriptionIds)).map(order => order.offeringId))
  for (const offeringId of [...offerings].sort()) await lockOffering(em, offeringId)
}
