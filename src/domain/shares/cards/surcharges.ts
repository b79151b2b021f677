import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** What was paid for an order beyond what it owes, in minor units: what his card costs, where the investor bears it. */
export async function surcharges(
  em: EntityManager,
  subscriptionIds: readonly string[],
): Promise<(subscriptionId: string) => bigint> {
  if (subscriptionIds.length === 0) return () => 0n
  const rows = await sqlOf(em)
    .selectFrom('subscriptionPayment')
    .innerJoin('subscription', 'subscription.id', 'subscriptionPayment.subscriptionId')
    .innerJoin('cardPayment', 'cardPayment.id', 'subscriptionPayment.cardPaymentId')
    .select(['subscriptionId', 'cardPayment.amount as paid', 'subscription.amount as owed'])
    .where('subscriptionId', 'in', subscriptionIds)
    .whereRef('cardPayment.amount', '>', 'subscription.amount')
    .execute()
  const beyond = new Map(rows.map(({ subscriptionId, paid, owed }) => [subscriptionId, paid - owed]))
  return id => beyond.get(id) ?? 0n
}
