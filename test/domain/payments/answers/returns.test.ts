import { beforeAll, describe, expect, test } from '@jest/globals'
import { legsOfBatch } from '../../../../src/domain/payments/payouts/legs.ts'
import { rejectLegs } from '../../../../src/domain/payments/payouts/reject-legs.ts'
import { receiptByBankReference } from '../../../../src/domain/payments/receipts.ts'
import { answeringOf } from '../../../support/answering.ts'
import { paidAtOnce, sentBack } from '../../../support/answers.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const { world, paying, em, told, holds, states, letters, batchOf, DAY } = answeringOf(database)
beforeAll(() => paying.openBank())

describe('a credit of a bank report that sends a payout back', () => {
  const receiptOf = (ref: string) => receiptByBankReference(em(), ref)
  test('restores the balance', async () => {
    const { batchId, of, holders } = await batchOf({ Quin: 1, Ray: 2 })
    const { report } = await told([
      sentBack('30.00', 'J2', of('Quin').endToEndId),
      paidAtOnce('90.00', 'J1', batchId),
    ])
    expect(report).toMatchObject({ debits: [], suspense: [], payoutsSettled: 2, payoutsReturned: 1 })
    expect([await holds('holder', holders.Quin), await holds('holder', holders.Ray)]).toEqual([3_000n, 0n])
    const [quin] = (await legsOfBatch(em(), batchId)).filter(leg => leg.payeeOwnerId === holders.Quin)
    expect(quin).toMatchObject({ returned: true, returnReason: 'AC04' })
    expect(await receiptOf('J2')).toMatchObject({ purpose: 'returned', targetId: quin?.id })
  })

  test('comes with the words of the bank, or with none', async () => {
    const { batchId, of } = await batchOf({ Sam: 1, Tim: 1 })
    await told([paidAtOnce('60.00', 'K1', batchId)])
    const own = sentBack('30.00', 'K2', of('Sam').endToEndId, null)
    own.details = `${own.details}`.replace('<RtrInf>', '<RtrInf><AddtlInf>no such person</AddtlInf>')
    await told([own, sentBack('30.00', 'K3', of('Tim').endToEndId, null)], '2025-05-07')
    const reasons = new Set((await legsOfBatch(em(), batchId)).map(leg => leg.returnReason))
    expect(reasons).toEqual(new Set(['MS03', 'no such person']))
  })

  test('before the bank has said that it left waits until it does', async () => {
    const { batchId, of, holders } = await batchOf({ Uma: 1, Vic: 1 })
    const { report } = await told([sentBack('30.00', 'L1', of('Uma').endToEndId)])
    expect(report).toMatchObject({
      payoutsReturned: 0,
      suspense: [{ reason: 'PAYOUT_NOT_SETTLED', count: 1 }],
    })
    expect([await holds('holder', holders.Uma), await states(batchId)]).toEqual([0n, ['sent', 'sent']])
    await told([sentBack('30.00', 'L2', of('Uma').endToEndId)])
    await told([paidAtOnce('60.00', 'L3', batchId)], '2025-05-06')
    expect(await states(batchId)).toEqual(['returned', 'settled'])
    expect([await holds('holder', holders.Uma), (await receiptOf('L1')).purpose]).toEqual([
      3_000n,
      'returned',
    ])
    expect(await receiptOf('L2')).toMatchObject({ purpose: null, suspenseReason: 'PAYOUT_NOT_SETTLED' })
  })

  test('that does not fit stays in suspense with the reason, and nobody is told', async () => {
    const { batchId, of } = await batchOf({ Wes: 1, Xia: 1 })
    const rejected = { endToEndIds: [of('Xia').endToEndId], reason: 'AC01' }
    await world.run(DAY, tx => rejectLegs(tx, rejected, at(DAY)))
    await told([paidAtOnce('30.00', 'M1', batchId)])
    const wes = of('Wes').endToEndId
    await told([sentBack('30.00', 'M2', wes)])
    const before = await letters()
    const { report } = await told([
      sentBack('30.00', 'M3', wes),
      sentBack('30.00', 'M4', of('Xia').endToEndId),
      sentBack('30.00', 'M5', 'NOT-OURS'),
    ])
    expect(report).toMatchObject({
      payoutsReturned: 0,
      suspense: [
        { reason: 'NO_PAYOUT', count: 1 },
        { reason: 'PAYOUT_ENDED', count: 2 },
      ],
    })
    expect(await letters()).toBe(before)
  })

  test('in another amount is left to people', async () => {
    const { batchId, of } = await batchOf({ Yan: 1 })
    const { report } = await told([
      paidAtOnce('30.00', 'N1', batchId),
      sentBack('29.00', 'N2', of('Yan').endToEndId),
    ])
    expect(report).toMatchObject({ suspense: [{ reason: 'PAYOUT_AMOUNT', count: 1, amount: 2_900n }] })
    expect(await states(batchId)).toEqual(['settled'])
  })
})
