import { describe, expect, test } from '@jest/globals'
import { NOTHING, newId } from '../../../src/domain/ids.ts'
import { confirmInsider } from '../../../src/domain/parties/insiders/confirm-insider.ts'
import { declareInsider } from '../../../src/domain/parties/insiders/declare-insider.ts'
import type { InsiderLink } from '../../../src/domain/parties/insiders/insider.ts'
import { insiderLinks } from '../../../src/domain/parties/insiders/insiders.ts'
import { appendGrant } from '../../../src/domain/parties/roles/change-role.ts'
import { insiderOrders } from '../../../src/domain/shares/orders/insider-orders.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const [admin, approver] = [newId(), newId()]
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

const declare = (partyId: string, link: InsiderLink, from: string, until: string | null = null) =>
  world.run('2025-01-02', tx =>
    declareInsider(tx, { partyId, link, from, until, declarerId: admin }, at('2025-01-02')),
  )
const confirm = (partyId: string, version: number, confirmerId = approver) =>
  world.run('2025-01-03', tx => confirmInsider(tx, { partyId, version, confirmerId }, at('2025-01-03')))

describe('one of the platform’s people', () => {
  test('is who was declared by one person and confirmed by another, from the first day to the last', async () => {
    const ann = await world.person('Ann')
    await declare(ann, 'manager', '2025-01-05', '2025-01-20')
    expect(await insiderLinks(em(), ann, '2025-01-10')).toEqual([])
    await confirm(ann, 1)
    await confirm(ann, 1)
    const days = ['2025-01-04', '2025-01-05', '2025-01-20', '2025-01-21']
    expect(await Promise.all(days.map(day => insiderLinks(em(), ann, day)))).toEqual([
      [],
      ['manager'],
      ['manager'],
      [],
    ])
    await declare(ann, 'shareholder', '2025-01-01')
    await confirm(ann, 2)
    await declare(ann, 'manager', '2025-01-05', '2025-01-08') // not confirmed: what was before counts
    expect(await insiderLinks(em(), ann, '2025-01-10')).toEqual(['shareholder', 'manager'])
    await confirm(ann, 3)
    expect(await insiderLinks(em(), ann, '2025-01-10')).toEqual(['shareholder'])
  })

  test('stays one for the days of a span that ended, when another begins', async () => {
    const ann = await world.person('Ann')
    await declare(ann, 'employee', '2024-01-01', '2025-01-31')
    await confirm(ann, 1)
    const { classId } = await world.project()
    const offeringId = await world.offering(classId, { goalMode: 'keepWhatWasRaised', goal: 1000n })
    await world.pay(await world.order(offeringId, ann, 3))
    const disclosed = { orders: 1, amount: 3000n }
    expect(await insiderOrders(em(), offeringId)).toEqual(disclosed)
    await declare(ann, 'employee', '2026-01-01')
    await confirm(ann, 2)
    expect(await insiderOrders(em(), offeringId)).toEqual(disclosed)
    const days = ['2025-01-31', '2025-02-01', '2026-01-01']
    expect(await Promise.all(days.map(day => insiderLinks(em(), ann, day)))).toEqual([
      ['employee'],
      [],
      ['employee'],
    ])
  })

  test('is neither declared nor confirmed by himself, nor both by one person', async () => {
    const ann = await world.person('Ann')
    await expect(declare(admin, 'manager', '2025-01-05')).rejects.toEqual(refused('NOT_FOR_YOURSELF'))
    await expect(declare(ann, 'manager', '2025-01-05', '2025-01-04')).rejects.toEqual(
      refused('INSIDER_SPAN_WRONG', '2025-01-04 is before 2025-01-05'),
    )
    await expect(confirm(ann, 1)).rejects.toEqual(refused('INSIDER_NOT_DECLARED', 'no declaration 1'))
    await declare(ann, 'manager', '2025-01-05')
    await expect(confirm(ann, 1, ann)).rejects.toEqual(refused('NOT_FOR_YOURSELF'))
    await expect(confirm(ann, 1, admin)).rejects.toEqual(
      refused('INSIDER_SAME_PERSON', '2025-01-02T12:00:00.000Z'),
    )
  })

  test('owns no project under the law: a shareholder of 20 % is refused as an employee is', async () => {
    const { classId, issuerId } = await world.project({}, 200)
    await declare(issuerId, 'shareholder', '2024-01-01')
    await confirm(issuerId, 1)
    const law = { regime: 'ECSPR_EQUITY', keyInformation: { sha256: 'a'.repeat(64), sides: 6 } } as const
    await expect(world.offering(classId, law)).rejects.toEqual(
      refused('OWNER_CONFLICTED', 'holds the role "shareholder"'),
    )
    await world.offering(classId)
  })
})

describe('what the platform’s people invest', () => {
  test('is told of an offering as a sum, of those who were such on the day of their order', async () => {
    const { classId } = await world.project()
    const offeringId = await world.offering(classId, { goalMode: 'keepWhatWasRaised', goal: 1000n })
    const [ann, bea, cid, dan] = await Promise.all(
      ['Ann', 'Bea', 'Cid', 'Dan'].map(name => world.person(name)),
    )
    expect(await insiderOrders(em(), offeringId)).toEqual({ orders: 0, amount: 0n })
    await declare(ann as string, 'controlled', '2025-01-10', '2025-01-10')
    await confirm(ann as string, 1)
    await world.run('2025-01-08', async tx => {
      await appendGrant(tx, { partyId: bea as string, role: 'auditor', scopeId: NOTHING, granted: true })
      return {}
    })
    await declare(cid as string, 'manager', '2025-01-01') // never confirmed
    // A millisecond before the day in Paris, and its first: the first is not counted.
    await world.pay(await world.order(offeringId, ann as string, 1, '2025-01-09T22:59:59.999Z'))
    const counted = await world.order(offeringId, ann as string, 2, '2025-01-09T23:00:00Z')
    await world.pay(counted)
    await world.pay(await world.order(offeringId, bea as string, 4))
    await world.order(offeringId, bea as string, 8) // not paid
    for (const other of [cid, dan]) await world.pay(await world.order(offeringId, other as string, 10))
    expect(await insiderOrders(em(), offeringId)).toEqual({ orders: 2, amount: 6000n })
  })

  test('is on the conditions of everybody: the same price, limit, days and closing', async () => {
    const { classId } = await world.project()
    const offeringId = await world.offering(classId, { maxPerInvestor: 5 })
    const [ann, dan] = [await world.person('Ann'), await world.person('Dan')]
    await declare(ann, 'manager', '2024-01-01')
    await confirm(ann, 1)
    const terms = []
    for (const partyId of [ann, dan]) {
      await expect(world.order(offeringId, partyId, 6)).rejects.toEqual(refused('OVER_MAXIMUM'))
      await expect(world.order(offeringId, partyId, 1, '2024-12-31')).rejects.toEqual(
        refused('OFFERING_NOT_OPEN'),
      )
      const id = await world.order(offeringId, partyId, 5)
      const { amount, revocableUntil, paymentDueAt } = await subscriptionOf(em(), id)
      terms.push({ amount, revocableUntil, paymentDueAt })
    }
    expect(terms[0]).toEqual(terms[1])
  })
})
