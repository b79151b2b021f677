import type { EntityManager } from '@mikro-orm/postgresql'
import { openIntent } from '../../payments/cards/open-intent.ts'
import { cardOrderOf } from './card-order.ts'

/**
 * Keeps what an investor was shown for his order before he pays it by card, under the name that the processor gave it.
 * Refuses what `cardOrderOf` refuses.
 */
export async function payByCard(
  em: EntityManager,
  input: { subscriptionId: string; partyId: string; processorReference: string },
  now: Date,
): Promise<{ subscriptionId: string }> {
  const { subscriptionId, processorReference } = input
  const { amount, cost, bearer, currency } = await cardOrderOf(em, input, now)
  await openIntent(em, { processorReference, subscriptionId, amount, cost, bearer, currency }, now)
  return { subscriptionId }
}
