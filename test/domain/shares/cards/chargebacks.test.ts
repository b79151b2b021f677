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

/** What the platform bore and gave, and what lies in suspense. */
const platform = async () => ({
  cost: await cards.lies('cost'),
  own: await cards.lies('bankOwn'),
  suspense: await cards.lies('suspense'),
})

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
    // What is taken beyond the payment is owed.
    await cards.dispute(named, 1n, '2025-01-21')
    expect([await cards.lies('holder', ann), await cards.lies('recoverable', ann)]).toEqual([0n, 1n])
  })

  test('after it was given back in full is owed; won, that is settled, and nothing is left to give back', async () => {
    const { offeringId, ann } = await cards.raise()
    const { order, named, payment } = await cards.paid(offeringId, ann, 30)
    // Other money of hers, which is none of this payment's.
    const other = await cards.paid(offeringId, ann, 2)
    for (const subscriptionId of [order, other.order]) {
      await world.run('2025-01-12', tx => withdraw(tx, { subscriptionId, partyId: ann }, at('2025-01-12')))
    }
    const held = await cards.lies('card')
    await cards.refund(payment, null)
    const dispute = await cards.dispute(named, 30_000n, '2025-01-20')
    expect([await cards.lies('holder', ann), await cards.lies('recoverable', ann)]).toEqual([2_000n, 30_000n])
    expect(held - (await cards.lies('card'))).toBe(60_000n)
    await expect(cards.refund(payment, 1n)).rejects.toEqual(
      refused('REFUND_ABOVE_PAYMENT', '0.00 EUR is left'),
    )
    await cards.win(dispute, '2025-02-20')
    expect([await cards.lies('holder', ann), await cards.lies('recoverable', ann)]).toEqual([2_000n, 0n])
    await expect(cards.refund(payment, 1n)).rejects.toEqual(
      refused('REFUND_ABOVE_PAYMENT', '0.00 EUR is left'),
    )
  })

  test('of which a refund fails because it is disputed settles what is owed for the dispute', async () => {
    const { offeringId, ann } = await cards.raise()
    const { order, named, payment } = await cards.paid(offeringId, ann, 3)
    await world.run('2025-01-12', tx =>
      withdraw(tx, { subscriptionId: order, partyId: ann }, at('2025-01-12')),
    )
    const refundId = await cards.refund(payment, null)
    const dispute = await cards.dispute(named, 3_000n, '2025-01-20')
    await cards.refundFailed(named, '2025-01-21', { refundId })
    expect([await cards.lies('holder', ann), await cards.lies('recoverable', ann)]).toEqual([0n, 0n])
    await cards.win(dispute, '2025-02-20')
    expect(await cards.lies('holder', ann)).toBe(3_000n)
    await cards.refund(payment, 3_000n, '2025-02-21')
  })

  test('twice at once by the same message is taken once', async () => {
    const { offeringId, ann } = await cards.raise()
    const { named } = await cards.paid(offeringId, ann, 3)
    const held = await cards.lies('card')
    await Promise.all([1, 2, 3].map(() => cards.dispute(named, 3_000n, '2025-01-20', 'dp_at_once')))
    await Promise.all([1, 2, 3].map(() => cards.win('dp_at_once', '2025-01-21')))
    expect([await cards.lies('card'), await cards.lies('holder', ann)]).toEqual([held, 3_000n])
  })

  test('for more than was paid ends an order that waits for its closing, and the rest is owed', async () => {
    const { offeringId, ann } = await cards.raise()
    const { order, named } = await cards.paid(offeringId, ann, 3)
    await cards.dispute(named, 3_100n, '2025-01-20')
    expect(await stateOf(order, '2025-01-20')).toBe('chargedBack')
    expect([await cards.lies('subscriber', ann), await cards.lies('recoverable', ann)]).toEqual([0n, 100n])
  })

  test('from suspense that was given back before is a cost of the platform, until it is won', async () => {
    const stray = await cards.charge('pi_stray_twice', 500n)
    await cards.refund(stray, null)
    const before = await platform()
    const dispute = await cards.dispute('pi_stray_twice', 500n, '2025-01-20')
    expect(await platform()).toEqual({ ...before, cost: before.cost + 500n, own: before.own - 500n })
    await cards.win(dispute, '2025-01-21')
    await cards.win(dispute, '2025-01-21')
    expect(await platform()).toEqual(before)
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
    const first = await cards.refundedThere(named, 3_000n, '2025-01-20', 're_all')
    expect(await cards.refundedThere(named, 3_000n, '2025-01-20', 're_all')).toEqual(first)
    expect(await stateOf(order, '2025-01-20')).toBe('chargedBack')
  })

  test('counts each refund once by its name, in whatever order they come', async () => {
    const { offeringId, ann } = await cards.raise()
    const { named } = await cards.paid(offeringId, ann, 3)
    for (const [amount, name] of [
      [1_500n, 're_late'],
      [500n, 're_early'],
      [1_500n, 're_late'],
    ] as const) {
      await cards.refundedThere(named, amount, '2025-01-21', name)
    }
    expect(await cards.lies('recoverable', ann)).toBe(2_000n)
    await expect(cards.refundedThere(named, 1_001n, '2025-01-21')).rejects.toEqual(
      refused(
        'REFUND_ABOVE_PAYMENT',
        '10.01 EUR cannot go back: of the payment of 30.00 EUR, 10.00 EUR is left',
      ),
    )
  })
})
