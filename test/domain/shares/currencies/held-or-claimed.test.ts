import { beforeAll, describe, expect, test } from '@jest/globals'
import type { EntityManager } from '@mikro-orm/postgresql'
import { claimPayment, recordPayment } from '../../../../src/domain/shares/record-payment.ts'
import { returnReceipt } from '../../../../src/domain/shares/return-receipt.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { useDatabase } from '../../../support/database.ts'
import { DAY, payingInFrancs } from '../../../support/paying-in-francs.ts'
import { someoneWaits } from '../../../support/someone-waits.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const francs = payingInFrancs(database)
const { world } = francs
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
beforeAll(() => francs.francs())

/** An order that is quoted 95.00 francs, and as many that came with no reference. */
async function unclaimed() {
  const { offeringId } = await francs.opened({ goalMode: 'keepWhatWasRaised', goal: 1000n })
  const ann = await world.person('Ann')
  const subscriptionId = await world.order(offeringId, ann, 10)
  await francs.quote(subscriptionId, ann)
  const receiptId = await francs.send(subscriptionId, 9500n, DAY, 'no reference')
  return { offeringId, ann, subscriptionId, receiptId }
}
type Unclaimed = Awaited<ReturnType<typeof unclaimed>>
type Verb = (em: EntityManager, of: Unclaimed) => Promise<unknown>

const keep: Verb = (em, { receiptId, subscriptionId }) =>
  claimPayment(em, { receiptId, subscriptionId }, at(DAY))
const giveBack: Verb = (em, { receiptId, ann }) => returnReceipt(em, { receiptId, partyId: ann }, at(DAY))

/** The second comes while the first has not committed. Answers what became of the second. */
async function atOnce(of: Unclaimed, first: Verb, second: Verb): Promise<unknown> {
  let waiting: Promise<unknown> | undefined
  await world.run(DAY, async em => {
    await first(em, of)
    waiting = world
      .run(DAY, async other => {
        await second(other, of)
        return {}
      })
      .catch(error => error)
    await someoneWaits(database)
    return {}
  })
  return waiting
}

describe('a receipt that is held for an order and claimed for something else at the same time', () => {
  test('is held where that came first, and pays the order when the bank has changed it', async () => {
    const of = await unclaimed()
    expect(await atOnce(of, keep, giveBack)).toEqual(refused('RECEIPT_HELD', of.subscriptionId))
    expect(await francs.holder(of.ann, 'CHF')).toBe(0n)
    await francs.change({ id: of.subscriptionId, sent: 9500n }, 10_000n)
    await world.close(of.offeringId)
    expect(await francs.state(of.subscriptionId)).toBe('allotted')
  })

  test('is claimed where that came first, and the order can be paid by other money', async () => {
    const of = await unclaimed()
    expect(await atOnce(of, giveBack, keep)).toEqual(refused('RECEIPT_CLAIMED', of.ann))
    expect(await francs.holder(of.ann, 'CHF')).toBe(9500n)
    expect(await francs.state(of.subscriptionId)).toBe('reserved')
    await francs.send(of.subscriptionId, 9500n)
    expect(await francs.state(of.subscriptionId)).toBe('held')
  })
})

describe('a receipt that is held for an order', () => {
  test('is not claimed for another order, though as much was quoted for it', async () => {
    const of = await unclaimed()
    const bea = await world.person('Bea')
    const other = await world.order(of.offeringId, bea, 10)
    await francs.quote(other, bea)
    await francs.claim(of.receiptId, of.subscriptionId)
    await expect(francs.claim(of.receiptId, other)).rejects.toThrow(
      refused('RECEIPT_HELD', of.subscriptionId),
    )
    expect(await francs.state(other)).toBe('reserved')
  })

  test('stays held when the bank tells of it again, though its reference names another order', async () => {
    const of = await unclaimed()
    const bea = await world.person('Bea')
    const other = await world.order(of.offeringId, bea, 10)
    const { reference } = await subscriptionOf(francs.em(), other)
    const told = { bankReference: 'TOLD-TWICE', amount: 9500n, currency: 'CHF' as const, payer: null }
    const tell = () =>
      world.run(DAY, em =>
        recordPayment(em, { ...told, remittance: reference, receivedAt: at(DAY) }, at(DAY)),
      )
    const { receiptId } = await tell()
    await francs.claim(receiptId, of.subscriptionId)
    await francs.quote(other, bea)
    expect(await tell()).toMatchObject({ receiptId })
    expect([await francs.state(of.subscriptionId), await francs.state(other)]).toEqual(['held', 'reserved'])
  })
})
