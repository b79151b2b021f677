import { describe, expect, test } from '@jest/globals'
import { balanceOf, balances } from '../../../../src/domain/ledger/balances.ts'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { expireDue } from '../../../../src/domain/shares/expire-reservations.ts'
import { raised } from '../../../../src/domain/shares/raised.ts'
import { holdingsAt } from '../../../../src/domain/shares/register.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const holder = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })

async function openOffering(terms: Parameters<typeof world.offering>[1] = {}) {
  const project = await world.project()
  return { ...project, offeringId: await world.offering(project.classId, terms) }
}

describe('closing', () => {
  test('the goal is met by binding orders: lots are written, the issuer credited, the commission and its VAT charged', async () => {
    const { offeringId, classId, projectId, issuerId } = await openOffering({
      commissionRatio: '0.0333',
      vatRatio: '0.20',
    })
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    await world.pay(await world.order(offeringId, ann, 30))
    await world.pay(await world.order(offeringId, bea, 25))
    expect(await raised(em(), [offeringId], at('2025-01-12'))).toMatchObject([
      { firm: 0n, revocable: 55_000n, reserved: 0n },
    ])
    await world.close(offeringId)
    expect(await holdingsAt(em(), classId, null)).toEqual(
      [
        { classId, holderId: ann, shares: 30, paidIn: 30_000n, currency: 'EUR' },
        { classId, holderId: bea, shares: 25, paidIn: 25_000n, currency: 'EUR' },
      ].sort((a, b) => (a.holderId < b.holderId ? -1 : 1)),
    )
    // 55,000 × 0.0333 = 1,831.5 → 1,832 (half up); VAT 366.4 → 366
    expect(await balances(em(), { kind: 'issuer', ownerId: issuerId, scopeId: projectId })).toMatchObject([
      { amount: 55_000n - 1_832n - 366n },
    ])
    await expect(world.close(offeringId)).rejects.toThrow(refused('OFFERING_DECIDED', 'it funded'))
  })

  test('the goal is missed: everything goes back, nothing is taken, no share exists', async () => {
    const { offeringId, classId, projectId } = await openOffering()
    const ann = await world.person('Ann')
    await world.pay(await world.order(offeringId, ann, 49)) // 490.00 of 500.00
    await world.close(offeringId)
    expect(await holder(ann)).toBe(49_000n)
    expect(await holdingsAt(em(), classId, null)).toEqual([])
    expect(await balances(em(), { scopeId: projectId })).toEqual([])
    expect(await offeringOf(em(), offeringId)).toMatchObject({
      outcome: 'failed',
      sharesTaken: 0,
      amountAllotted: 0n,
    })
  })

  test('exactly the goal is enough; keeping what was raised needs only something; nothing at all fails', async () => {
    const [exact, kept, empty] = [
      await openOffering(),
      await openOffering({ goalMode: 'keepWhatWasRaised' }),
      await openOffering({ goalMode: 'none', goal: null }),
    ]
    const ann = await world.person('Ann')
    await world.pay(await world.order(exact.offeringId, ann, 50))
    await world.pay(await world.order(kept.offeringId, ann, 1))
    for (const { offeringId } of [exact, kept, empty]) await world.close(offeringId)
    const outcomes = await Promise.all(
      [exact, kept, empty].map(async ({ offeringId }) => (await offeringOf(em(), offeringId)).outcome),
    )
    expect(outcomes).toEqual(['funded', 'funded', 'failed'])
  })

  test('waits until the last order can no longer be withdrawn', async () => {
    const { offeringId } = await openOffering()
    const ann = await world.person('Ann')
    await world.pay(await world.order(offeringId, ann, 60, '2025-01-31'), '2025-01-31')
    await expect(world.close(offeringId, '2025-01-31T23:59:59Z')).rejects.toThrow(
      refused('OFFERING_NOT_CLOSING', 'The offering is open'),
    )
    await expect(world.close(offeringId, '2025-02-04T22:59:59.999Z')).rejects.toThrow(
      refused(
        'OFFERING_UNDECIDED',
        '1 orders can still be withdrawn or paid, the last one until 2025-02-04T23:00:00.000Z',
      ),
    )
    await world.close(offeringId, '2025-02-04T23:00:00.000Z')
  })

  test('unpaid orders expire at the closing instant and do not hold it up', async () => {
    const { offeringId } = await openOffering()
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    await world.pay(await world.order(offeringId, ann, 60))
    const unpaid = await world.order(offeringId, bea, 40)
    await world.run('2025-02-01', tx => expireDue(tx, { offeringId }, at('2025-02-01')))
    await world.close(offeringId, '2025-02-01')
    expect(await subscriptionOf(em(), unpaid)).toMatchObject({ ended: 'expired', allotted: false })
  })

  test('shares that were not allotted can be offered again, and no more than the class has', async () => {
    const { offeringId, classId } = await openOffering()
    await expect(world.offering(classId, { shares: 1, goal: 1000n })).rejects.toThrow(
      refused('OFFERED_TOO_MANY', '1 shares are to be offered; the class has 100, of which 0'),
    )
    await world.pay(await world.order(offeringId, await world.person('Ann'), 60))
    await world.close(offeringId)
    await world.offering(classId, { shares: 40, goal: 1000n })
    await expect(world.offering(classId, { shares: 1, goal: 1000n })).rejects.toThrow(
      refused('OFFERED_TOO_MANY'),
    )
  })
})
