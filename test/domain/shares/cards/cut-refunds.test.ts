import { expect, test } from '@jest/globals'
import { newId } from '../../../../src/domain/ids.ts'
import { refundsOf } from '../../../../src/domain/payments/refunds/refunds.ts'
import { refundInBulk } from '../../../../src/domain/shares/cards/refund-in-bulk.ts'
import { recordPayment } from '../../../../src/domain/shares/record-payment.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { BORNE_BY, cardsOf } from '../../../support/cards.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const cards = cardsOf(database)
const { world, em } = cards
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

/** Of ten shares of 10.00 Ann and Bea ordered eight each, by card, and each got five: of 80.00, 50.00 are used. */
async function cut(bearer: 'platform' | 'investor' = 'platform') {
  const { classId } = await world.project()
  const terms = { cards: BORNE_BY(bearer), allotment: 'proRata' as const, shares: 10, goal: 10_000n }
  const offeringId = await world.offering(classId, terms)
  const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
  const anns = await cards.paid(offeringId, ann, 8)
  await cards.paid(offeringId, bea, 8)
  await world.close(offeringId)
  return { offeringId, ann, bea, ...anns }
}

const stands = async (party: string) => [
  await cards.lies('holder', party),
  await cards.lies('recoverable', party),
]

test('what a cut order does not use goes back to the card, in parts, and no more', async () => {
  const { ann, payment } = await cut()
  expect(await cards.lies('holder', ann)).toBe(3_000n)
  await cards.refund(payment, 1_000n, '2025-02-11')
  await expect(cards.refund(payment, 2_001n, '2025-02-11')).rejects.toEqual(
    refused(
      'REFUND_ABOVE_PAYMENT',
      '20.01 EUR cannot go back: of the payment of 80.00 EUR, 20.00 EUR is left',
    ),
  )
  await cards.refund(payment, null, '2025-02-11')
  expect(await cards.lies('holder', ann)).toBe(0n)
  await expect(cards.refund(payment, null, '2025-02-11')).rejects.toEqual(
    refused('REFUND_ABOVE_PAYMENT', '0.00 EUR is left'),
  )
})

test('what its investor bore of the costs of the card is used up, and does not go back', async () => {
  const { payment } = await cut('investor') // 81.47 were paid
  await cards.refund(payment, null, '2025-02-11')
  expect((await refundsOf(em(), [payment])).map(({ amount }) => amount)).toEqual([3_000n])
})

test('an order that waits for its closing, or got all that it paid, uses its payment in full', async () => {
  const { classId } = await world.project()
  const terms = { cards: BORNE_BY('platform'), goalMode: 'keepWhatWasRaised' as const, goal: 1000n }
  const offeringId = await world.offering(classId, terms)
  const { payment } = await cards.paid(offeringId, await world.person('Ann'), 3)
  await expect(cards.refund(payment, 1n)).rejects.toEqual(refused('PAYMENT_IN_USE'))
  await world.close(offeringId)
  await expect(cards.refund(payment, 1n, '2025-02-11')).rejects.toEqual(refused('PAYMENT_IN_USE'))
})

test('a sponsor who is cut to what he adds gets the rest back to his card', async () => {
  const { classId } = await world.project()
  const [sponsorId, ann] = [await world.person('Sponsor'), await world.person('Ann')]
  const matching = { sponsorId, ratio: '0.5' }
  const terms = { cards: BORNE_BY('platform'), goalMode: 'keepWhatWasRaised' as const, goal: 1000n, matching }
  const offeringId = await world.offering(classId, terms)
  await cards.paid(offeringId, ann, 4)
  const { payment } = await cards.paid(offeringId, sponsorId, 5)
  await world.close(offeringId) // two shares are half of four
  await expect(cards.refund(payment, 3_001n, '2025-02-11')).rejects.toEqual(refused('REFUND_ABOVE_PAYMENT'))
  await cards.refund(payment, null, '2025-02-11')
  expect(await cards.lies('holder', sponsorId)).toBe(0n)
})

test('a charge-back of a cut order takes what it does not use, and the rest is owed; won, both are as before', async () => {
  const { ann, named, payment } = await cut()
  await cards.refund(payment, 1_000n, '2025-02-11')
  const dispute = await cards.dispute(named, 6_000n, '2025-02-12') // 20.00 are there
  expect(await stands(ann)).toEqual([0n, 4_000n])
  await expect(cards.refund(payment, 1n, '2025-02-13')).rejects.toEqual(refused('REFUND_ABOVE_PAYMENT'))
  await cards.win(dispute, '2025-02-14')
  expect(await stands(ann)).toEqual([2_000n, 0n])
  await cards.refund(payment, 2_000n, '2025-02-15')
})

test('a refund of a cut order that fails may be given anew', async () => {
  const { ann, named, payment } = await cut()
  const refundId = await cards.refund(payment, null, '2025-02-11')
  await cards.refundFailed(named, '2025-02-12', { refundId })
  expect(await stands(ann)).toEqual([3_000n, 0n])
  await cards.refund(payment, null, '2025-02-13')
  expect(await stands(ann)).toEqual([0n, 0n])
})

test('the rests of all cut orders go back at once, those of transfers to the bank account that paid', async () => {
  const { classId } = await world.project()
  const terms = { cards: BORNE_BY('platform'), allotment: 'proRata' as const, shares: 10, goal: 10_000n }
  const offeringId = await world.offering(classId, terms)
  const { payment } = await cards.paid(offeringId, await world.person('Ann'), 8)
  const { amount, currency, reference } = await subscriptionOf(
    em(),
    await world.order(offeringId, await world.person('Bea'), 8),
  )
  const money = {
    bankReference: newId(),
    amount,
    currency,
    remittance: reference,
    receivedAt: at('2025-01-11'),
  }
  const payer = { iban: 'FR7630006000011234567890189', name: 'Bea' }
  const { receiptId } = await world.run('2025-01-11', tx =>
    recordPayment(tx, { ...money, payer }, at('2025-01-11')),
  )
  await world.close(offeringId)
  const all = () => world.run('2025-02-11', tx => refundInBulk(tx, { offeringId }, at('2025-02-11')))
  expect((await all()).refundIds).toHaveLength(2)
  expect((await all()).refundIds).toEqual([])
  expect((await refundsOf(em(), [payment, receiptId])).map(each => [each.amount, each.iban])).toEqual([
    [3_000n, null],
    [3_000n, 'FR7630006000011234567890189'],
  ])
})
