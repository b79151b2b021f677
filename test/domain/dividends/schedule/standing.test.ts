import { describe, expect, test } from '@jest/globals'
import { follow } from '../../../../src/domain/dividends/schedule/follow.ts'
import { planOf } from '../../../../src/domain/dividends/schedule/plan.ts'
import {
  defaultsOf,
  type RepaymentFacts,
  repaidOn,
  STANDINGS,
  standingOn,
} from '../../../../src/domain/dividends/schedule/standing.ts'
import { dayOf } from '../../../../src/domain/time/calendar.ts'

/** Two instalments of 50.00, due on 1 March and 1 April 2025, with five days of grace. */
const FACTS: RepaymentFacts = {
  plan: planOf(
    {
      class: 'loans',
      method: 'linear',
      instalments: 2,
      every: 'month',
      firstDueOn: '2025-03-01',
      rateRatio: '0',
    },
    10_000n,
  ),
  payments: [],
  graceDays: 5,
  unlikelySince: null,
  fulfilledOn: null,
}
const paid = (...payments: [string, bigint][]): RepaymentFacts => {
  return { ...FACTS, payments: payments.map(([paidOn, amount]) => ({ paidOn, amount })) }
}

describe('the standing of a repayment', () => {
  test.each<[string, RepaymentFacts, string, string]>([
    ['before the first due day', FACTS, '2025-02-28', 'performing'],
    ['on the due day', FACTS, '2025-03-01', 'performing'],
    ['on the last day of grace', FACTS, '2025-03-06', 'performing'],
    ['the day after it', FACTS, '2025-03-07', 'late'],
    ['when all but a cent was paid', paid(['2025-03-01', 4999n]), '2025-03-07', 'late'],
    ['when the rest came', paid(['2025-03-01', 4999n], ['2025-03-20', 1n]), '2025-03-20', 'performing'],
    ['the day before it came', paid(['2025-03-01', 4999n], ['2025-03-20', 1n]), '2025-03-19', 'late'],
    ['on the 90th day past due', FACTS, '2025-05-30', 'late'],
    ['on the 91st day past due', FACTS, '2025-05-31', 'defaulted'],
    ['when the old instalment was paid after all', paid(['2025-06-02', 5000n]), '2025-06-02', 'late'],
    ['when both were', paid(['2025-06-02', 10_000n]), '2025-06-02', 'repaid'],
    ['before time', paid(['2025-02-01', 10_000n]), '2025-02-01', 'repaid'],
    [
      'when a correction took a payment back',
      paid(['2025-03-01', 5000n], ['2025-03-10', -1n]),
      '2025-03-10',
      'late',
    ],
    ['found unlikely to pay', { ...FACTS, unlikelySince: '2025-02-10' }, '2025-02-10', 'defaulted'],
    ['the day before that', { ...FACTS, unlikelySince: '2025-02-10' }, '2025-02-09', 'performing'],
    ['recorded as fulfilled', { ...FACTS, fulfilledOn: '2025-03-02' }, '2025-03-20', 'repaid'],
  ])('%s', (_when, facts, today, standing) => {
    expect(standingOn(facts, today)).toBe(standing)
  })

  test('has four names, the one that decides first before the others', () => {
    expect(STANDINGS).toEqual(['repaid', 'defaulted', 'late', 'performing'])
  })

  test.each([
    // Grace ends with 29 March 2025; the clocks go forward in the night to 30 March, which has 23 hours.
    ['2025-03-24', '2025-03-29T22:59:59.999Z', '2025-03-29T23:00:00.000Z'],
    // Grace ends with 30 March: its last instant comes an hour earlier in UTC than that of the day before.
    ['2025-03-25', '2025-03-30T21:59:59.999Z', '2025-03-30T22:00:00.000Z'],
    // Grace ends with 25 October 2025; the clocks go back in the night to 26 October, which has 25 hours.
    ['2025-10-20', '2025-10-25T21:59:59.999Z', '2025-10-25T22:00:00.000Z'],
    ['2025-10-21', '2025-10-26T22:59:59.999Z', '2025-10-26T23:00:00.000Z'],
  ])('changes at midnight in Paris, also where the clocks change (due %s)', (dueOn, before, after) => {
    const facts = { ...FACTS, plan: FACTS.plan.slice(0, 1).map(each => ({ ...each, dueOn })) }
    const at = (instant: string) => standingOn(facts, dayOf(new Date(instant), 'Europe/Paris'))
    expect([at(before), at(after)]).toEqual(['performing', 'late'])
  })

  test('becomes a default at the midnight that ends the 90th day, over a change of the clocks', () => {
    const facts = { ...FACTS, plan: FACTS.plan.slice(0, 1).map(each => ({ ...each, dueOn: '2024-12-30' })) }
    const at = (instant: string) => standingOn(facts, dayOf(new Date(instant), 'Europe/Paris'))
    // 30 December + 90 days is 30 March 2025, the day of 23 hours.
    expect([at('2025-03-30T21:59:59.999Z'), at('2025-03-30T22:00:00.000Z')]).toEqual(['late', 'defaulted'])
  })
})

describe('what was paid', () => {
  test('settles the oldest instalment first, and says how many days late each is', () => {
    const facts = paid(['2025-03-03', 4000n], ['2025-03-20', 2000n])
    const today = '2025-04-10'
    expect(
      follow(facts.plan, { ...facts, today }).map(each => [
        each.paid,
        each.outstanding,
        each.paidOn,
        each.daysLate,
      ]),
    ).toEqual([
      [5000n, 0n, '2025-03-20', 19],
      [1000n, 4000n, null, 9],
    ])
  })

  test('within the days of grace is not late', () => {
    const facts = paid(['2025-03-06', 5000n])
    expect(follow(facts.plan, { ...facts, today: '2025-04-06' }).map(each => each.daysLate)).toEqual([0, 0])
  })

  test('counts from its day on', () => {
    const facts = paid(['2025-03-03', 10_000n])
    expect(follow(facts.plan, { ...facts, today: '2025-03-02' }).map(each => each.paid)).toEqual([0n, 0n])
    expect(repaidOn(facts, '2025-03-02')).toBe(null)
    expect(repaidOn(facts, '2025-03-03')).toBe('2025-03-03')
  })
})

describe('a default', () => {
  test('lasts from the 91st day until the instalment is paid', () => {
    const facts = paid(['2025-06-10', 5000n], ['2025-06-20', 5000n])
    expect(defaultsOf(facts, '2025-12-31')).toEqual([{ from: '2025-05-31', until: '2025-06-10' }])
  })

  test('happened also when it was paid on the day it began', () => {
    expect(defaultsOf(paid(['2025-05-31', 10_000n]), '2025-12-31')).toEqual([
      { from: '2025-05-31', until: '2025-05-31' },
    ])
    expect(defaultsOf(paid(['2025-05-30', 10_000n]), '2025-12-31')).toEqual([])
  })

  test('is over when the contract is recorded as fulfilled', () => {
    const facts = { ...FACTS, unlikelySince: '2025-02-10', fulfilledOn: '2025-03-02' }
    expect(defaultsOf(facts, '2025-12-31')).toEqual([{ from: '2025-02-10', until: '2025-03-02' }])
  })
})
