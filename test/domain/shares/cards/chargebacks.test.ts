import { describe, expect, test } from '@jest/globals'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { subscriptionState } from '../../../../src/domain/shares/subscription-states.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import { cardsOf } from '../../../support/cards.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const cards = cardsOf(database)
const { world, em } = cards
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const stateOf = async (order: string, now: string) =>
  subscriptionState(await subscriptionOf(em(), order), at(now))

describe('a payment that is charged back', () => {
  test('before allotment ends the order and frees its shares; won, the money lies on the account of the investor', async () => {
    const { offeringId, ann } = await cards.raise('investor')
    const { order, named, total, payment } = await cards.paid(offeringId, ann, 30)
    const held = await cards.lies('card')
    const dispute = await cards.dispute(named, total, '2025-01-20')
    expect(await cards.dispute(named, total, '2025-01-20', dispute)).toBe(dispute) // told again: nothing changes
    expect(await stateOf(order, '2025-01-20')).toBe('chargedBack')
    expect((await offeringOf(em(), offeringId)).sharesTaken).toBe(0)
    expect(await cards.lies('subscriber', ann)).toBe(0n)
    expect(held - (await cards.lies('card'))).toBe(30_482n)
    for (const now of ['2025-01-25', '2025-01-26']) await cards.win(dispute, now)
    expect(await cards.lies('card')).toBe(held)
    expect(await cards.lies('holder', ann)).toBe(30_482n)
    await expect(cards.refund(payment, 30_483n)).rejects.toEqual(refused('REFUND_ABOVE_PAYMENT'))
    await cards.refund(payment, null)
    expect(await cards.lies('holder', ann)).toBe(0n)
  })

  test('in part before allotment leaves the order, and the investor owes it to the project', async () => {
    const { offeringId, ann } = await cards.raise()
    const { order, named } = await cards.paid(offeringId, ann, 30)
    await cards.dispute(named, 10_000n, '2025-01-20')
    expect(await stateOf(order, '2025-01-20')).toBe('binding')
    expect(await cards.lies('recoverable', ann)).toBe(10_000n)
  })

  test('after allotment is owed by the holder to the project, until his income has made it good', async () => {
    const { offeringId, ann, projectId } = await cards.raise()
    const { order, named } = await cards.paid(offeringId, ann, 30)
    await world.close(offeringId)
    const dispute = await cards.dispute(named, 30_000n, '2025-02-20')
    expect(await stateOf(order, '2025-02-20')).toBe('allotted')
    expect(await cards.lies('recoverable', ann)).toBe(30_000n)
    await world.month(projectId, '2025-03', '500.00') // 150.00 for the parts: all of them Ann's
    expect([await cards.lies('recoverable', ann), await cards.lies('holder', ann)]).toEqual([15_000n, 0n])
    await cards.win(dispute, '2025-04-10')
    expect([await cards.lies('recoverable', ann), await cards.lies('holder', ann)]).toEqual([0n, 15_000n])
  })

  test('after its order was withdrawn takes what lies on the account, and the rest is owed', async () => {
    const { offeringId, ann } = await cards.raise()
    const { order, named, payment } = await cards.paid(offeringId, ann, 30)
    await world.run('2025-01-12', tx =>
      withdraw(tx, { subscriptionId: order, partyId: ann }, at('2025-01-12')),
    )
    await cards.refund(payment, 10_000n)
    await cards.dispute(named, 20_000n, '2025-01-20')
    expect([await cards.lies('holder', ann), await cards.lies('recoverable', ann)]).toEqual([0n, 0n])
    // More than is left of the payment cannot be taken.
    await expect(cards.dispute(named, 1n, '2025-01-21')).rejects.toMatchObject({
      constraint: 'payment_taken_within_payment',
    })
  })

  test('from suspense leaves it there; unknown payments and disputes are told apart', async () => {
    const suspense = await cards.lies('suspense')
    await cards.charge('pi_stray', 500n)
    const dispute = await cards.dispute('pi_stray', 500n, '2025-01-20')
    expect(await cards.lies('suspense')).toBe(suspense)
    await cards.win(dispute, '2025-01-21')
    expect((await cards.lies('suspense')) - suspense).toBe(500n)
    await expect(cards.dispute('pi_nobody', 1n, '2025-01-20')).rejects.toEqual(
      refused('CARD_PAYMENT_UNKNOWN'),
    )
    await expect(cards.win('dp_nobody', '2025-01-20')).rejects.toEqual(refused('DISPUTE_UNKNOWN'))
  })
})

describe('what somebody gives back at the processor', () => {
  test('in full ends an order that is not allotted', async () => {
    const { offeringId, ann } = await cards.raise()
    const { order, named } = await cards.paid(offeringId, ann, 3)
    const first = await cards.refundedThere(named, 3_000n, '2025-01-20')
    expect(first.refundId).not.toBeNull()
    expect(await cards.refundedThere(named, 3_000n, '2025-01-20')).toEqual({ refundId: null })
    expect(await stateOf(order, '2025-01-20')).toBe('chargedBack')
  })

  test('counts what goes beyond the totals that were told before, in whatever order they come', async () => {
    const { offeringId, ann } = await cards.raise()
    const { named } = await cards.paid(offeringId, ann, 3)
    await cards.refundedThere(named, 2_000n, '2025-01-20')
    await cards.refundedThere(named, 500n, '2025-01-21')
    expect(await cards.lies('recoverable', ann)).toBe(2_000n)
  })
})
