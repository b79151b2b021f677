import { expect, test } from '@jest/globals'
import { recordRates } from '../../../../src/domain/ledger/exchange/record-rates.ts'
import { requestQuote } from '../../../../src/domain/shares/currencies/request-quote.ts'
import { moneyToRefund } from '../../../../src/domain/shares/money-to-refund.ts'
import { subscriptionState } from '../../../../src/domain/shares/subscription-states.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import { useDatabase } from '../../../support/database.ts'
import { reconcilingWorld } from '../../../support/reconciling.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const bank = reconcilingWorld(database)
const { em, run, stood } = bank
const CLIENTS = 'CH9300762011623852957'
const PAYER = { iban: 'CH2801234000123456789', name: 'Ann' }
const ORDERED = '2025-01-10'

test('francs that the bank reports for an order are held for it, explained by it, and go back to whom they came from', async () => {
  await bank.openAccount(CLIENTS, 'CHF')
  const rate = { from: 'EUR', to: 'CHF', rate: '0.95', source: 'ECB', at: at('2025-01-09') }
  await run(ORDERED, tx => recordRates(tx, { rates: [rate] }, at(ORDERED)))
  const { classId } = await bank.project()
  const ann = await bank.person('Ann')
  const order = await bank.order(await bank.offering(classId), ann, 5)
  const quote = { subscriptionId: order, partyId: ann, currency: 'CHF' }
  await run(ORDERED, tx => requestQuote(tx, quote, at(ORDERED)))

  const francs = { amount: '47.50', currency: 'CHF', ref: 'F', payer: PAYER }
  const structured = await bank.reference(order)
  await bank.report(11, '0.00', [{ ...francs, structured }], { iban: CLIENTS, currency: 'CHF' })
  const now = '2025-01-12T13:00:00Z'
  expect(subscriptionState(await subscriptionOf(em(), order), at(now))).toBe('held')
  expect(await stood(now, 'CHF')).toMatchObject({ colour: 'GREEN', difference: 0n, rows: [] })

  await run(now, tx => withdraw(tx, { subscriptionId: order, partyId: ann }, at(now)))
  expect(await moneyToRefund(em(), ann)).toEqual([{ partyId: ann, currency: 'CHF', amount: 4750n }])
  expect(await stood(now, 'CHF')).toMatchObject({ colour: 'GREEN', difference: 0n, rows: [] })
})
