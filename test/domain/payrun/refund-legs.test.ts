import { expect, test } from '@jest/globals'
import { newId } from '../../../src/domain/ids.ts'
import { legsOfBatch } from '../../../src/domain/payments/payouts/legs.ts'
import { rejectLegs } from '../../../src/domain/payments/payouts/reject-legs.ts'
import { promisedToBanks } from '../../../src/domain/payments/refunds/refunds.ts'
import { refundPayment } from '../../../src/domain/shares/cards/refund-payment.ts'
import { recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import { useDatabase } from '../../support/database.ts'
import { ANNS_IBAN, OTHER_IBAN, payingOf } from '../../support/paying.ts'
import { at } from '../../support/world.ts'

const database = useDatabase()
const paying = payingOf(database)
const { world, em } = paying
const { run } = world

/** Somebody who withdrew an order of 10.00 that was paid from Ann's bank account, or from one that the bank did not say. */
async function withdrawn(partyId: string, isKnown = true): Promise<string> {
  const { classId } = await world.project()
  const subscriptionId = await world.order(await world.offering(classId), partyId, 1)
  const { reference } = await subscriptionOf(em(), subscriptionId)
  const credit = {
    bankReference: newId(),
    amount: 1_000n,
    currency: 'EUR' as const,
    receivedAt: at('2025-01-11'),
  }
  const payment = {
    ...credit,
    remittance: reference,
    payer: isKnown ? { iban: ANNS_IBAN, name: 'Ann' } : null,
  }
  const { receiptId } = await run('2025-01-11', tx => recordPayment(tx, payment, at('2025-01-11')))
  await run('2025-01-12', tx => withdraw(tx, { subscriptionId, partyId }, at('2025-01-12')))
  return receiptId
}

test('money of a withdrawn order leaves only to the account that paid, whatever account the payee names', async () => {
  await paying.openBank()
  const ann = await world.person('Ann')
  const receiptId = await withdrawn(ann)
  await paying.known(ann, '2025-01-13', OTHER_IBAN)
  const groups = async () => (await paying.groups('2025-01-20', '2025-01-17')).groups
  expect(await groups()).toEqual([['holder', 'REFUND_FIRST', 1, 1_000n]])
  const refund = { paymentId: receiptId, amount: 400n }
  await run('2025-01-14', tx => refundPayment(tx, refund, at('2025-01-14')))
  // Below the minimum of 10.00, and not on a day of a test: what goes back knows neither.
  expect(await groups()).toEqual([
    ['holder', 'REFUND', 1, 400n],
    ['holder', 'REFUND_FIRST', 1, 600n],
  ])
  const { legs } = await paying.sent('2025-01-20', '2025-01-17')
  expect(legs.map(({ amount, iban }) => [amount, iban])).toEqual([[400n, ANNS_IBAN]])
  expect(await promisedToBanks(em(), ann, 'EUR')).toBe(0n)
  expect(await groups()).toEqual([
    ['holder', 'REFUND_FIRST', 1, 600n],
    ['holder', 'ON_ITS_WAY', 1, 400n],
  ])
  const told = { endToEndIds: legs.map(leg => leg.endToEndId), reason: 'AC04' }
  await run('2025-01-20', tx => rejectLegs(tx, told, at('2025-01-20')))
  expect(await promisedToBanks(em(), ann, 'EUR')).toBe(400n)
  expect(await groups()).toEqual([
    ['holder', 'RETURNED', 1, 400n],
    ['holder', 'REFUND_FIRST', 1, 600n],
  ])
  expect((await legsOfBatch(em(), legs[0]?.batchId ?? '')).map(leg => leg.reason)).toEqual(['AC04'])
})

test('money of a withdrawn order of which nobody knows from where it came waits for an account, and goes there', async () => {
  const bea = await world.person('Bea')
  const receiptId = await withdrawn(bea, false)
  const groups = async (date: string, now: string) =>
    (await paying.groups(date, now)).groups.filter(([, code]) => code !== 'ON_ITS_WAY')
  const others = await groups('2025-02-20', '2025-02-19')
  // It is no income of hers: it waits from the moment of the withdrawal, and not for the test of the minimum.
  expect(others).toContainEqual(['holder', 'REFUND_FIRST', 2, 1_600n])
  const refund = { paymentId: receiptId, amount: null }
  const give = (now: string) => run(now, tx => refundPayment(tx, refund, at(now)))
  await expect(give('2025-02-12')).rejects.toMatchObject({ code: 'REFUND_TO_NOBODY' })
  const account = await paying.name(bea, '2025-02-13', OTHER_IBAN)
  await give('2025-02-14')
  expect(await groups('2025-02-20', '2025-02-19')).toContainEqual(['holder', 'REFUND_FIRST', 2, 1_600n])
  await paying.verify(account, '2025-02-14')
  expect(await groups('2025-02-20', '2025-02-18')).toContainEqual(['holder', 'REFUND', 1, 1_000n])
  const { legs } = await paying.sent('2025-02-20', '2025-02-18')
  expect(legs.map(({ amount, iban, refundId }) => [amount, iban, refundId !== null])).toEqual([
    [1_000n, OTHER_IBAN, true],
  ])
})
