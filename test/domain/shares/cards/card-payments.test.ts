import { describe, expect, test } from '@jest/globals'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { cardPayments } from '../../../../src/domain/payments/cards/card-payments.ts'
import { cardOrderOf, cardOrders } from '../../../../src/domain/shares/cards/card-order.ts'
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
const reasonOf = async (payment: string) => (await cardPayments(em(), [payment]))[0]?.suspenseReason

describe('a card payment', () => {
  test('pays the order for which its investor was shown what it costs, once', async () => {
    const { offeringId, ann } = await cards.raise()
    const before = await cards.lies('card')
    const { order, named, payment } = await cards.paid(offeringId, ann, 30)
    expect(await cards.charge(named, 30_000n)).toBe(payment) // told again: the same
    expect(await stateOf(order, '2025-01-12')).toBe('paid')
    expect(await cards.lies('subscriber', ann)).toBe(30_000n)
    expect((await cards.lies('card')) - before).toBe(30_000n)
  })

  test.each([
    ['of another amount', 29_999n, '2025-01-11', 'WRONG_AMOUNT'],
    ['at the instant at which it was due', 30_000n, '2025-02-01', 'LATE'],
  ])('%s lies in suspense with the reason', async (_what, amount, now, reason) => {
    const { offeringId, ann } = await cards.raise()
    const order = await world.order(offeringId, ann, 30)
    const { named } = await cards.intend(order)
    const payment = await cards.charge(named, amount, now)
    expect(await reasonOf(payment)).toBe(reason)
    expect(await stateOf(order, '2025-01-12')).toBe('reserved')
  })

  test('of an order that was paid or has ended, or that nobody was shown, lies in suspense, too', async () => {
    const { offeringId, ann } = await cards.raise()
    const twice = await world.order(offeringId, ann, 30)
    const [first, second] = [await cards.intend(twice), await cards.intend(twice)]
    await cards.charge(first.named, 30_000n)
    expect(await reasonOf(await cards.charge(second.named, 30_000n))).toBe('ALREADY_PAID')
    const ended = await world.order(offeringId, ann, 1)
    const { named } = await cards.intend(ended)
    await world.run('2025-01-11', tx =>
      withdraw(tx, { subscriptionId: ended, partyId: ann }, at('2025-01-11')),
    )
    expect(await reasonOf(await cards.charge(named, 1_000n))).toBe('ORDER_ENDED')
    const { reference } = await subscriptionOf(em(), ended)
    expect(await reasonOf(await cards.charge('pi_unasked', 500n, '2025-01-11', reference))).toBe('NO_ORDER')
  })

  test('is refused where the terms take no cards, to a stranger, and once the order is paid', async () => {
    const { classId } = await world.project()
    const without = await world.offering(classId)
    const [ann, eve] = [await world.person('Ann'), await world.person('Eve')]
    const order = await world.order(without, ann, 1)
    const ask = (subscriptionId: string, partyId: string) =>
      cardOrderOf(em(), { subscriptionId, partyId }, at('2025-01-11'))
    await expect(ask(order, ann)).rejects.toEqual(refused('NOT_PAYABLE_BY_CARD', 'The order is reserved'))
    await expect(ask(order, eve)).rejects.toEqual(refused('SUBSCRIPTION_UNKNOWN'))
    const { offeringId } = await cards.raise()
    const { order: done } = await cards.paid(offeringId, ann, 1)
    await expect(ask(done, ann)).rejects.toEqual(refused('NOT_PAYABLE_BY_CARD', 'The order is paid'))
  })
})

describe('what a card payment costs', () => {
  test.each([
    // 1.5 % of 300.00 is 4.50, and 0.25: borne by others, the investor pays what he owes.
    ['platform', { amount: 30_000n, cost: 475n, total: 30_000n }],
    ['issuer', { amount: 30_000n, cost: 475n, total: 30_000n }],
    // Of 304.82 the processor takes 4.57 and 0.25 and leaves 300.00.
    ['investor', { amount: 30_000n, cost: 482n, total: 30_482n }],
  ] as const)('is shown before it is paid; borne by the %s', async (bearer, quote) => {
    const { offeringId, ann } = await cards.raise(bearer)
    const order = await world.order(offeringId, ann, 30)
    expect(await cardOrders(em(), [order], at('2025-01-11'))).toMatchObject([{ bearer, ...quote }])
  })

  test('goes back to the investor who bore it when he withdraws in time', async () => {
    const { offeringId, ann } = await cards.raise('investor')
    const { order } = await cards.paid(offeringId, ann, 30)
    expect(await cards.lies('subscriber', ann)).toBe(30_482n)
    const last = new Date('2025-01-14T22:59:59.999Z')
    await world.run(last, tx => withdraw(tx, { subscriptionId: order, partyId: ann }, last))
    expect(await cards.lies('holder', ann)).toBe(30_482n)
    expect(await cards.lies('subscriber', ann)).toBe(0n)
  })

  test('goes back to him when the raise fails, for then nothing is taken', async () => {
    const { classId } = await world.project()
    const terms = {
      cards: { paymentCosts: 'investor' as const, chargeback: 'receivable' as const, holdDays: 0 },
    }
    const offeringId = await world.offering(classId, terms) // all or nothing, 500.00
    const ann = await world.person('Ann')
    await cards.paid(offeringId, ann, 30)
    await world.close(offeringId)
    expect((await offeringOf(em(), offeringId)).outcome).toBe('failed')
    expect(await cards.lies('holder', ann)).toBe(30_482n)
  })

  test('is charged at the closing to whom the terms say, on an account of its own', async () => {
    const charged = async (bearer: 'platform' | 'issuer' | 'investor') => {
      const before = await cards.lies('charge')
      const { offeringId, ann, issuerId } = await cards.raise(bearer)
      await cards.paid(offeringId, ann, 30)
      await world.close(offeringId)
      return [
        (await cards.lies('charge')) - before,
        await cards.lies('issuer', issuerId),
        await cards.lies('subscriber', ann),
      ]
    }
    // 300.00 less 5 % and the VAT of 20 % on it: 282.00.
    expect(await charged('platform')).toEqual([0n, 28_200n, 0n])
    expect(await charged('issuer')).toEqual([475n, 27_725n, 0n])
    expect(await charged('investor')).toEqual([482n, 28_200n, 0n])
  })
})
