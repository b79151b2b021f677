import type { EntityManager } from '@mikro-orm/postgresql'
import { outside } from '../../offerings/audience/audience.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { listGates } from '../../offerings/terms/regimes.ts'
import { suitabilityOf } from '../../parties/suitability/suitability-facts.ts'
import { sharesOrdered } from '../subscriptions.ts'
import { spentAcknowledgements } from './acknowledgements.ts'
import { itemsLeft } from './items.ts'
import type { KnownOfParties, NewOrder } from './serve-orders.ts'

/** What an offering asks to be known of those who order in it, of all of them together, each in one query. */
export async function knownOfParties(
  em: EntityManager,
  offering: OfferingRow,
  orders: readonly Pick<NewOrder, 'partyId' | 'orderedAt'>[],
): Promise<KnownOfParties> {
  const gated = listGates(offering.regime).length > 0
  const parties = orders.map(order => order.partyId)
  const latest = new Date(Math.max(0, ...orders.map(order => order.orderedAt.getTime())))
  const facts = await suitabilityOf(em, gated ? parties : [], latest)
  return {
    outside: await outside(em, offering, parties),
    held: await sharesOrdered(em, offering.id, gated || offering.maxPerInvestor !== null ? parties : []),
    suitability: new Map(facts.map(each => [each.partyId, each])),
    spent: await spentAcknowledgements(em, offering.id, gated ? parties : []),
    itemsLeft: await itemsLeft(em, offering),
  }
}
