import { expect, test } from '@jest/globals'
import { recordMoneyChanged } from '../../../src/domain/dividends/conversion/record-money-changed.ts'
import { newId } from '../../../src/domain/ids.ts'
import { cancelLegs } from '../../../src/domain/payments/payouts/cancel-legs.ts'
import { useDatabase } from '../../support/database.ts'
import { exchangePositions } from '../../support/exchange-positions.ts'
import { payingAbroadOf } from '../../support/paying-abroad.ts'
import { DAY as PAID, payingInFrancs } from '../../support/paying-in-francs.ts'
import { at } from '../../support/world.ts'

const [DAY, NOW] = ['2025-05-05', '2025-04-30'] as const
const abroadBooks = useDatabase()

test('a payout at the stored rate gains and loses nothing, however often it is prepared and cancelled', async () => {
  const { world, openBanks, rate, payee, changed, arrived, prepare } = payingAbroadOf(abroadBooks)
  const shown = exchangePositions(abroadBooks)
  await openBanks('USD')
  await rate('USD', '1.0825', '2025-04-01')
  await payee('Ann', '100.00')
  const { debitId, receiptIds } = await changed([10_000n, 'EUR'], [10_825n, 'USD'], '2025-04-29')
  const own = await arrived(10_000n, 'EUR', '2025-04-29')
  const change = { debitId, receiptIds: [...receiptIds, own], reportIds: [], subscriptionIds: [] }
  await world.run('2025-04-29', tx => recordMoneyChanged(tx, change, at('2025-04-29')))
  // The euros were the platform's: only their dollars are seen.
  const before = {
    EUR: { held: '0.00', gained: '0.00', lost: '0.00', paidOut: '0.00' },
    USD: { held: '108.25', gained: '108.25', lost: '0.00', paidOut: '0.00' },
  }
  expect(await shown()).toMatchObject(before)
  for (const time of [1, 2]) {
    const batchId = await prepare(DAY, NOW)
    expect([time, await shown()]).toMatchObject([
      time,
      {
        EUR: { held: '100.00', gained: '0.00', lost: '0.00', paidOut: '100.00' },
        USD: { held: '0.00', gained: '108.25', lost: '0.00', paidOut: '-108.25' },
      },
    ])
    const all = { batchId, endToEndIds: null, reason: 'Wrong day', cancellerId: newId() }
    await world.run(NOW, tx => cancelLegs(tx, all, at(NOW)))
    expect([time, await shown()]).toMatchObject([time, before])
  }
  // What the bank changed for a batch is told of the bank and of the batch, as if it had been changed before.
  const bank = await changed([10_000n, 'EUR'], [10_825n, 'USD'], NOW)
  await prepare(DAY, NOW, 'USD', [bank])
  expect(await shown()).toMatchObject({
    EUR: { held: '0.00', gained: '0.00', lost: '100.00', paidOut: '100.00' },
    USD: { held: '108.25', gained: '216.50', lost: '0.00', paidOut: '-108.25' },
  })
})

const francBooks = useDatabase()

test('money for orders waits until it is changed, and that of orders that ended until it is changed back', async () => {
  const francs = payingInFrancs(francBooks)
  const shown = exchangePositions(francBooks)
  await francs.francs()
  const { offeringId } = await francs.opened({ goalMode: 'keepWhatWasRaised', goal: 1000n })
  const [cy, dan] = [await francs.held(offeringId, 'Cy', 10), await francs.held(offeringId, 'Dan', 10)]
  const both = { waiting: '190.00', waitingWorth: '200.00', waitingCounted: '200.00' }
  expect(await shown()).toMatchObject({ CHF: both })
  expect(await shown({ until: '2025-01-10' })).toEqual({})
  await francs.change(dan, 10_000n)
  await francs.takeBack(dan)
  // From now on a franc is a euro.
  await francs.bank.rate('EUR', 'CHF', '1', PAID)
  expect(await shown()).toMatchObject({
    CHF: { waiting: '95.00', waitingWorth: '95.00', waitingCounted: '100.00' },
    EUR: { waiting: '100.00', waitingWorth: '100.00', waitingCounted: '95.00' },
  })
  await francs.takeBack(cy)
  await francs.changeBack(dan, 10_000n)
  const none = { held: '0.00', waiting: '0.00', waitingWorth: '0.00', waitingCounted: '0.00' }
  expect(await shown()).toMatchObject({ CHF: none, EUR: none })
})
