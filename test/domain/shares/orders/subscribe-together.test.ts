import { expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { actTogether, newAct, transact } from '../../../../src/act.ts'
import { sqlOf } from '../../../../src/database/sql.ts'
import { writingActs } from '../../../../src/domain/acts/write-acts.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { Refusal } from '../../../../src/domain/refusal.ts'
import {
  type ActedOrder,
  type Ordered,
  subscribeTogether,
} from '../../../../src/domain/shares/orders/subscribe.ts'
import { activeSubscriptions, subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import { openDesks } from '../../../../src/schema/desks.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()

async function opened(terms: Parameters<typeof world.offering>[1] = {}): Promise<string> {
  const { classId } = await world.project()
  return world.offering(classId, terms)
}

/** An order of a person, under a key of his. */
function orderOf(partyId: string, shares: number, key: string | null, now = '2025-01-10'): ActedOrder {
  const actor = { partyId, onBehalfOfId: null, mandateId: null, channel: 'api' as const }
  const act = newAct({ actor, verb: 'subscribe', now: at(now), input: { shares }, key })
  return { partyId, shares, orderedAt: at(now), act }
}

const together = (offeringId: string, orders: ActedOrder[]) =>
  actTogether<ActedOrder, Ordered>(
    database.orm,
    'subscribe',
    () => orders,
    (tx, group) => subscribeTogether(tx, offeringId, group),
  )

const said = (outcome: Ordered | Error | undefined) =>
  outcome instanceof Refusal ? outcome.code : outcome instanceof Error ? outcome.message : outcome?.replayed

const idOf = (outcome: Ordered | Error | undefined) =>
  outcome === undefined || outcome instanceof Error ? '' : outcome.made.subscriptionId

/** The acts of a verb: who did each. */
const actors = async (verb: string) => {
  const acts = await sqlOf(em()).selectFrom('act').select('actorId').where('verb', '=', verb).execute()
  return acts.map(act => act.actorId)
}

test('each order has an answer and an act of its own; a refusal leaves nothing', async () => {
  const offeringId = await opened()
  const [ann, bea, cid] = [await world.person('Ann'), await world.person('Bea'), await world.person('Cid')]
  const outcomes = await together(offeringId, [
    orderOf(ann, 60, 'a'),
    orderOf(bea, 50, 'b'),
    orderOf(cid, 40, null),
  ])
  expect(outcomes.map(said)).toEqual([false, 'SOLD_OUT', false])
  const [first, , third] = outcomes.map(idOf)
  expect(await activeSubscriptions(em(), offeringId)).toMatchObject([
    { id: first, partyId: ann, shares: 60, amount: 60_000n, position: 1 },
    { id: third, partyId: cid, shares: 40, amount: 40_000n, position: 2 },
  ])
  const row = (outcome: Ordered | Error | undefined) =>
    outcome === undefined || outcome instanceof Error ? null : outcome.row
  expect(row(outcomes[0])).toEqual(await subscriptionOf(em(), first ?? ''))
  expect(await offeringOf(em(), offeringId)).toMatchObject({ sharesTaken: 100 })
  expect(await actors('subscribe')).toEqual([ann, cid])

  // The refused one may come again under its key once shares are free.
  const now = at('2025-01-10')
  await world.run(now, tx => withdraw(tx, { subscriptionId: first ?? '', partyId: ann }, now))
  expect((await together(offeringId, [orderOf(bea, 50, 'b')])).map(said)).toEqual([false])
})

test('an order that comes again under its key is answered as before, another under it is refused', async () => {
  const offeringId = await opened()
  const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
  const before = await together(offeringId, [orderOf(ann, 1, 'k')])
  const after = await together(offeringId, [orderOf(bea, 2, 'k'), orderOf(ann, 1, 'k')])
  expect(after.map(said)).toEqual([false, true])
  expect(idOf(after[1])).toBe(idOf(before[0]))
  expect((await together(offeringId, [orderOf(ann, 3, 'k')])).map(said)).toEqual(['IDEMPOTENCY_CONFLICT'])
  expect(await offeringOf(em(), offeringId)).toMatchObject({ sharesTaken: 3 })
})

test('the same attempt again, after a commit that nobody heard of, is answered and not repeated', async () => {
  const offeringId = await opened()
  const order = orderOf(await world.person('Ann'), 1, null)
  const [first, again] = [await together(offeringId, [order]), await together(offeringId, [order])]
  expect([said(first[0]), said(again[0])]).toEqual([false, false])
  expect(idOf(again[0])).toBe(idOf(first[0]))
})

test('a key that another request took meanwhile is found when the group is repeated', async () => {
  const offeringId = await opened()
  const ann = await world.person('Ann')
  const [order, rival] = [orderOf(ann, 1, 'taken'), orderOf(ann, 5, 'taken')]
  let attempts = 0
  const outcomes = await actTogether<ActedOrder, Ordered>(
    database.orm,
    'subscribe',
    () => [order],
    async (tx, group) => {
      attempts++
      if (attempts > 1) return subscribeTogether(tx, offeringId, group)
      // The first attempt has looked for the key in vain; now another verb of hers takes it.
      await transact(database.orm, 'withdraw', async other => {
        await sqlOf(other).insertInto('act').values(rowOf(rival)).execute()
        await sqlOf(other).insertInto('actMade').values({ actId: rival.act.id, made: {} }).execute()
      })
      await sql`with ${writingActs([{ act: order.act, made: { subscriptionId: newId() } }])} select`.execute(
        sqlOf(tx),
      )
      throw new Error('nothing may be written under a key that was taken')
    },
  )
  expect([attempts, ...outcomes.map(said)]).toEqual([2, 'IDEMPOTENCY_CONFLICT'])
  expect(await activeSubscriptions(em(), offeringId)).toEqual([])
})

function rowOf({ act }: ActedOrder) {
  const { id, actor, verb, key, requestHash, occurredAt } = act
  return { id, verb, key, requestHash, occurredAt, ...{ actorId: actor.partyId, channel: actor.channel } }
}

test('where one order makes the whole group fail, the others are served all the same', async () => {
  const offeringId = await opened()
  const ann = await world.person('Ann')
  const outcomes = await together(offeringId, [orderOf('nobody', 1, 'x'), orderOf(ann, 1, 'y')])
  expect(outcomes.map(said)).toEqual([expect.stringContaining('invalid input syntax for type uuid'), false])
  expect(await activeSubscriptions(em(), offeringId)).toMatchObject([{ partyId: ann, position: 1 }])
})

test('an order that comes too late harms nobody who comes with it, also where unpaid orders are due', async () => {
  const offeringId = await opened()
  const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
  await world.order(offeringId, ann, 50)
  const outcomes = await together(offeringId, [
    orderOf(bea, 1, 'in-time'),
    orderOf(ann, 1, 'late', '2025-02-01T12:00:00.000Z'),
  ])
  expect(outcomes.map(said)).toEqual([false, 'OFFERING_NOT_OPEN'])
  expect(await activeSubscriptions(em(), offeringId)).toMatchObject([{ shares: 50 }, { shares: 1 }])
})

test('an offering that does not exist is refused to all', async () => {
  const orders = [orderOf(newId(), 1, 'a'), orderOf(newId(), 1, 'b')]
  expect((await together(newId(), orders)).map(said)).toEqual(['OFFERING_UNKNOWN', 'OFFERING_UNKNOWN'])
})

test('two processes sell 100 shares to 400 orders exactly once, and a key counts in both', async () => {
  const offeringId = await opened({ maxPerInvestor: null })
  const people = await Promise.all(Array.from({ length: 40 }, (_, index) => world.person(`Buyer ${index}`)))
  const desks = [openDesks(database.orm), openDesks(database.orm)]
  // Each order is sent to both under one key.
  const sent = Array.from({ length: 400 }, (_, index) => ({
    person: people[index % 40] as string,
    key: `order-${index >> 1}`,
    desk: desks[index % 2],
  }))
  const outcomes = await Promise.all(
    sent.map(({ person, key, desk }, index) =>
      desk?.order(offeringId, orderOf(people[(index >> 1) % 40] ?? person, 1, key)),
    ),
  )
  const made = outcomes.filter(outcome => said(outcome) === false)
  expect(made).toHaveLength(100)
  expect(new Set(outcomes.map(said))).toEqual(new Set([false, true, 'SOLD_OUT']))
  const all = await activeSubscriptions(em(), offeringId)
  expect(all.map(order => order.position)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
  expect(new Set(outcomes.map(idOf).filter(Boolean))).toEqual(new Set(all.map(order => order.id)))
  expect(await subscriptionOf(em(), idOf(made[0]))).toMatchObject({ shares: 1 })
})
