import { expect, test } from '@jest/globals'
import { inviteToOffering } from '../../../../src/domain/offerings/audience/invite-to-offering.ts'
import { type Caller, eventsOfCaller } from '../../../../src/domain/reports/events/events-of-caller.ts'
import { recordPayment } from '../../../../src/domain/shares/record-payment.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { cardsOf } from '../../../support/cards.ts'
import { useDatabase } from '../../../support/database.ts'
import { feedCaughtUp } from '../../../support/feed.ts'
import { at } from '../../../support/world.ts'
import { LAW, suspending } from '../../shares/revisions/suspension-world.ts'
import { waitingWorld } from '../../shares/waiting/waiting-world.ts'

const database = useDatabase()
const { lives, world, suspend, investor, raising, correct } = suspending(database)
const { wait, leave, takeBack } = waitingWorld(database)
const cards = cardsOf(database)
const PAYER = { iban: 'FR76 3000 6000 0112 3456 7890 189', name: 'Ann Payer' }
const em = () => database.orm.em.fork()

/** What each of these callers is shown that was done by `deed`, in order: what it is about. */
async function shown(deed: () => Promise<unknown>, callers: Record<string, Partial<Caller>>) {
  const seen = async (caller: Partial<Caller>) => {
    const slice = { limit: 500, inverted: false }
    return eventsOfCaller(em(), { partyIds: [], projectIds: [], ...caller }, slice)
  }
  await feedCaughtUp(database.orm)
  const before = new Set((await Promise.all(Object.values(callers).map(seen))).flat().map(({ id }) => id))
  await deed()
  await feedCaughtUp(database.orm)
  const found = Object.entries(callers).map(async ([who, caller]) => {
    const rows = (await seen(caller)).filter(({ id }) => !before.has(id))
    return [who, rows.map(({ about }) => about)] as const
  })
  return Object.fromEntries(await Promise.all(found))
}

test('a suspension, a revision and what is reconfirmed are shown to those concerned, in order', async () => {
  const { offeringId, projectId, ann, bea, orders } = await raising()
  const [offering, order] = [`Offering:${offeringId}`, `ShareSubscription:${orders.ann}`]
  const found = await shown(
    async () => {
      await suspend(offeringId, '2025-01-20')
      await correct(offeringId, '2025-01-21')
      await lives.reconfirm(orders.ann, ann, 2, '2025-01-22')
    },
    { ann: { partyIds: [ann] }, bea: { partyIds: [bea] }, issuer: { projectIds: [projectId] }, nobody: {} },
  )
  expect(found).toEqual({
    ann: [[offering], [offering], [order]],
    bea: [[offering], [offering]],
    // He wrote the revision, too.
    issuer: [[offering], [offering], [offering]],
    nobody: [[offering], [offering]],
  })
})

test('of an offering by invitation strangers are told of no suspension, and who ordered there is', async () => {
  const { offeringId, projectId } = await lives.raising({ ...LAW, audience: 'invited' }, [])
  const [ann, bea] = [await investor(), await investor('Bea')]
  await world.run('2025-01-02', tx => inviteToOffering(tx, { offeringId, partyIds: [ann] }))
  await world.order(offeringId, ann, 10, '2025-01-05')
  const found = await shown(() => suspend(offeringId, '2025-01-20'), {
    ann: { partyIds: [ann] },
    bea: { partyIds: [bea] },
    issuer: { projectIds: [projectId] },
    nobody: {},
  })
  const own = [[`Offering:${offeringId}`]]
  expect(found).toEqual({ ann: own, bea: [], issuer: own, nobody: [] })
})

test('refunds to a bank account and to a card, and disputes, are shown to the investor alone', async () => {
  const { offeringId, projectId, ann } = await cards.raise()
  const bea = await world.person('Bea')
  const card = await cards.paid(offeringId, ann, 10)
  const bank = await world.order(offeringId, ann, 10)
  const { amount, currency, reference } = await subscriptionOf(em(), bank)
  const money = { bankReference: 'bank', amount, currency, receivedAt: at('2025-01-11'), payer: PAYER }
  const { receiptId: receipt } = await world.run('2025-01-11', tx =>
    recordPayment(tx, { ...money, remittance: reference }, at('2025-01-11')),
  )
  const third = await cards.paid(offeringId, ann, 10)
  for (const order of [card.order, bank]) await takeBack(order)
  const [byCard, byBank, disputed] = [card.order, bank, third.order].map(id => `ShareSubscription:${id}`)
  const person = `Party:${ann}`
  const callers = { ann: { partyIds: [ann] }, bea: { partyIds: [bea] }, issuer: { projectIds: [projectId] } }
  const found = await shown(async () => {
    const refundId = await cards.refund(card.payment, null)
    await cards.refund(receipt, 5000n)
    const named = await cards.dispute(third.named, third.total, '2025-01-21')
    await cards.win(named, '2025-01-22')
    await cards.refundFailed(card.named, '2025-01-23', { refundId })
  }, callers)
  expect(found).toEqual({
    ann: [[person, byCard], [person, byBank], [disputed], [disputed], [person, byCard]],
    bea: [],
    issuer: [],
  })
})

test('a place on a waiting list, its end and the order it became are shown to who waits', async () => {
  const { offeringId, orders, ann } = await raising({ shares: 50 })
  const [cid, dan] = [await investor('Cid'), await investor('Dan')]
  const found = await shown(
    async () => {
      await leave(await wait(offeringId, dan, 10), dan)
      await wait(offeringId, cid, 10)
      await takeBack(orders.bea, '2025-01-12')
    },
    { cid: { partyIds: [cid] }, dan: { partyIds: [dan] }, ann: { partyIds: [ann] } },
  )
  expect(found).toEqual({
    cid: [[`Party:${cid}`], [`Party:${cid}`, expect.stringMatching(/^ShareSubscription:/)]],
    dan: [[`Party:${dan}`], [`Party:${dan}`]],
    ann: [],
  })
})
