import { deliveriesOfOrders } from '../../../src/domain/fulfilment/deliveries.ts'
import { ticketsPage } from '../../../src/domain/fulfilment/tickets.ts'
import type { OfferingTermsInput } from '../../../src/domain/offerings/terms/check-offering-terms.ts'
import { issueMissingItems } from '../../../src/jobs/issue-items.ts'
import type { Workshop } from '../../../src/jobs/job.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

/** A share costs 10.00: a card is chosen for 5.00 by June, and each two shares bring a seat. */
export const SHOW: Partial<OfferingTermsInput> = {
  shares: 20,
  goal: 1000n,
  withdrawalDays: 0,
  entitlements: [
    { gives: 'reward', code: 'card', name: 'A card', price: '5.00', deliverOn: '2025-05-31' },
    { gives: 'ticket', code: 'seat', name: 'A seat', perShares: 2 },
  ],
}

/** What tests of rewards and tickets do beside what everybody does. */
export function fulfilmentWorld(database: TestDatabase) {
  const world = worldOf(database)
  const em = () => database.orm.em.fork()
  const log = { info() {}, warn() {}, error() {} }
  const issue = (now = '2025-02-11') =>
    issueMissingItems({ orm: database.orm, log } as unknown as Workshop, at(now))

  const buy = async (offeringId: string, partyId: string, shares: number, cards = 0) => {
    const items = cards === 0 ? [] : [{ code: 'card', count: cards }]
    const id = await world.order(offeringId, partyId, { shares, items })
    await world.pay(id)
    return id
  }

  /** A funded show: Ann has two cards and two seats, Bea one seat. */
  async function show() {
    const project = await world.project()
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    const offeringId = await world.offering({ projectId: project.projectId }, SHOW)
    const orders = { ann: await buy(offeringId, ann, 5, 2), bea: await buy(offeringId, bea, 3) }
    return { ...project, ann, bea, offeringId, orders }
  }

  const deliveriesOf = (orderId: string) => deliveriesOfOrders(em(), [orderId])
  const ticketsOf = (orderId: string) => ticketsPage(em(), orderId, { limit: 100, inverted: false })

  return { ...world, em, issue, buy, show, deliveriesOf, ticketsOf }
}
