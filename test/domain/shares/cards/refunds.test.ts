import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../../src/database/sql.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { recordRefundSent } from '../../../../src/domain/payments/refunds/record-refund-sent.ts'
import { refunds, refundsOf, unsentRefunds } from '../../../../src/domain/payments/refunds/refunds.ts'
import { recordCardRefund } from '../../../../src/domain/shares/cards/record-card-refund.ts'
import { refundInBulk } from '../../../../src/domain/shares/cards/refund-in-bulk.ts'
import { recordPayment } from '../../../../src/domain/shares/record-payment.ts'
import { returnReceipt } from '../../../../src/domain/shares/return-receipt.ts'
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
const PAYER = { iban: 'FR76 3000 6000 0112 3456 7890 189', name: 'Ann Payer' }

const takeBack = (subscriptionId: string, partyId: string, now = '2025-01-12') =>
  world.run(now, tx => withdraw(tx, { subscriptionId, partyId }, at(now)))

async function transferred(order: string, payer: typeof PAYER | null = PAYER): Promise<string> {
  const { amount, currency, reference } = await subscriptionOf(em(), order)
  const money = { bankReference: newId(), amount, currency, receivedAt: at('2025-01-11') }
  const made = await world.run('2025-01-11', tx =>
    recordPayment(tx, { ...money, remittance: reference, payer }, at('2025-01-11')),
  )
  return made.receiptId
}

describe('a refund', () => {
  test('goes to the card that paid, in parts, and never more than was paid', async () => {
    const { offeringId, ann } = await cards.raise('investor')
    const { order, payment, named } = await cards.paid(offeringId, ann, 30) // 304.82
    await takeBack(order, ann)
    const [held, there] = [await cards.lies('card'), await cards.lies('holder', ann)]
    await cards.refund(payment, 10_000n)
    await expect(cards.refund(payment, 20_483n)).rejects.toEqual(
      refused(
        'REFUND_ABOVE_PAYMENT',
        '204.83 EUR cannot go back: of the payment of 304.82 EUR, 204.82 EUR is left',
      ),
    )
    await cards.refund(payment, null)
    expect((await refundsOf(em(), [payment])).map(({ amount, iban }) => [amount, iban])).toEqual([
      [10_000n, null],
      [20_482n, null],
    ])
    expect([held - (await cards.lies('card')), there - (await cards.lies('holder', ann))]).toEqual([
      30_482n,
      30_482n,
    ])
    await expect(cards.refund(payment, null)).rejects.toEqual(
      refused('REFUND_ABOVE_PAYMENT', '0.00 EUR is left'),
    )
    // What the processor then tells is what we asked it for.
    const [first] = await refundsOf(em(), [payment])
    const refundId = first?.id ?? ''
    const told = {
      payment: named,
      processorReference: 're_told',
      refundId,
      amount: 10_000n,
      at: at('2025-01-21'),
    }
    expect(await world.run('2025-01-21', tx => recordCardRefund(tx, told, at('2025-01-21')))).toEqual({
      refundId,
    })
    expect(await refundsOf(em(), [payment])).toHaveLength(2)
  })

  test('waits until the processor is asked for it, and is told sent once', async () => {
    const { offeringId, ann } = await cards.raise()
    const { order, payment, named } = await cards.paid(offeringId, ann, 1)
    await takeBack(order, ann)
    const refundId = await cards.refund(payment, null)
    const mine = async () => (await unsentRefunds(em())).filter(({ id }) => id === refundId)
    expect(await mine()).toEqual([{ id: refundId, payment: named, amount: 1_000n, currency: 'EUR' }])
    const sent = { refundId, processorReference: `re_${refundId}` }
    for (const now of ['2025-01-21', '2025-01-22']) {
      await world.run(now, tx => recordRefundSent(tx, sent, at(now)))
    }
    expect(await mine()).toEqual([])
    expect(await refunds(em(), [refundId])).toMatchObject([{ sentAt: at('2025-01-21') }])
  })

  test('of a bank transfer stays on the account, and may leave to the bank account that paid only', async () => {
    const { offeringId, ann } = await cards.raise()
    const [order, other] = [await world.order(offeringId, ann, 3), await world.order(offeringId, ann, 2)]
    const [receipt, second] = [await transferred(order), await transferred(other)]
    for (const each of [order, other]) await takeBack(each, ann)
    const refundId = await cards.refund(receipt, null)
    expect(await refunds(em(), [refundId])).toMatchObject([
      {
        receiptId: receipt,
        amount: 3_000n,
        iban: 'FR7630006000011234567890189',
        holderName: 'Ann Payer',
        sentAt: null,
      },
    ])
    expect(await cards.lies('holder', ann)).toBe(5_000n)
    // 20.00 are free of the promise, and no more.
    await cards.refund(second, 1_500n)
    await expect(cards.refund(second, 501n)).rejects.toEqual(refused('REFUND_ABOVE_PAYMENT'))
  })

  test('is refused for money that pays an order, and for an unknown payer or payment', async () => {
    const { offeringId, ann } = await cards.raise()
    const { payment, order, named } = await cards.paid(offeringId, ann, 5)
    await expect(cards.refund(payment, null)).rejects.toEqual(refused('PAYMENT_IN_USE', payment))
    await expect(cards.refund(newId(), null)).rejects.toEqual(refused('PAYMENT_UNKNOWN'))
    const anonymous = await world.order(offeringId, ann, 1)
    const receipt = await transferred(anonymous, null)
    await expect(cards.refund(receipt, null)).rejects.toEqual(refused('PAYMENT_IN_USE'))
    await takeBack(anonymous, ann)
    await expect(cards.refund(receipt, null)).rejects.toEqual(refused('REFUND_TO_NOBODY'))
    await takeBack(order, ann)
    // The processor gave the half of it back by itself.
    await cards.refundedThere(named, 2_500n, '2025-01-13')
    await expect(cards.refund(payment, 2_501n)).rejects.toEqual(
      refused('REFUND_ABOVE_PAYMENT', '25.00 EUR is left'),
    )
  })

  test('leaves what is promised to a bank account untouched, also by charge-backs of other payments', async () => {
    const { offeringId, ann } = await cards.raise()
    const [first, second] = [await world.order(offeringId, ann, 3), await cards.paid(offeringId, ann, 2)]
    const receipt = await transferred(first)
    await takeBack(first, ann)
    await takeBack(second.order, ann)
    await cards.refund(receipt, null)
    // Of 50.00 the transfer's 30.00 are promised. A charge-back takes 20.00, which leaves nothing free.
    await cards.dispute(second.named, 1_000n, '2025-01-13')
    await cards.refund(second.payment, 500n)
    await cards.dispute(second.named, 500n, '2025-01-14')
    expect(await cards.lies('holder', ann)).toBe(3_000n)
    const stray = {
      bankReference: newId(),
      amount: 700n,
      currency: 'EUR' as const,
      receivedAt: at('2025-01-11'),
    }
    const { receiptId } = await world.run('2025-01-11', tx =>
      recordPayment(tx, { ...stray, remittance: '', payer: PAYER }, at('2025-01-11')),
    )
    await expect(cards.refund(receiptId, null)).rejects.toEqual(refused('PAYMENT_IN_USE'))
    await world.run('2025-01-12', tx => returnReceipt(tx, { receiptId, partyId: ann }, at('2025-01-12')))
    await cards.refund(receiptId, null)
    expect(await cards.lies('holder', ann)).toBe(3_700n)
  })

  test('of money that paid no order goes from suspense to the card', async () => {
    const { offeringId, ann } = await cards.raise()
    const order = await world.order(offeringId, ann, 3)
    const { named } = await cards.intend(order)
    const payment = await cards.charge(named, 2_999n)
    const [suspense, held] = [await cards.lies('suspense'), await cards.lies('card')]
    await cards.refund(payment, null)
    expect([suspense - (await cards.lies('suspense')), held - (await cards.lies('card'))]).toEqual([
      2_999n,
      2_999n,
    ])
  })
})

