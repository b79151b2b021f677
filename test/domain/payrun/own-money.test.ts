import { expect, test } from '@jest/globals'
import { newId } from '../../../src/domain/ids.ts'
import { recordReceipt } from '../../../src/domain/payments/record-receipt.ts'
import { refundPayment } from '../../../src/domain/shares/cards/refund-payment.ts'
import { returnReceipt } from '../../../src/domain/shares/return-receipt.ts'
import { useDatabase } from '../../support/database.ts'
import { debtorsOf } from '../../support/debtors.ts'
import { ANNS_IBAN, OTHER_IBAN } from '../../support/paying.ts'
import { at } from '../../support/world.ts'

const { paying, world, debtor, owed } = debtorsOf(useDatabase())
const { run } = world

/** Money that paid an order twice, 30.00, which finance gives back to who sent it. */
async function paidTwice(partyId: string, payer: { iban: string; name: string } | null): Promise<string> {
  const credit = { bankReference: newId(), amount: 3_000n, currency: 'EUR' as const, remittance: '' }
  const now = at('2025-05-12')
  return run('2025-05-12', async tx => {
    const { receiptId } = await recordReceipt(tx, { ...credit, receivedAt: now, payer }, now)
    return returnReceipt(tx, { receiptId, partyId }, now)
  }).then(({ receiptId }) => receiptId)
}

test.each([
  ['of which the bank did not say who paid', null, ANNS_IBAN],
  ['of which the bank said who paid', { iban: OTHER_IBAN, name: 'Ann' }, OTHER_IBAN],
])('a payment made twice, %s, goes back whole, whatever its payer owes', async (_name, payer, iban) => {
  await paying.openBank().catch(() => null)
  const { partyId, wrong, other } = await debtor('Ann')
  await world.month(other, '2025-04', '40.00')
  const receiptId = await paidTwice(partyId, payer)
  const his = async () =>
    (await paying.lines('2025-06-05', '2025-06-03'))
      .filter(line => line.payeeOwnerId === partyId)
      .map(({ code, amount, offsets }) => [code, amount, offsets.map(each => each.amount)])
  // Of the income half is set off; of what he paid himself nothing.
  expect(await his()).toEqual([
    ['READY', 2_000n, [2_000n]],
    ['REFUND_FIRST', 3_000n, []],
  ])
  await run('2025-05-13', tx => refundPayment(tx, { paymentId: receiptId, amount: null }, at('2025-05-13')))
  expect(await his()).toEqual([
    ['READY', 2_000n, [2_000n]],
    ['REFUND', 3_000n, []],
  ])
  const { legs } = await paying.sent('2025-06-05', '2025-06-03')
  const own = legs.filter(leg => leg.payeeOwnerId === partyId && leg.refundId !== null)
  expect(own.map(leg => [leg.amount, leg.iban])).toEqual([[3_000n, iban]])
  expect(await owed(partyId, wrong)).toBe(8_000n)
})
