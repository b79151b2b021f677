import { describe, expect, test } from '@jest/globals'
import { receiveRevenue } from '../../../src/domain/dividends/revenue/receive-revenue.ts'
import { newId } from '../../../src/domain/ids.ts'
import { balanceOf } from '../../../src/domain/ledger/balances.ts'
import { receiptOf } from '../../../src/domain/payments/receipts.ts'
import { claimPayment, recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { returnReceipt } from '../../../src/domain/shares/return-receipt.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const NOW = at('2025-01-12')

const holder = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })
const giveBack = (receiptId: string, partyId: string | null = null) =>
  world.run(NOW, tx => returnReceipt(tx, { receiptId, partyId }, NOW))

/** Ann has ordered 30 shares at 10.00 and paid 299.99. */
async function tooLittle() {
  const project = await world.project()
  const ann = await world.person('Ann')
  const order = await world.order(await world.offering(project.classId), ann, 30)
  return { ...project, ann, order, receiptId: await world.pay(order, '2025-01-11', '299.99') }
}

/** 7.00 that came with a text of the payer's own. */
async function stray() {
  const money = {
    bankReference: newId(),
    amount: 700n,
    currency: 'EUR' as const,
    receivedAt: at('2025-01-11'),
  }
  const credit = { ...money, remittance: 'for the songs', payer: null }
  const { receiptId } = await world.run(NOW, tx => recordPayment(tx, credit, NOW))
  return { credit, receiptId }
}

describe('money in suspense is given back', () => {
  test('to the account of the party whose order its reference names; again changes nothing', async () => {
    const { ann, receiptId } = await tooLittle()
    await giveBack(receiptId)
    await giveBack(receiptId, ann)
    expect(await holder(ann)).toBe(29_999n)
    expect(await receiptOf(em(), receiptId)).toMatchObject({
      purpose: 'return',
      targetId: ann,
      suspenseReason: 'WRONG_AMOUNT',
    })
  })

  test('to a party that finance names, where the reference says nothing', async () => {
    const bea = await world.person('Bea')
    const { receiptId } = await stray()
    await expect(giveBack(receiptId)).rejects.toThrow(
      refused(
        'RETURN_TO_NOBODY',
        'The money came with "for the songs", which is the reference of no order: name the party it goes back to.',
      ),
    )
    await expect(giveBack(receiptId, newId())).rejects.toThrow(refused('PARTY_UNKNOWN'))
    await giveBack(receiptId, bea)
    expect(await holder(bea)).toBe(700n)
  })

  test('once, by whoever is first: not to two parties, and not when it was claimed', async () => {
    const { receiptId } = await stray()
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    const attempts = await Promise.allSettled([giveBack(receiptId, ann), giveBack(receiptId, bea)])
    expect(attempts.filter(attempt => attempt.status === 'fulfilled')).toHaveLength(1)
    expect((await holder(ann)) + (await holder(bea))).toBe(700n)
    const { order } = await tooLittle()
    const paid = await world.pay(order)
    await expect(giveBack(paid)).rejects.toThrow(refused('RECEIPT_CLAIMED', `for the order ${order}`))
    await expect(giveBack(newId())).rejects.toThrow(refused('RECEIPT_UNKNOWN'))
  })

  test('and then can no longer be claimed for an order or as revenue', async () => {
    const { ann, order, projectId } = await tooLittle()
    const { credit, receiptId } = await stray()
    await giveBack(receiptId, ann)
    const message = `was claimed before, to be given back to the party ${ann}: money is claimed once.`
    await expect(
      world.run(NOW, tx => claimPayment(tx, { receiptId, subscriptionId: order }, NOW)),
    ).rejects.toThrow(refused('RECEIPT_CLAIMED', message))
    await expect(world.run(NOW, tx => receiveRevenue(tx, { ...credit, projectId }, NOW))).rejects.toThrow(
      refused('RECEIPT_CLAIMED', message),
    )
  })
})
