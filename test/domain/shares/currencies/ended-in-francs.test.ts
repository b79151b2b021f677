import { beforeAll, describe, expect, test } from '@jest/globals'
import { refundInBulk } from '../../../../src/domain/shares/cards/refund-in-bulk.ts'
import { moneyToRefund } from '../../../../src/domain/shares/money-to-refund.ts'
import { lapseDue } from '../../../../src/domain/shares/revisions/lapse-orders.ts'
import { useDatabase } from '../../../support/database.ts'
import { livesOf } from '../../../support/lives.ts'
import { payingInFrancs } from '../../../support/paying-in-francs.ts'
import { at } from '../../../support/world.ts'
import { suspending } from '../revisions/suspension-world.ts'

const database = useDatabase()
const francs = payingInFrancs(database)
const lives = livesOf(database)
const sheets = suspending(database)
const { world } = francs
const EASY = { goalMode: 'keepWhatWasRaised' as const, goal: 1000n }
const CLOSED = '2025-02-10'
beforeAll(() => francs.francs())

describe('what was sent in another currency for an order that ends by itself', () => {
  test('goes back in it when the order was not reconfirmed: what was changed, when it is changed back', async () => {
    const { offeringId } = await francs.opened(EASY)
    const [ann, bea] = [await francs.held(offeringId, 'Ann', 10), await francs.held(offeringId, 'Bea', 20)]
    await francs.change(bea, 20_000n)
    await lives.revise(offeringId, { goal: 2000n }, '2025-01-15')
    await lives.approve(offeringId, 2, '2025-01-16')
    const now = '2025-01-21'
    for (const _ of ['once', 'again']) await world.run(now, tx => lapseDue(tx, { offeringId }, at(now)))
    expect([await francs.state(ann.id, now), await francs.state(bea.id, now)]).toEqual(['lapsed', 'lapsed'])
    expect(await francs.holder(ann.partyId, 'CHF')).toBe(9500n)
    expect(await francs.holder(bea.partyId, 'CHF')).toBe(0n)
    await francs.changeBack(bea, 20_000n)
    expect(await francs.holder(bea.partyId, 'CHF')).toBe(19_000n)
    expect(await francs.holder(bea.partyId, 'EUR')).toBe(0n)
  })

  test('goes back in it when its offering is cancelled for its sheet', async () => {
    const { offeringId, bea, orders } = await sheets.raising()
    await francs.quote(orders.bea, bea)
    await francs.send(orders.bea, (await francs.quoted(orders.bea)) ?? 0n)
    expect(await francs.state(orders.bea)).toBe('held')
    await sheets.suspend(offeringId, '2025-01-20')
    await world.close(offeringId, '2025-02-20')
    expect(await francs.state(orders.bea, '2025-02-20')).toBe('refunded')
    expect(await francs.holder(bea, 'CHF')).toBe(await francs.quoted(orders.bea))
  })

  test('is cut off by an allotment in the currency of the order', async () => {
    const { offeringId } = await francs.opened({ ...EASY, shares: 10, allotment: 'proRata' })
    const [ann, bea] = [await francs.held(offeringId, 'Ann', 18), await francs.held(offeringId, 'Bea', 1)]
    await francs.change(ann, 18_000n)
    await francs.change(bea, 1000n)
    await world.close(offeringId)
    // 18 and 1 ask for 10: 9.47 and 0.53, and the greater rest gets the last.
    expect([await francs.state(ann.id, CLOSED), await francs.state(bea.id, CLOSED)]).toEqual([
      'allotted',
      'allotted',
    ])
    expect(await francs.holder(ann.partyId, 'EUR')).toBe(9000n)
    expect(await moneyToRefund(francs.em(), ann.partyId)).toEqual([])
    const made = await world.run(CLOSED, tx => refundInBulk(tx, { offeringId }, at(CLOSED)))
    expect(made.refundIds).toEqual([])
  })

  test('goes back in it when an allotment leaves nothing', async () => {
    const { offeringId } = await francs.opened({ ...EASY, shares: 2, allotment: 'proRata' })
    const [ann, bea] = [await francs.held(offeringId, 'Ann', 9), await francs.held(offeringId, 'Bea', 1)]
    await francs.change(ann, 9000n)
    await francs.change(bea, 1000n)
    await world.close(offeringId)
    // 9 and 1 ask for 2: 1.8 and 0.2.
    expect([await francs.state(ann.id, CLOSED), await francs.state(bea.id, CLOSED)]).toEqual([
      'allotted',
      'refunded',
    ])
    expect(await francs.holder(bea.partyId, 'EUR')).toBe(0n)
    await francs.changeBack(bea, 1000n)
    expect(await francs.holder(bea.partyId, 'CHF')).toBe(950n)
  })
})
