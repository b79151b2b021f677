import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { confirmPayoutAccount } from '../../../../src/domain/parties/payout-accounts/confirm-payout-account.ts'
import { batchOf } from '../../../../src/domain/payments/payouts/batches.ts'
import { cancelLegs } from '../../../../src/domain/payments/payouts/cancel-legs.ts'
import { legsOfBatch } from '../../../../src/domain/payments/payouts/legs.ts'
import { batchState, legState } from '../../../../src/domain/payments/payouts/payout-states.ts'
import { rejectLegs } from '../../../../src/domain/payments/payouts/reject-legs.ts'
import { returnLeg } from '../../../../src/domain/payments/payouts/return-leg.ts'
import { settleLegs } from '../../../../src/domain/payments/payouts/settle-legs.ts'
import { recordReceipt } from '../../../../src/domain/payments/record-receipt.ts'
import { payRun } from '../../../../src/domain/payrun/pay-run.ts'
import { useDatabase } from '../../../support/database.ts'
import { OTHER_IBAN, payingOf } from '../../../support/paying.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const paying = payingOf(database)
const { world, em } = paying
const { run } = world
const DAY = '2025-05-05'
const NOW = '2025-04-30'

const holds = (kind: 'holder' | 'transit' | 'bank' | 'suspense', ownerId?: string) =>
  balanceOf(em(), {
    kind,
    currency: 'EUR',
    ...(ownerId && { ownerId }),
    ...((kind === 'bank' || kind === 'suspense') && { code: 'clients' }),
  })
const states = async (batchId: string) => (await legsOfBatch(em(), batchId)).map(legState)
const stateOf = async (batchId: string) => batchState(await batchOf(em(), batchId))
const refused = (code: string) => ({ code })

/** Holders who have 30.00 for each share, on accounts that may be used. */
async function holdersOf(shares: Record<string, number>, known = Object.keys(shares)) {
  const made = await world.funded(shares)
  const all = Object.values(shares).reduce((sum, each) => sum + each, 0)
  await world.month(made.projectId, '2025-03', `${all * 100}.00`)
  for (const name of known) await paying.known(made.holders[name] ?? '', '2025-04-01')
  return made.holders
}

