import { beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../../src/database/sql.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { debitsPage } from '../../../../src/domain/payments/bank/bank-debits.ts'
import { cancelLegs } from '../../../../src/domain/payments/payouts/cancel-legs.ts'
import { type LegRow, legsOfBatch } from '../../../../src/domain/payments/payouts/legs.ts'
import { legState } from '../../../../src/domain/payments/payouts/payout-states.ts'
import { rejectLegs } from '../../../../src/domain/payments/payouts/reject-legs.ts'
import { receiptByBankReference } from '../../../../src/domain/payments/receipts.ts'
import { paidAtOnce, paidOut, sentBack } from '../../../support/answers.ts'
import type { EntryText } from '../../../support/bank-files.ts'
import { useDatabase } from '../../../support/database.ts'
import { importingWorld } from '../../../support/importing.ts'
import { payingOf } from '../../../support/paying.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const paying = payingOf(database)
const world = importingWorld(database)
const { em } = world
const [DAY, NOW] = ['2025-05-05', '2025-04-30']
beforeAll(() => paying.openBank())

/** A report of the day on which payouts are carried out, or of a later one. */
const told = (entries: EntryText[], day = DAY) =>
  world.day(entries, { from: day, until: day }, `${day}T20:00:00Z`)
const holds = (kind: 'holder' | 'transit' | 'bank' | 'suspense', ownerId?: string) =>
  balanceOf(em(), {
    kind,
    currency: 'EUR',
    ...(ownerId && { ownerId }),
    ...((kind === 'bank' || kind === 'suspense') && { code: 'clients' }),
  })
const states = async (batchId: string) => (await legsOfBatch(em(), batchId)).map(legState)
const suspended = async (ref: string) =>
  (await debitsPage(em(), { limit: 100, inverted: false })).find(row => row.bankReference === ref)?.reason

/** A batch with the bank: 30.00 for each share of each holder. */
async function batchOf(shares: Record<string, number>) {
  const made = await world.funded(shares)
  const all = Object.values(shares).reduce((sum, each) => sum + each, 0)
  await world.month(made.projectId, '2025-03', `${all * 100}.00`)
  for (const holder of Object.values(made.holders)) await paying.known(holder, '2025-04-01')
  const { batchId, legs } = await paying.sent(DAY, NOW)
  const of = (name: string) => legs.find(leg => leg.payeeOwnerId === made.holders[name]) as LegRow
  return { batchId, legs, of, holders: made.holders }
}

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
    expect((await states(batchId)).toSorted()).toEqual(['sent', 'settled'])
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
    expect((await states(batchId)).toSorted()).toEqual(['rejected', 'settled', 'settled'])
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
    await world.run(NOW, tx => cancelLegs(tx, { batchId, endToEndIds: null, reason: 'x' }, at(NOW)))
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

describe('a credit of a bank report that sends a payout back', () => {
  const receiptOf = (ref: string) => receiptByBankReference(em(), ref)
  const letters = async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from message`.execute(
      sqlOf(em()),
    )
    return rows[0]?.count
  }

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
    const reasons = (await legsOfBatch(em(), batchId)).map(leg => leg.returnReason)
    expect(reasons.toSorted()).toEqual(['MS03', 'no such person'])
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
    expect((await states(batchId)).toSorted()).toEqual(['returned', 'settled'])
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
