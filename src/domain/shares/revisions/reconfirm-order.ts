import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { refuse } from '../refusals.ts'
import { type SubscriptionRow, sharesOrdered, subscriptionOf } from '../subscriptions.ts'

/**
 * An investor keeps an order that a revision has suspended, under the version of the terms that he names and has read: the
 * one in force. It is then what it was before, paid or not, with the same days for payment and withdrawal. An order that is
 * not suspended is left as it is.
 * Refuses SUBSCRIPTION_UNKNOWN (also for somebody else's order), SUBSCRIPTION_ENDED, RECONFIRMATION_LATE, TERMS_OUTDATED,
 * OVER_MAXIMUM.
 */
export async function reconfirmOrder(
  em: EntityManager,
  input: { subscriptionId: string; partyId: string; version: number },
  now: Date,
): Promise<{ subscriptionId: string }> {
  const { subscriptionId, version } = input
  const { offeringId, partyId } = await subscriptionOf(em, subscriptionId)
  if (partyId !== input.partyId) throw refuse.SUBSCRIPTION_UNKNOWN({ id: subscriptionId })
  const offering = await lockOffering(em, offeringId)
  const order = await subscriptionOf(em, subscriptionId)
  if (order.ended !== null) {
    throw refuse.SUBSCRIPTION_ENDED({ how: order.ended, endedAt: order.endedAt?.toISOString() ?? '' })
  }
  if (order.suspendedUntil === null) return { subscriptionId }
  if (now >= order.suspendedUntil) {
    throw refuse.RECONFIRMATION_LATE({ until: order.suspendedUntil.toISOString() })
  }
  if (version !== offering.version) throw refuse.TERMS_OUTDATED({ version, inForce: offering.version })
  await refuseOverMaximum(em, offering, order)
  await sqlOf(em)
    .insertInto('orderReconfirmation')
    .values({ subscriptionId, version, reconfirmedAt: now })
    .execute()
  return { subscriptionId }
}

/** The revised terms may allow an investor fewer shares than he has ordered: then not all of his orders can stay. */
async function refuseOverMaximum(
  em: EntityManager,
  { id, maxPerInvestor: most }: OfferingRow,
  { partyId, shares }: SubscriptionRow,
): Promise<void> {
  if (most === null) return
  const all = (await sharesOrdered(em, id, [partyId])).get(partyId) ?? 0
  if (all > most) throw refuse.OVER_MAXIMUM({ asked: shares, held: all - shares, most })
}
