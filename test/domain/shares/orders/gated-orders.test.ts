import { expect, test } from '@jest/globals'
import { actTogether, newAct } from '../../../../src/act.ts'
import { sqlOf } from '../../../../src/database/sql.ts'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { acknowledgementsOfOrders } from '../../../../src/domain/shares/orders/acknowledgements.ts'
import {
  type ActedOrder,
  type Ordered,
  subscribe,
  subscribeTogether,
} from '../../../../src/domain/shares/orders/subscribe.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

/** After each test the checks recompute what each order needed. */
const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()

/** A share costs EUR 10. */
async function gated(): Promise<string> {
  const { classId } = await world.project({}, 500)
  return world.offering(classId, {
    shares: 500,
    withdrawalDays: 0,
    closesAt: at('2025-12-01'),
    paymentDueAt: at('2025-12-01'),
    regime: 'ECSPR_EQUITY',
    keyInformation: { sha256: 'c'.repeat(64), sides: 2 },
  })
}

const used = async (subscriptionId: string) =>
  (await acknowledgementsOfOrders(em(), [subscriptionId])).map(row => row.id)

test('an order waits for one warning after the other, is taken when they are acknowledged, and names them', async () => {
  const [offeringId, ann] = [await gated(), await world.person('Ann')]
  const order = (shares: number) => world.order(offeringId, ann, shares)
  await expect(order(1)).rejects.toMatchObject({ code: 'KNOWLEDGE_TEST_WARNING' })
  const risk = await world.agree(ann, 'riskOfLoss', '2025-01-09')
  await expect(order(1)).rejects.toMatchObject({ code: 'LOSS_SIMULATION_WARNING' })
  const limit = await world.agree(ann, 'noSimulation', '2025-01-09')
  await expect(order(101)).rejects.toMatchObject({ code: 'LARGE_TICKET_CONSENT' })
  expect(await used(await order(100))).toEqual([risk, limit])
  await expect(order(1)).rejects.toMatchObject({ code: 'LARGE_TICKET_CONSENT' })
  const consent = await world.agree(ann, 'largeTicket', '2025-01-09', [offeringId, 1000n])
  expect(await used(await order(1))).toEqual([risk, limit, consent])
  await expect(order(1)).rejects.toMatchObject({ code: 'LARGE_TICKET_CONSENT' })
  expect(await offeringOf(em(), offeringId)).toMatchObject({ sharesTaken: 101 })
})

test('orders that come together are judged each by its own party, and each keeps its acknowledgements under its own act', async () => {
  const offeringId = await gated()
  const people = await Promise.all(['Ann', 'Bea', 'Cid'].map(name => world.person(name)))
  const [ann = '', bea = '', cid = ''] = people
  for (const partyId of [ann, cid]) {
    await world.agree(partyId, 'riskOfLoss', '2025-01-09')
    await world.agree(partyId, 'noSimulation', '2025-01-09')
  }
  const acted = (partyId: string): ActedOrder => {
    const actor = { partyId, onBehalfOfId: null, mandateId: null, channel: 'api' as const }
    const act = newAct({ actor, verb: 'subscribe', now: at('2025-01-10'), input: {}, key: null })
    return { partyId, shares: 2, orderedAt: at('2025-01-10'), act }
  }
  const orders = [ann, bea, cid].map(acted)
  const outcomes = await actTogether<ActedOrder, Ordered>(
    database.orm,
    'subscribe',
    () => orders,
    (tx, group) => subscribeTogether(tx, offeringId, group),
  )
  const told = (outcome: Ordered | Error | undefined) =>
    outcome instanceof Error
      ? (outcome as Error & { code?: string }).code
      : typeof outcome?.made.subscriptionId
  expect(outcomes.map(told)).toEqual(['string', 'KNOWLEDGE_TEST_WARNING', 'string'])
  const rows = await sqlOf(em())
    .selectFrom('subscriptionAcknowledgement')
    .innerJoin('act', 'act.id', 'subscriptionAcknowledgement.actId')
    .innerJoin('subscription', 'subscription.id', 'subscriptionId')
    .select(['actorId', 'partyId'])
    .where('offeringId', '=', offeringId)
    .orderBy('position')
    .execute()
  expect(rows.map(row => row.actorId)).toEqual([ann, ann, cid, cid])
  expect(rows.filter(row => row.actorId !== row.partyId)).toEqual([])
})

test.each([
  ['over the change to summer time', '2025-03-29T22:59:59.999Z', '2025-04-02T22:59:59.999Z'],
  ['ordered on the day of it', '2025-03-30T12:00:00Z', '2025-04-03T22:00:00Z'],
  ['over the change to winter time', '2025-10-25T12:00:00Z', '2025-10-29T23:00:00Z'],
  ['ordered on the day of that', '2025-10-26T22:59:59.999Z', '2025-10-30T23:00:00Z'],
])(
  'an order is withdrawn in the last millisecond of its reflection and not in the next: %s',
  async (_name, orderedAt, until) => {
    const [offeringId, ann] = [await gated(), await world.person('Ann')]
    await world.agree(ann, 'riskOfLoss', '2025-01-09')
    await world.agree(ann, 'noSimulation', '2025-01-09')
    const take = async () => {
      const made = await world.run(orderedAt, tx =>
        subscribe(tx, { offeringId, partyId: ann, shares: 1 }, at(orderedAt)),
      )
      await world.pay(made.subscriptionId, orderedAt)
      return made.subscriptionId
    }
    const [first, second] = [await take(), await take()]
    expect((await subscriptionOf(em(), first)).revocableUntil).toEqual(at(until))
    const last = new Date(at(until).getTime() - 1)
    await world.run(last, tx => withdraw(tx, { subscriptionId: first, partyId: ann }, last))
    await expect(
      world.run(until, tx => withdraw(tx, { subscriptionId: second, partyId: ann }, at(until))),
    ).rejects.toMatchObject({ code: 'SUBSCRIPTION_BINDING' })
  },
)