test('all payments of a raise that failed go back at once, and again only what has become possible since', async () => {
  const { classId } = await world.project()
  const cardTerms = { paymentCosts: 'platform' as const, chargeback: 'receivable' as const, holdDays: 0 }
  const offeringId = await world.offering(classId, { cards: cardTerms })
  const [ann, bea, cid] = [await world.person('Ann'), await world.person('Bea'), await world.person('Cid')]
  const { payment } = await cards.paid(offeringId, ann, 10)
  const [byBea, byCid] = [await world.order(offeringId, bea, 5), await world.order(offeringId, cid, 1)]
  const receipt = await transferred(byBea)
  await transferred(byCid, null)
  await world.close(offeringId)
  const all = () => world.run('2025-02-11', tx => refundInBulk(tx, { offeringId }, at('2025-02-11')))
  expect(await all()).toEqual({ offeringId, refundIds: [expect.any(String), expect.any(String)] })
  expect((await refundsOf(em(), [payment, receipt])).map(({ amount }) => amount)).toEqual([10_000n, 5_000n])
  expect(await all()).toEqual({ offeringId, refundIds: [] })
  await expect(
    world.run('2025-02-11', tx => refundInBulk(tx, { offeringId: newId() }, at('2025-02-11'))),
  ).rejects.toEqual(refused('OFFERING_UNKNOWN'))
})

test('the database refuses more refunds than a payment, whoever writes them, and two that come at once', async () => {
  const { offeringId, ann } = await cards.raise()
  const { order, payment } = await cards.paid(offeringId, ann, 10)
  await takeBack(order, ann)
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => cards.refund(payment, 5_000n)))
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  const unasked = world.run('2025-01-20', async tx => {
    await sql`insert into refund (id, card_payment_id, amount, currency, taken_from, party_id, recoverable, borne, refunded_at)
              values (${newId()}, ${payment}, 1, 'EUR', 'holder', ${ann}, 0, 0, now())`.execute(sqlOf(tx))
    return {}
  })
  await expect(unasked).rejects.toMatchObject({ constraint: 'payment_taken_within_payment' })
})
