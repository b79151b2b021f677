import { describe, expect, test } from '@jest/globals'
import { balanceOf } from '../../../src/domain/ledger/balances.ts'
import { offeringOf } from '../../../src/domain/offerings/offerings.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const holder = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })

async function openOffering() {
  const project = await world.project()
  return { ...project, offeringId: await world.offering(project.classId) }
}

describe('withdrawing', () => {
  test('gives the shares free and the money to the account of the investor, until the last instant', async () => {
    const { offeringId } = await openOffering()
    const ann = await world.person('Ann')
    const order = await world.order(offeringId, ann, 30)
    await world.pay(order)
    const last = new Date('2025-01-14T22:59:59.999Z')
    await world.run(last, tx => withdraw(tx, { subscriptionId: order, partyId: ann }, last))
    await world.run(last, tx => withdraw(tx, { subscriptionId: order, partyId: ann }, last)) // again: nothing changes
    expect(await holder(ann)).toBe(30_000n)
    expect(await offeringOf(em(), offeringId)).toMatchObject({ sharesTaken: 0 })
  })

  test('is refused from the first instant of the fifth day, and to a stranger always', async () => {
    const { offeringId } = await openOffering()
    const [ann, eve] = [await world.person('Ann'), await world.person('Eve')]
    const order = await world.order(offeringId, ann, 30)
    await world.pay(order)
    const bound = new Date('2025-01-14T23:00:00Z')
    const attempt = (partyId: string) =>
      world.run(bound, tx => withdraw(tx, { subscriptionId: order, partyId }, bound))
    await expect(attempt(ann)).rejects.toThrow(
      refused('SUBSCRIPTION_BINDING', 'until 2025-01-14T23:00:00.000Z'),
    )
    await expect(attempt(eve)).rejects.toThrow(refused('SUBSCRIPTION_UNKNOWN', `There is no order ${order}.`))
    expect(await holder(ann)).toBe(0n)
  })

  test('is refused when the order has ended by itself: there is nothing to take back', async () => {
    const { offeringId } = await openOffering()
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    const order = await world.order(offeringId, ann, 30)
    await world.pay(await world.order(offeringId, bea, 60))
    await world.close(offeringId)
    const now = at('2025-02-11')
    await expect(
      world.run(now, tx => withdraw(tx, { subscriptionId: order, partyId: ann }, now)),
    ).rejects.toEqual(refused('SUBSCRIPTION_ENDED', 'expired'))
    expect(await holder(ann)).toBe(0n)
  })
})
