import { describe, expect, test } from '@jest/globals'
import { receiveRevenue } from '../../../src/domain/dividends/revenue/receive-revenue.ts'
import { newId } from '../../../src/domain/ids.ts'
import { balanceOf } from '../../../src/domain/ledger/balances.ts'
import type { NewReceipt } from '../../../src/domain/payments/record-receipt.ts'
import { recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const NOW = '2025-04-05'

describe('revenue that arrives', () => {
  const credit = (bankReference: string, amount = 10_000n, currency: 'EUR' | 'USD' = 'EUR') => {
    return { bankReference, amount, currency, receivedAt: at(NOW), remittance: '', payer: null }
  }

  test('lies on the account of its project; the same bank credit again changes nothing', async () => {
    const { projectId } = await world.project()
    const receive = () =>
      world.run(NOW, tx => receiveRevenue(tx, { ...credit(`R-${projectId}`), projectId }, at(NOW)))
    expect(await receive()).toEqual(await receive())
    expect(await balanceOf(em(), { kind: 'revenue', scopeId: projectId, currency: 'EUR' })).toBe(10_000n)
  })

  test('as revenue of another project, or for an order, is refused: it would be on no account of this one', async () => {
    const [here, there] = [await world.project(), await world.project()]
    const receive = (money: NewReceipt, projectId: string) =>
      world.run(NOW, tx => receiveRevenue(tx, { ...money, projectId }, at(NOW)))
    const royalties = credit(newId())
    const { receiptId } = await receive(royalties, here.projectId)
    await expect(receive(royalties, there.projectId)).rejects.toThrow(
      refused(
        'RECEIPT_CLAIMED',
        `The receipt ${receiptId} was claimed before, as revenue of the project ${here.projectId}: money is claimed once.`,
      ),
    )
    const order = await world.order(await world.offering(here.classId), await world.person('Ann'), 10)
    const { reference: remittance } = await subscriptionOf(em(), order)
    const paid = { ...credit(newId()), receivedAt: at('2025-01-11'), remittance }
    await world.run(NOW, tx => recordPayment(tx, paid, at(NOW)))
    await expect(receive(paid, there.projectId)).rejects.toThrow(
      refused('RECEIPT_CLAIMED', `for the order ${order}`),
    )
    expect(await balanceOf(em(), { kind: 'revenue', scopeId: there.projectId, currency: 'EUR' })).toBe(0n)
  })

  test('can be claimed out of suspense, where nobody knew what it was for', async () => {
    const { projectId } = await world.project()
    const money = { ...credit(newId()), remittance: 'royalties' }
    await world.run(NOW, tx => recordPayment(tx, money, at(NOW)))
    await world.run(NOW, tx => receiveRevenue(tx, { ...money, projectId }, at(NOW)))
    expect(await balanceOf(em(), { kind: 'revenue', scopeId: projectId, currency: 'EUR' })).toBe(10_000n)
  })

  test('in another currency than the project’s lies beside it, until a report in it is approved', async () => {
    const { projectId } = await world.project()
    await world.run(NOW, tx => receiveRevenue(tx, { ...credit(newId(), 100n, 'USD'), projectId }, at(NOW)))
    const lies = (currency: string) => balanceOf(em(), { kind: 'revenue', scopeId: projectId, currency })
    expect([await lies('USD'), await lies('EUR')]).toEqual([100n, 0n])
  })
})
