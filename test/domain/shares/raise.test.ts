import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../src/domain/ids.ts'
import { balanceOf } from '../../../src/domain/ledger/balances.ts'
import { offeringOf } from '../../../src/domain/offerings/offerings.ts'
import { receiptOf } from '../../../src/domain/payments/receipts.ts'
import { expireDue } from '../../../src/domain/shares/expire-reservations.ts'
import { subscribe } from '../../../src/domain/shares/orders/subscribe.ts'
import { claimPayment, recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

async function openOffering(terms: Parameters<typeof world.offering>[1] = {}) {
  const project = await world.project()
  return { ...project, offeringId: await world.offering(project.classId, terms) }
}

describe('orders', () => {
  test('reserve shares at the price of the terms, each with a reference of its own', async () => {
    const { offeringId } = await openOffering()
    const ann = await world.person('Ann')
    const first = await subscriptionOf(em(), await world.order(offeringId, ann, 30))
    const second = await subscriptionOf(em(), await world.order(offeringId, ann, 1))
    expect(first).toMatchObject({
      shares: 30,
      amount: 30_000n,
      currency: 'EUR',
      position: 1,
      paidAt: null,
      ended: null,
    })
    expect(first.revocableUntil).toEqual(new Date('2025-01-14T23:00:00Z')) // the end of the 14th in Paris
    expect(second.position).toBe(2)
    expect(second.reference).not.toBe(first.reference)
  })

  test.each([
    ['2025-01-01T11:59:59.999Z', 'The offering is scheduled: orders are taken from 2025-01-01T12:00:00.000Z'],
    ['2025-02-01T12:00:00.000Z', 'The offering is closing'],
  ])('are refused at %s', async (now, message) => {
    const { offeringId } = await openOffering()
    const ann = await world.person('Ann')
    await expect(world.order(offeringId, ann, 1, now)).rejects.toThrow(refused('OFFERING_NOT_OPEN', message))
  })

  test.each([0, -1, 1.5, Number.NaN])('of %d shares are refused', async shares => {
    const { offeringId } = await openOffering()
    await expect(world.order(offeringId, newId(), shares)).rejects.toThrow(refused('SHARES_INVALID'))
  })

  test('are refused above what is left and above the maximum per investor, over all his orders', async () => {
    const { offeringId } = await openOffering({ maxPerInvestor: 60 })
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    await world.order(offeringId, ann, 50)
    await expect(world.order(offeringId, ann, 11)).rejects.toThrow(
      refused(
        'OVER_MAXIMUM',
        '11 shares were asked for beside 50 already ordered: the maximum per investor is 60.',
      ),
    )
    await expect(world.order(offeringId, bea, 51)).rejects.toThrow(
      refused('SOLD_OUT', '51 shares were asked for; 50 of 100 are left.'),
    )
  })

  test('of others, in other offerings, or that have ended do not count towards the maximum', async () => {
    const [{ offeringId }, other] = [await openOffering({ maxPerInvestor: 30 }), await openOffering()]
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    await world.order(other.offeringId, ann, 60)
    await world.order(offeringId, bea, 30)
    const taken = await world.order(offeringId, ann, 20)
    const now = at('2025-01-10')
    await world.run(now, tx => withdraw(tx, { subscriptionId: taken, partyId: ann }, now))
    await world.order(offeringId, ann, 29)
    await expect(world.order(offeringId, ann, 2)).rejects.toThrow(
      refused('OVER_MAXIMUM', '2 shares were asked for beside 29 already ordered'),
    )
    await world.order(offeringId, ann, 1)
  })

  test('that are not paid when payment is due expire; none can be placed from that instant on', async () => {
    const { offeringId } = await openOffering() // closes at the instant at which payment is due
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    const [last, due] = ['2025-02-01T11:59:59.999Z', '2025-02-01T12:00:00.000Z']
    const unpaid = await world.order(offeringId, ann, 100)
    await expect(world.order(offeringId, bea, 1, last)).rejects.toThrow(refused('SOLD_OUT'))
    await expect(world.order(offeringId, bea, 1, due)).rejects.toThrow(refused('OFFERING_NOT_OPEN'))
    await world.run(due, tx => expireDue(tx, { offeringId }, at(due)))
    expect(await subscriptionOf(em(), unpaid)).toMatchObject({ ended: 'expired' })
    expect(await offeringOf(em(), offeringId)).toMatchObject({ sharesTaken: 0 })
  })

  test('of an offering that is not published do not exist', async () => {
    const ann = await world.person('Ann')
    await expect(
      world.run('2025-01-10', tx =>
        subscribe(tx, { offeringId: newId(), partyId: ann, shares: 1 }, at('2025-01-10')),
      ),
    ).rejects.toThrow(refused('OFFERING_UNKNOWN'))
  })
})

describe('payments', () => {
  test('pay the order of their reference; the same bank credit again is the same money', async () => {
    const { offeringId } = await openOffering()
    const ann = await world.person('Ann')
    const order = await world.order(offeringId, ann, 30)
    const { reference } = await subscriptionOf(em(), order)
    const credit = {
      bankReference: 'B-1',
      amount: 30_000n,
      currency: 'EUR' as const,
      receivedAt: at('2025-01-11'),
      remittance: ` ${reference.toLowerCase()} `,
      payer: null,
    }
    const first = await world.run('2025-01-12', tx => recordPayment(tx, credit, at('2025-01-12')))
    const again = await world.run('2025-01-13', tx => recordPayment(tx, credit, at('2025-01-13')))
    expect(again).toEqual(first)
    expect(await receiptOf(em(), first.receiptId)).toMatchObject({ purpose: 'subscription', targetId: order })
    expect(
      await balanceOf(em(), { kind: 'subscriber', ownerId: ann, scopeId: offeringId, currency: 'EUR' }),
    ).toBe(30_000n)
    await expect(
      world.run('2025-01-13', tx => recordPayment(tx, { ...credit, amount: 1n }, at('2025-01-13'))),
    ).rejects.toThrow(
      refused('BANK_REFERENCE_REUSED', '"B-1" was recorded with 300.00 EUR; now it comes with 0.01 EUR'),
    )
  })

  test.each<[string, string, string, string | undefined]>([
    ['LATE', 'on the instant it is due', '2025-02-01T12:00:00.000Z', undefined],
    ['WRONG_AMOUNT', 'a cent too little', '2025-01-11', '299.99'],
    ['WRONG_AMOUNT', 'a cent too much', '2025-01-11', '300.01'],
  ])('lie in suspense with %s: %s', async (reason, _what, now, amount) => {
    const { offeringId } = await openOffering()
    const ann = await world.person('Ann')
    const order = await world.order(offeringId, ann, 30)
    const receiptId = await world.pay(order, now, amount)
    expect(await receiptOf(em(), receiptId)).toMatchObject({ purpose: null, suspenseReason: reason })
    expect((await subscriptionOf(em(), order)).paidAt).toBeNull()
  })

  test('in another currency lie in suspense with WRONG_CURRENCY, also when the digits are the same', async () => {
    const { offeringId } = await openOffering()
    const order = await world.order(offeringId, await world.person('Ann'), 30)
    const { reference } = await subscriptionOf(em(), order)
    const yen = {
      bankReference: newId(),
      amount: 30_000n,
      currency: 'JPY' as const,
      receivedAt: at('2025-01-11'),
      remittance: reference,
      payer: null,
    }
    const { receiptId } = await world.run('2025-01-12', tx => recordPayment(tx, yen, at('2025-01-12')))
    expect(await receiptOf(em(), receiptId)).toMatchObject({
      purpose: null,
      suspenseReason: 'WRONG_CURRENCY',
    })
    await expect(
      world.run('2025-01-13', tx => claimPayment(tx, { receiptId, subscriptionId: order }, at('2025-01-13'))),
    ).rejects.toThrow(
      refused(
        'PAYMENT_NOT_CLAIMABLE',
        'The money (30000 JPY) cannot be claimed for this order (300.00 EUR): WRONG_CURRENCY.',
      ),
    )
  })

  test('for an order that is paid, or has ended, lie in suspense; finance cannot claim them for it', async () => {
    const { offeringId } = await openOffering()
    const ann = await world.person('Ann')
    const order = await world.order(offeringId, ann, 30)
    await world.pay(order)
    const twice = await world.pay(order)
    await world.run('2025-01-12', tx =>
      withdraw(tx, { subscriptionId: order, partyId: ann }, at('2025-01-12')),
    )
    const after = await world.pay(order)
    expect((await receiptOf(em(), twice)).suspenseReason).toBe('ALREADY_PAID')
    expect((await receiptOf(em(), after)).suspenseReason).toBe('ORDER_ENDED')
    const claim = (receiptId: string) =>
      world.run('2025-01-13', tx => claimPayment(tx, { receiptId, subscriptionId: order }, at('2025-01-13')))
    await expect(claim(after)).rejects.toThrow(
      refused(
        'PAYMENT_NOT_CLAIMABLE',
        'The money (300.00 EUR) cannot be claimed for this order (300.00 EUR): ORDER_ENDED.',
      ),
    )
    const other = await world.order(offeringId, ann, 30, '2025-01-14')
    await world.run('2025-01-14', tx =>
      claimPayment(tx, { receiptId: after, subscriptionId: other }, at('2025-01-14')),
    )
    expect(await subscriptionOf(em(), other)).toMatchObject({ paidAt: at('2025-01-11') })
    await expect(claim(after)).rejects.toThrow(
      refused('RECEIPT_CLAIMED', `claimed before, for the order ${other}: money is claimed once.`),
    )
  })

  test('cannot come from the future', async () => {
    const credit = {
      bankReference: newId(),
      amount: 1n,
      currency: 'EUR' as const,
      receivedAt: at('2025-01-12'),
      remittance: '',
      payer: null,
    }
    await expect(world.run('2025-01-11', tx => recordPayment(tx, credit, at('2025-01-11')))).rejects.toThrow(
      refused('RECEIPT_IN_FUTURE'),
    )
  })
})
