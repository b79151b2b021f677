import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { offeringState } from '../../offerings/offering-states.ts'
import { roundOf } from '../../offerings/rounds/rounds.ts'
import { Refusal } from '../../refusal.ts'
import { subscribeAll } from '../orders/subscribe.ts'
import { pledgesDue } from './pledges.ts'

/**
 * A job turns what was pledged for an open round into orders of it, all at once; each is accepted or refused by itself, and
 * what was refused is kept with its reason. A pledge gives one order a round: doing it again changes nothing.
 * Refuses OFFERING_UNKNOWN.
 */
export async function subscribePledged(
  em: EntityManager,
  { offeringId }: { offeringId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  const { firstId } = await roundOf(em, offeringId)
  // Pledges are changed under the lock of the first round, orders are counted under that of this one.
  await lockOffering(em, firstId)
  const offering = await lockOffering(em, offeringId)
  if (offeringState(offering, now) !== 'open') return { offeringId }
  const due = await pledgesDue(em, { offeringId, firstId }, now)
  const orders = due.map(({ partyId, shares }) => ({ partyId, shares, orderedAt: now }))
  const made = await subscribeAll(em, offering, orders)
  const rows = due.map(({ pledgeId, version }, index) => {
    const outcome = made[index] ?? null
    const [order, refusal] = outcome instanceof Refusal ? [null, outcome.code] : [outcome?.id ?? null, null]
    return [pledgeId, offeringId, order, refusal, version, now.toISOString()]
  })
  await copyInto(
    em,
    'pledge_order',
    ['pledge_id', 'offering_id', 'subscription_id', 'refusal', 'version', 'decided_at'],
    rows,
  )
  return { offeringId }
}
