import { beforeAll, describe, expect, test } from '@jest/globals'
import { newId } from '../../../../src/domain/ids.ts'
import { cancelLegs } from '../../../../src/domain/payments/payouts/cancel-legs.ts'
import { rejectLegs } from '../../../../src/domain/payments/payouts/reject-legs.ts'
import { answeringOf } from '../../../support/answering.ts'
import { paidAtOnce, paidOut } from '../../../support/answers.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const { world, paying, told, holds, states, suspended, batchOf, DAY, NOW } = answeringOf(database)
beforeAll(() => paying.openBank())

describe('a debit of a bank report', () => {
  test('that names a payout settles it, and claims no more of suspense than it is', async () => {
    const { batchId, of } = await batchOf({ Ann: 1, Bea: 2 })
    const [bank, suspense, transit] = [await holds('bank'), await holds('suspense'), await holds('transit')]
    const { report } = await told([paidOut('30.00', 'A1', { name: of('Ann').endToEndId, batchId })])
    expect(report).toMatchObject({ debits: [], payoutsSettled: 1, payoutsReturned: 0 })
    expect([
      bank - (await holds('bank')),
      suspense - (await holds('suspense')),
      transit - (await holds('transit')),
    ]).toEqual([3_000n, 0n, 3_000n])
    expect(await states(batchId)).toEqual(['sent', 'settled'])
    expect(await suspended('A1')).toBeUndefined()
    await told([paidOut('60.00', 'A2', { name: of('Bea').endToEndId })])
    expect(await states(batchId)).toEqual(['settled', 'settled'])
  })

  test('of a whole payment file settles what of it is still with the bank', async () => {
    const { batchId, of } = await batchOf({ Cid: 1, Dan: 2, Eve: 3 })
    const reject = { endToEndIds: [of('Cid').endToEndId], reason: 'AC01' }
    await world.run(DAY, tx => rejectLegs(tx, reject, at(DAY)))
    const { report } = await told([paidAtOnce('150.00', 'B1', batchId)])
    expect(report).toMatchObject({ debits: [], payoutsSettled: 2 })
    expect(await states(batchId)).toEqual(['rejected', 'settled', 'settled'])
  })

  test('that is divided into its payouts settles each of them', async () => {
    const { batchId, legs } = await batchOf({ Fay: 1, Gus: 1 })
    const details = legs
      .map(leg => `${paidOut('', '', { name: leg.endToEndId, batchId }).details}`)
      .map(each =>
        each.replace('</Refs>', '</Refs><AmtDtls><TxAmt><Amt Ccy="EUR">30.00</Amt></TxAmt></AmtDtls>'),
      )
      .join('')
    const { report } = await told([{ amount: '60.00', side: 'DBIT', ref: 'C1', details }])
    expect(report).toMatchObject({ movements: 2, debits: [], payoutsSettled: 2 })
  })

  test('that comes again, in the same file or another, changes nothing', async () => {
    const { batchId } = await batchOf({ Hal: 1 })
    const { text } = await told([paidAtOnce('30.00', 'E1', batchId)])
    const before = await world.state()
    await world.bring(text, `${DAY}T20:00:00Z`)
    expect(await world.state()).toEqual(before)
    const { report } = await told([paidAtOnce('30.00', 'E1', batchId)])
    const { counts, balances } = await world.state()
    expect(balances).toEqual(before.balances)
    expect(counts).toEqual({
      ...before.counts,
      bank_report: ((before.counts as Record<string, number>).bank_report ?? 0) + 1,
      bank_movement: before.counts.bank_movement + 1,
    })
    expect(report).toMatchObject({ debits: [], payoutsSettled: 1 })
  })

  test('that does not fit stays in suspense with the reason, and nothing is settled', async () => {
    const first = await batchOf({ Ida: 1, Jon: 1 })
    const second = await batchOf({ Kim: 1 })
    const { batchId } = first
    const ida = first.of('Ida').endToEndId
    const suspense = await holds('suspense')
    const { report } = await told([
      paidOut('29.99', 'F1', { name: ida }),
      paidAtOnce('60.01', 'F2', batchId),
      paidOut('30.00', 'F3', { name: ida, batchId: second.batchId }),
      paidOut('30.00', 'F4', { name: `TP-${'0'.repeat(32)}` }),
      paidAtOnce('60.00', 'F5', newId()),
      paidOut('30.00', 'F6', { name: ida }, { reversal: true }),
    ])
    expect(report).toMatchObject({
      payoutsSettled: 0,
      debits: [
        { reason: 'CREDIT_REVERSED', count: 1, amount: 3_000n },
        { reason: 'NO_PAYOUT', count: 2, amount: 9_000n },
        { reason: 'PAYOUT_AMBIGUOUS', count: 1, amount: 3_000n },
        { reason: 'PAYOUT_AMOUNT', count: 2, amount: 9_000n },
      ],
    })
    expect(await states(batchId)).toEqual(['sent', 'sent'])
    expect(suspense - (await holds('suspense'))).toBe(24_000n)
    expect([await suspended('F1'), await suspended('F4')]).toEqual(['PAYOUT_AMOUNT', 'NO_PAYOUT'])
  })

  test('settles a payout once: who claims it second is told so, in the same file and later', async () => {
    const { batchId, of } = await batchOf({ Lea: 1, Max: 1 })
    const lea = of('Lea').endToEndId
    await told([paidOut('30.00', 'G1', { name: lea }), paidOut('30.00', 'G2', { name: lea })])
    await told([paidOut('30.00', 'G3', { name: lea })])
    expect([await suspended('G1'), await suspended('G2'), await suspended('G3')]).toEqual([
      undefined,
      'PAYOUT_ENDED',
      'PAYOUT_ENDED',
    ])
    await told([paidAtOnce('30.00', 'G4', batchId), paidAtOnce('30.00', 'G5', batchId)])
    expect([await suspended('G4'), await suspended('G5')]).toEqual([undefined, 'PAYOUT_ENDED'])
  })

  test('before the batch was sent settles nothing', async () => {
    const { projectId, holders } = await world.funded({ Ned: 1 })
    await world.month(projectId, '2025-03', '100.00')
    await paying.known(holders.Ned ?? '', '2025-04-01')
    const batchId = await paying.prepare(DAY, NOW)
    await told([paidAtOnce('30.00', 'H1', batchId)])
    expect([await suspended('H1'), await states(batchId)]).toEqual(['PAYOUT_NOT_SENT', ['prepared']])
    await world.run(NOW, tx =>
      cancelLegs(tx, { batchId, endToEndIds: null, reason: 'x', cancellerId: newId() }, at(NOW)),
    )
    await told([paidAtOnce('30.00', 'H2', batchId)])
    expect(await suspended('H2')).toBe('PAYOUT_ENDED')
  })

  test('settles once when the same file is imported twice at the same moment', async () => {
    const { batchId } = await batchOf({ Oli: 1, Pia: 1 })
    const transit = await holds('transit')
    const entries = [paidAtOnce('90.00', 'I1', batchId)] // with Ned of the test before
    await Promise.all([told(entries), told(entries)])
    expect([transit - (await holds('transit')), await suspended('I1')]).toEqual([9_000n, undefined])
  })
})
