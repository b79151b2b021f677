import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../../src/domain/ids.ts'
import { claimTransfer } from '../../../../src/domain/payments/cards/claim-transfer.ts'
import { processorInvoices } from '../../../../src/domain/payments/cards/processor-invoices.ts'
import { recordProcessorInvoice } from '../../../../src/domain/payments/cards/record-processor-invoice.ts'
import { settleCards } from '../../../../src/domain/payments/cards/settle-cards.ts'
import { recordReceipt } from '../../../../src/domain/payments/record-receipt.ts'
import { clientsMoney } from '../../../../src/domain/reports/clients-money.ts'
import { cardsOf } from '../../../support/cards.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const cards = cardsOf(database)
const { world, em } = cards
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

const arrive = async (amount: bigint) => {
  const money = { bankReference: newId(), amount, currency: 'EUR' as const, receivedAt: at('2025-01-15') }
  const receipt = { ...money, remittance: 'payout', payer: null }
  return (await world.run('2025-01-15', tx => recordReceipt(tx, receipt, at('2025-01-15')))).receiptId
}
const claim = (receiptId: string, of: 'payout' | 'cover') =>
  world.run('2025-01-16', tx => claimTransfer(tx, { receiptId, of }, at('2025-01-16')))

test('a payout arrives less the fee, which the platform makes good: the money of clients stays whole', async () => {
  const { offeringId, ann } = await cards.raise()
  await cards.paid(offeringId, ann, 30)
  const payout = { processorReference: 'po_1', net: 29_525n, fee: 475n, currency: 'EUR' as const }
  for (const _twice of [1, 2]) {
    await world.run('2025-01-14', tx =>
      settleCards(tx, { ...payout, settledAt: at('2025-01-14') }, at('2025-01-14')),
    )
  }
  expect(await clientsMoney(em())).toMatchObject([
    { bank: 0n, card: 0n, onItsWay: 30_000n, owed: 30_000n, toRecover: 0n, platform: 0n },
  ])
  const [transfer, cover] = [await arrive(29_525n), await arrive(475n)]
  await expect(claim(transfer, 'cover')).rejects.toEqual(
    refused('NOT_ON_ITS_WAY', '295.25 EUR arrived; as "cover" 4.75 EUR is on its way'),
  )
  for (const _twice of [1, 2]) await claim(transfer, 'payout')
  await expect(claim(transfer, 'cover')).rejects.toEqual(
    refused('RECEIPT_CLAIMED', 'paid out by the card processor'),
  )
  await claim(cover, 'cover')
  expect(await clientsMoney(em())).toMatchObject([
    { bank: 30_000n, card: 0n, onItsWay: 0n, owed: 30_000n, toRecover: 0n, platform: 0n },
  ])
  expect([await cards.lies('cost'), await cards.lies('bankOwn')]).toEqual([475n, -475n])
})

describe('an invoice of the processor', () => {
  const record = (invoice: Partial<Parameters<typeof recordProcessorInvoice>[1]>) =>
    world.run('2025-02-01', tx =>
      recordProcessorInvoice(
        tx,
        {
          number: 'I-1',
          firstDay: '2025-01-01',
          lastDay: '2025-01-31',
          amount: 2_000n,
          currency: 'EUR',
          ...invoice,
        },
        at('2025-02-01'),
      ),
    )

  test('stands beside what was counted for the card payments of its days, with the difference', async () => {
    for (const bearer of ['issuer', 'investor'] as const) {
      const { offeringId, ann } = await cards.raise(bearer)
      await cards.paid(offeringId, ann, 30)
    }
    const { processorInvoiceId } = await record({})
    expect(await record({})).toEqual({ processorInvoiceId })
    // The platform's 4.75 of the test before, 4.75 and 4.82: 14.32 of 20.00.
    expect(await processorInvoices(em(), [processorInvoiceId])).toMatchObject([
      { number: 'I-1', platform: 475n, issuer: 475n, investor: 482n, difference: 568n },
    ])
    const later = await record({ number: 'I-2', firstDay: '2025-01-12', amount: 1n })
    expect(await processorInvoices(em(), [later.processorInvoiceId])).toMatchObject([{ difference: 1n }])
  })

  test('is refused when it says something else than before, ends before it begins, or has no number', async () => {
    await expect(record({ amount: 2_001n })).rejects.toEqual(refused('INVOICE_KNOWN'))
    await expect(record({ number: 'I-3', lastDay: '2024-12-31' })).rejects.toEqual(
      refused('PERIOD_BACKWARDS'),
    )
    await expect(record({ number: '' })).rejects.toEqual(refused('INVOICE_NUMBER_MALFORMED'))
  })
})
