import { beforeAll, describe, expect, test } from '@jest/globals'
import { writePaymentFile } from '../../../src/documents/pain/write-payment-file.ts'
import { newId } from '../../../src/domain/ids.ts'
import { changePayoutAccount } from '../../../src/domain/parties/payout-accounts/change-payout-account.ts'
import { recordPayeeVerification } from '../../../src/domain/parties/payout-accounts/record-payee-verification.ts'
import { approveBatch } from '../../../src/domain/payments/payouts/approve-batch.ts'
import { batchOf } from '../../../src/domain/payments/payouts/batches.ts'
import { legsOfBatch } from '../../../src/domain/payments/payouts/legs.ts'
import { rejectLegs } from '../../../src/domain/payments/payouts/reject-legs.ts'
import { sendBatch } from '../../../src/domain/payments/payouts/send-batch.ts'
import { payRun } from '../../../src/domain/payrun/pay-run.ts'
import { preparePayouts } from '../../../src/domain/payrun/prepare-payouts.ts'
import { groupsOf } from '../../../src/domain/payrun/run-groups.ts'
import { nextStepOf } from '../../../src/domain/payrun/run-words.ts'
import { payablesOf } from '../../../src/domain/reports/payables.ts'
import { refundPayment } from '../../../src/domain/shares/cards/refund-payment.ts'
import { recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { orderedBatch } from '../../../src/schema/ordered-batch.ts'
import { useDatabase } from '../../support/database.ts'
import { DAY, payingInFrancs } from '../../support/paying-in-francs.ts'
import { at } from '../../support/world.ts'

const [PAYDAY, NOW] = ['2025-02-05', '2025-01-30'] as const
const PAYERS_IBAN = 'CH5604835012345678009'
const OTHER_IBAN = 'GB29NWBK60161331926819'
const database = useDatabase()
const francs = payingInFrancs(database)
const { world, em } = francs
beforeAll(() => francs.francs())

/** 95.00 francs of an order that was withdrawn are to go back to the account that paid, of which the bank told the number. */
async function refunded(name: string): Promise<string> {
  const { offeringId } = await francs.opened()
  const partyId = await world.person(name)
  const id = await world.order(offeringId, partyId, 10)
  await francs.quote(id, partyId)
  const { reference: remittance } = await subscriptionOf(em(), id)
  const payer = { iban: PAYERS_IBAN, name }
  const money = { amount: 9500n, currency: 'CHF' as const, receivedAt: at(DAY), remittance, payer }
  const { receiptId } = await world.run(DAY, tx =>
    recordPayment(tx, { bankReference: newId(), ...money }, at(DAY)),
  )
  await francs.takeBack({ id, partyId })
  await world.run(DAY, tx => refundPayment(tx, { paymentId: receiptId, amount: null }, at(DAY)))
  return partyId
}

const named = (ownerId: string, iban: string, bic: string | null, now: string) =>
  world.run(now, tx => changePayoutAccount(tx, { ownerId, iban, bic, holderName: 'Payee' }, at(now)))
const verified = (payoutAccountId: string, now: string) =>
  world.run(now, tx =>
    recordPayeeVerification(tx, { payoutAccountId, result: 'match', verifierId: newId() }, at(now)),
  )

/** What is said of a payee's francs, and whether all francs add up. */
async function said(partyId: string, now: string = NOW) {
  const { lines, onTheirWay, totals } = await payRun(em(), PAYDAY, at(now))
  const inFrancs = groupsOf(lines, onTheirWay).filter(group => group.currency === 'CHF')
  const own = groupsOf(
    lines.filter(line => line.payeeOwnerId === partyId && line.currency === 'CHF'),
    onTheirWay.filter(leg => leg.payeeOwnerId === partyId && leg.currency === 'CHF'),
  )
  const sum = inFrancs.reduce((all, { amount }) => all + amount, 0n)
  expect(sum).toBe(totals.find(total => total.currency === 'CHF')?.liability)
  return own.map(group => [group.code, group.amount, nextStepOf(group, totals, 'en')])
}
/** What the payee reads: the reason, how much of it, and how much of all leaves. */
async function told(partyId: string) {
  const rows = await payablesOf(em(), partyId, at(NOW))
  return rows.flatMap(({ payable, parts }) =>
    parts.map(({ code, amount, sentence }) => [code, amount, payable, sentence.en]),
  )
}
const prepare = () =>
  world.run(NOW, tx => preparePayouts(tx, { date: PAYDAY, currency: 'CHF', preparerId: newId() }, at(NOW)))
const ASK =
  'Ask the payee to name his bank account with the code (BIC) of its bank: for a refund, the very account that paid.'

describe('a refund in another currency to an account of which the bank told the number', () => {
  test('waits for the code of its bank, and leaves when its owner names that account with it', async () => {
    const ann = await refunded('Ann')
    expect(await said(ann)).toEqual([['NO_BIC', 9500n, ASK]])
    expect(await told(ann)).toEqual([
      ['NO_BIC', 9500n, 0n, expect.stringContaining('the very account that paid')],
    ])
    await expect(prepare()).rejects.toMatchObject({ code: 'PAYOUT_NOTHING_READY' })

    const { payoutAccountId } = await named(ann, PAYERS_IBAN, 'CRESCHZZ80A', '2025-01-20')
    expect((await said(ann)).map(([code]) => code)).toEqual(['NOT_IDENTIFIED'])
    expect((await told(ann)).map(([code]) => code)).toEqual(['NOT_IDENTIFIED'])
    await verified(payoutAccountId, '2025-01-20')
    expect((await said(ann)).map(([code, amount]) => [code, amount])).toEqual([['REFUND', 9500n]])
    expect(await told(ann)).toEqual([
      ['REFUND', 9500n, 9500n, expect.stringContaining('95.00 CHF goes back')],
    ])

    const { batchId } = await prepare()
    // What was frozen stays, whatever she names later.
    await named(ann, OTHER_IBAN, 'NWBKGB2L', NOW)
    const legs = await legsOfBatch(em(), batchId)
    expect(legs.map(({ amount, iban, bic }) => [amount, iban, bic])).toEqual([
      [9500n, PAYERS_IBAN, 'CRESCHZZ80A'],
    ])
    expect((await said(ann)).map(([code, amount]) => [code, amount])).toEqual([['ON_ITS_WAY', 9500n]])
    const batch = await batchOf(em(), batchId)
    const { file } = writePaymentFile(await orderedBatch(em(), batch, 'Platform'), '09')
    expect([file?.legs, file?.sum]).toEqual([1, 9500n])
    expect(`${file?.bytes}`).toContain('<BICFI>CRESCHZZ80A</BICFI>')
    expect(await francs.holder(ann, 'CHF')).toBe(0n)
  })

  test('never goes to another account that its owner names, nor to that one without the code', async () => {
    const bea = await refunded('Bea')
    const other = await named(bea, OTHER_IBAN, 'NWBKGB2L', '2025-01-20')
    await verified(other.payoutAccountId, '2025-01-20')
    expect(await said(bea)).toEqual([['NO_BIC', 9500n, ASK]])
    const same = await named(bea, PAYERS_IBAN, null, '2025-01-21')
    await verified(same.payoutAccountId, '2025-01-21')
    expect(await said(bea)).toEqual([['NO_BIC', 9500n, ASK]])
  })

  test('that the bank did not carry out leaves again once its owner names the right code', async () => {
    const carl = await refunded('Carl')
    const wrong = await named(carl, PAYERS_IBAN, 'UBSWCHZH80A', '2025-01-20')
    await verified(wrong.payoutAccountId, '2025-01-20')
    const { batchId } = await prepare()
    await world.run(NOW, tx => approveBatch(tx, { batchId, approverId: newId() }, at(NOW)))
    await world.run(NOW, tx => sendBatch(tx, { batchId, senderId: newId(), sha256: null }, at(NOW)))
    const endToEndIds = (await legsOfBatch(em(), batchId)).map(leg => leg.endToEndId)
    await world.run(NOW, tx => rejectLegs(tx, { endToEndIds, reason: 'RC04' }, at(NOW)))
    expect((await said(carl)).map(([code]) => code)).toEqual(['RETURNED'])
    const right = await named(carl, PAYERS_IBAN, 'CRESCHZZ80A', NOW)
    await verified(right.payoutAccountId, NOW)
    expect((await said(carl, '2025-02-02')).map(([code]) => code)).toEqual(['REFUND'])
  })
})
