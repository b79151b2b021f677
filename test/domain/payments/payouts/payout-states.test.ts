import { expect, test } from '@jest/globals'
import { parseAmount } from '../../../../src/domain/money/money.ts'
import { peopleNeeded } from '../../../../src/domain/payments/payouts/payout-policy.ts'
import {
  BATCH_STATES,
  batchMay,
  batchState,
  LEG_STATES,
  legMay,
  legState,
} from '../../../../src/domain/payments/payouts/payout-states.ts'

test('a leg becomes only what the table says', () => {
  const moves = LEG_STATES.flatMap(from =>
    LEG_STATES.filter(to => legMay(from, to)).map(to => `${from} → ${to}`),
  )
  expect(moves).toEqual([
    'prepared → sent',
    'prepared → cancelled',
    'sent → settled',
    'sent → rejected',
    'settled → returned',
  ])
})

test('a batch is approved and cancelled before it is sent, and sent after it was approved', () => {
  const asked = ['approve', 'cancel', 'send'] as const
  const moves = BATCH_STATES.flatMap(state =>
    asked.filter(what => batchMay(state, what)).map(what => `${state}: ${what}`),
  )
  expect(moves).toEqual([
    'prepared: approve',
    'prepared: cancel',
    'approved: approve',
    'approved: cancel',
    'approved: send',
  ])
})

test('the state of a leg is read off its facts', () => {
  const leg = { sent: true, end: null, returned: false } as const
  expect(legState({ ...leg, sent: false })).toBe('prepared')
  expect(legState(leg)).toBe('sent')
  expect(legState({ ...leg, end: 'settled' })).toBe('settled')
  expect(legState({ ...leg, end: 'settled', returned: true })).toBe('returned')
})

test('the state of a batch is read off its legs', () => {
  const batch = { approvals: 0, sent: false, legs: 2, ended: 0, cancelled: 0 }
  expect(batchState(batch)).toBe('prepared')
  expect(batchState({ ...batch, approvals: 1, ended: 1, cancelled: 1 })).toBe('approved')
  expect(batchState({ ...batch, approvals: 1, sent: true, ended: 1 })).toBe('sent')
  expect(batchState({ ...batch, approvals: 1, sent: true, ended: 2 })).toBe('finished')
  expect(batchState({ ...batch, ended: 2, cancelled: 2 })).toBe('cancelled')
})

test.each([
  ['EUR', '0.01', 2],
  ['EUR', '50000.00', 2],
  ['EUR', '50000.01', 3],
  ['KWD', '1.000', 3],
] as const)('a batch of %s %s takes %i people', (currency, total, people) => {
  expect(peopleNeeded(currency, parseAmount(total, currency))).toBe(people)
})

test('nobody pays out alone, whatever the setting says', () => {
  expect(peopleNeeded('EUR', 1n, [{ currency: 'EUR', above: '0', people: 1 }])).toBe(2)
})