describe('a batch', () => {
  test('cannot be prepared without a bank account', async () => {
    await holdersOf({ Ann: 1 })
    await expect(paying.prepare(DAY, NOW)).rejects.toMatchObject(refused('PAYOUT_NO_BANK_ACCOUNT'))
    await paying.openBank()
  })

  test('moves what is ready from the accounts to transit, each leg under a name of its own', async () => {
    const { Bea = '', Cid = '' } = await holdersOf({ Bea: 2, Cid: 1 }, ['Bea'])
    const batchId = await paying.prepare(DAY, NOW)
    const legs = await legsOfBatch(em(), batchId)
    expect(new Set(legs.map(leg => leg.amount))).toEqual(new Set([3_000n, 6_000n])) // Ann of the test before, and Bea
    expect(new Set(legs.map(leg => leg.endToEndId)).size).toBe(2)
    for (const { endToEndId } of legs) expect(endToEndId).toMatch(/^TP-[0-9a-f]{32}$/)
    expect([await holds('holder', Bea), await holds('holder', Cid), await holds('transit')]).toEqual([
      0n,
      3_000n,
      9_000n,
    ])
    await expect(paying.prepare(DAY, NOW)).rejects.toMatchObject(refused('PAYOUT_NOTHING_READY'))
    expect(await stateOf(batchId)).toBe('prepared')
  })

  test('is approved by another person and sent by as many as its amount asks for', async () => {
    await holdersOf({ Dan: 1 })
    const [preparer, approver] = [newId(), newId()]
    const batchId = await paying.prepare(DAY, NOW, preparer)
    await expect(paying.send(batchId, NOW)).rejects.toMatchObject(refused('PAYOUT_BATCH_STATE'))
    await expect(paying.approve(batchId, NOW, preparer)).rejects.toMatchObject(refused('PAYOUT_OWN_BATCH'))
    await paying.approve(batchId, NOW, approver)
    await paying.approve(batchId, NOW, approver)
    expect((await batchOf(em(), batchId)).approverIds).toEqual([approver])
    await paying.send(batchId, NOW, preparer)
    expect(await stateOf(batchId)).toBe('sent')
    await expect(paying.approve(batchId, NOW)).rejects.toMatchObject(refused('PAYOUT_BATCH_STATE'))
    const cancel = { batchId, endToEndIds: null, reason: 'late', cancellerId: newId() }
    await expect(run(NOW, tx => cancelLegs(tx, cancel, at(NOW)))).rejects.toMatchObject(
      refused('PAYOUT_BATCH_STATE'),
    )
  })

  test('above 50,000.00 takes three people', async () => {
    await holdersOf({ Eve: 1_667 }) // 50,010.00
    const [preparer, approver, sender] = [newId(), newId(), newId()]
    const batchId = await paying.prepare(DAY, NOW, preparer)
    await paying.approve(batchId, NOW, approver)
    for (const who of [preparer, approver]) {
      await expect(paying.send(batchId, NOW, who)).rejects.toMatchObject({
        code: 'PAYOUT_PEOPLE_MISSING',
        message:
          'A batch of 50010.00 EUR takes 3 people who prepare, approve or send it; with you they are 2.',
      })
    }
    await paying.send(batchId, NOW, sender)
    expect(await stateOf(batchId)).toBe('sent')
  })

  test('is prepared and sent before the bank stops taking it, to the millisecond', async () => {
    await holdersOf({ Fay: 1 })
    const [last, after] = ['2025-05-02T11:59:59.999Z', '2025-05-02T12:00:00.000Z']
    await expect(paying.prepare(DAY, after)).rejects.toMatchObject(refused('PAYOUT_TOO_LATE'))
    const batchId = await paying.prepare(DAY, last)
    await paying.approve(batchId, last)
    await expect(paying.send(batchId, after)).rejects.toMatchObject(refused('PAYOUT_TOO_LATE'))
    await expect(paying.send(batchId, last, newId(), 'x')).rejects.toMatchObject(
      refused('PAYOUT_FILE_MALFORMED'),
    )
    await paying.send(batchId, last, newId(), 'a'.repeat(64))
    await paying.send(batchId, after)
    expect((await batchOf(em(), batchId)).sha256).toBe('a'.repeat(64))
  })

  test('that is not there cannot be approved', async () => {
    await expect(paying.approve(newId(), NOW)).rejects.toMatchObject(refused('PAYOUT_BATCH_UNKNOWN'))
  })

  test('is prepared once by two who prepare it at the same moment', async () => {
    await holdersOf({ Gus: 1, Hal: 2 })
    const both = await Promise.allSettled([paying.prepare(DAY, NOW), paying.prepare(DAY, NOW)])
    expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('a leg', () => {
  test('that is cancelled lies on its account again, and the rest of the batch goes on', async () => {
    const { Ida = '', Jon = '' } = await holdersOf({ Ida: 1, Jon: 2 })
    const batchId = await paying.prepare(DAY, NOW)
    const legs = await legsOfBatch(em(), batchId)
    const idas = legs.find(leg => leg.payeeOwnerId === Ida)?.endToEndId ?? ''
    const cancel = (endToEndIds: string[] | null, reason: string) =>
      run(NOW, tx => cancelLegs(tx, { batchId, endToEndIds, reason, cancellerId: newId() }, at(NOW)))
    await expect(cancel([idas], ' ')).rejects.toMatchObject(refused('PAYOUT_REASON_MALFORMED'))
    await expect(cancel(['TP-x'], 'x')).rejects.toMatchObject(refused('PAYOUT_LEG_UNKNOWN'))
    await cancel([idas], 'She asked to wait')
    await cancel([idas], 'She asked to wait')
    expect([await holds('holder', Ida), await holds('holder', Jon)]).toEqual([3_000n, 0n])
    expect(new Set(await states(batchId))).toEqual(new Set(['cancelled', 'prepared']))
    await cancel(null, 'All of it')
    await cancel(null, 'All of it')
    expect([await holds('holder', Jon), await stateOf(batchId)]).toEqual([6_000n, 'cancelled'])
  })

  test('has one outcome each: one bad leg does not stop the others', async () => {
    const { batchId, legs } = await paying.sent(DAY, NOW) // Ida and Jon
    const [bad, good] = legs.map(leg => leg.endToEndId) as [string, string]
    const bank = await holds('bank')
    const transit = await holds('transit')
    const settle = (endToEndIds: string[], debitId: string | null = null) =>
      run('2025-05-06', tx => settleLegs(tx, { endToEndIds, debitId }, at('2025-05-06')))
    const reject = (endToEndIds: string[]) =>
      run('2025-05-06', tx => rejectLegs(tx, { endToEndIds, reason: 'AC01' }, at('2025-05-06')))
    await settle([good])
    expect((await settle([good])).payoutIds).toEqual([])
    await reject([bad])
    await reject([bad])
    const [badly = 0n, well = 0n] = legs.map(leg => leg.amount)
    expect([bank - (await holds('bank')), transit - (await holds('transit'))]).toEqual([well, badly + well])
    expect([await states(batchId), await stateOf(batchId)]).toEqual([['rejected', 'settled'], 'finished'])
    await expect(settle([bad])).rejects.toMatchObject(refused('PAYOUT_LEG_STATE'))
    await expect(settle(['TP-none'])).rejects.toMatchObject(refused('PAYOUT_LEG_UNKNOWN'))
    await expect(settle([good], newId())).rejects.toMatchObject(refused('PAYOUT_DEBIT_UNKNOWN'))
  })

  test('that comes back lies on its account, which is not sent to again before it is changed or confirmed', async () => {
    const { Kim = '' } = await holdersOf({ Kim: 1 })
    const { legs } = await paying.sent(DAY, NOW)
    const endToEndId = legs.find(leg => leg.payeeOwnerId === Kim)?.endToEndId ?? ''
    const back = (reason: string, receiptId: string | null = null) =>
      run('2025-05-07', tx => returnLeg(tx, { endToEndId, reason, receiptId }, at('2025-05-07')))
    await expect(back('')).rejects.toMatchObject(refused('PAYOUT_REASON_MALFORMED'))
    const receiptId = await arrived(3_000n)
    await expect(back('AC04', await arrived(2_900n))).rejects.toMatchObject(refused('PAYOUT_RETURN_AMOUNT'))
    const suspense = await holds('suspense')
    await back('AC04', receiptId)
    expect((await back('AC04', receiptId)).payoutIds).toEqual([])
    expect([await holds('holder', Kim), suspense - (await holds('suspense'))]).toEqual([3_000n, 3_000n])
    const code = async (day = '2025-06-05') =>
      (await payRun(em(), day, at('2025-05-08'))).lines.find(line => line.payeeOwnerId === Kim)?.code
    expect(await code('2025-05-09')).toBe('RETURNED')
    expect(await code()).toBe('RETURNED')
    const [leg] = legs.filter(each => each.payeeOwnerId === Kim)
    const confirm = { payoutAccountId: leg?.payoutAccountId ?? '', confirmerId: newId() }
    await run('2025-05-08', tx => confirmPayoutAccount(tx, confirm, at('2025-05-08')))
    expect(await code()).toBe('READY')
    // On the days before its test it is not merely late: it came back, and goes there again.
    expect(await code('2025-05-09')).toBe('AFTER_RETURN')
    await paying.known(Kim, '2025-05-09', OTHER_IBAN)
    await expect(
      run('2025-05-10', tx => confirmPayoutAccount(tx, confirm, at('2025-05-10'))),
    ).rejects.toMatchObject(refused('PAYOUT_ACCOUNT_UNKNOWN'))
    expect((await paying.sent('2025-06-05', '2025-06-01')).legs.map(each => each.iban)).toContain(OTHER_IBAN)
  })
})

/** Money that came to the bank account with the name of no order. */
async function arrived(amount: bigint): Promise<string> {
  const credit = { bankReference: newId(), amount, currency: 'EUR' as const, receivedAt: at('2025-05-07') }
  const receipt = { ...credit, remittance: 'return', payer: null }
  return (await run('2025-05-07', tx => recordReceipt(tx, receipt, at('2025-05-07')))).receiptId
}
