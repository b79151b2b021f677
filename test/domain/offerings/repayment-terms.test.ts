import { describe, expect, test } from '@jest/globals'
import { checkContract } from '../../../src/domain/offerings/terms/check-contract.ts'
import type { ContractTerms, Recipient, Tier } from '../../../src/domain/offerings/terms/contract-terms.ts'
import type { Schedule } from '../../../src/domain/offerings/terms/repayment-terms.ts'
import { CONTRACT } from '../../support/world.ts'

const check = (change: Partial<ContractTerms>) => () => checkContract({ ...CONTRACT, ...change }, ['loans'])
const refused = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

const tier = (name: string, to: Recipient, upTo?: Tier['upTo']): Tier => {
  return { name, split: [{ to, ratio: '1' }], ...(upTo && { upTo }) }
}
const CAPITAL = tier('Capital', 'class:loans', { raised: { class: 'loans', times: '1' } })
const REST = tier('Rest', 'issuer')
const INTEREST = tier('Interest', 'class:loans', {
  interest: {
    class: 'loans',
    rate: '0.06',
    dayCount: '30E/360',
    from: '2025-02-10',
    compounds: 'never',
    repaidBy: 'Capital',
  },
})
const SCHEDULE: Schedule = {
  class: 'loans',
  method: 'linear',
  instalments: 12,
  every: 'month',
  firstDueOn: '2025-03-10',
  rateRatio: '0',
}
const FREE: Partial<ContractTerms> = { tiers: [CAPITAL, REST], schedule: SCHEDULE, interestFree: true }
const schedule = (change: Partial<Schedule>) => {
  return { tiers: [CAPITAL, REST], schedule: { ...SCHEDULE, ...change } }
}

describe('an interest-free contract', () => {
  test.each<[string, Partial<ContractTerms>]>([
    ['repays the capital, and the rest is the borrower’s', FREE],
    [
      'may stop at less than the capital',
      { ...FREE, tiers: [tier('Half', 'class:loans', { raised: { class: 'loans', times: '1/2' } }), REST] },
    ],
    [
      'may cap its holders instead',
      { ...FREE, tiers: [tier('All', 'class:loans'), REST], caps: [{ class: 'loans', times: '1' }] },
    ],
    [
      'may repay by two tiers that count what the class got',
      {
        ...FREE,
        tiers: [
          tier('Sales', 'class:loans', { counts: 'class:loans', raised: { class: 'loans', times: '1/2' } }),
          tier('Others', 'class:loans', { counts: 'class:loans', raised: { class: 'loans', times: '1' } }),
          REST,
        ],
      },
    ],
  ])('%s', (_name, change) => {
    expect(check(change)).not.toThrow()
  })

  test.each<[string, Partial<ContractTerms>, string]>([
    [
      'a tier with interest',
      { ...FREE, tiers: [INTEREST, CAPITAL, REST] },
      'Tier "Interest" cannot stand in it, for it reckons interest of 0.06 a year.',
    ],
    [
      'a tier for the platform',
      { ...FREE, tiers: [{ ...tier('Fee', 'platform'), takes: '0.02' }, CAPITAL, REST] },
      'Tier "Fee" cannot stand in it, for it pays "platform"',
    ],
    [
      'a tier for a partner',
      {
        ...FREE,
        partners: [{ code: 'agent', name: 'Agent', partyId: '00000000-0000-7000-8000-000000000001' }],
        tiers: [{ ...tier('Agent', 'partner:agent'), takes: '0.02' }, CAPITAL, REST],
      },
      'Tier "Agent" cannot stand in it, for it pays "partner:agent"',
    ],
    [
      'more than the capital',
      {
        ...FREE,
        tiers: [tier('Capital', 'class:loans', { raised: { class: 'loans', times: '1.01' } }), REST],
      },
      'Tier "Capital" cannot stand in it, for it runs up to 1.01 times',
    ],
    [
      'a cap above the capital',
      { ...FREE, caps: [{ class: 'loans', times: '1.5' }] },
      'The cap of class "loans" cannot stand in it, for it lets holders have 1.5 times',
    ],
    [
      'a tier that never stops',
      { ...FREE, tiers: [{ ...tier('Share', 'class:loans'), takes: '0.5' }, CAPITAL, REST] },
      'Tier "Share" cannot stand in it, for nothing stops it',
    ],
    [
      'the capital twice, tier by tier',
      { ...FREE, tiers: [CAPITAL, { ...CAPITAL, name: 'Again' }, REST] },
      'Tier "Capital" cannot stand in it, for nothing stops it',
    ],
    [
      'a fixed amount, which may be more than was lent',
      { ...FREE, tiers: [tier('Fixed', 'class:loans', { amount: '100.00' }), REST] },
      'Tier "Fixed" cannot stand in it, for nothing stops it',
    ],
    [
      'a schedule with a rate',
      { ...FREE, schedule: { ...SCHEDULE, rateRatio: '0.01' } },
      'The schedule cannot stand in it, for it asks for 0.01 a year.',
    ],
  ])('refuses %s, and says which and why', (_name, change, message) => {
    expect(check(change)).toThrow(refused('INTEREST_FORBIDDEN', message))
  })

  test('is one only when it says so', () => {
    expect(check({ tiers: [INTEREST, CAPITAL, REST] })).not.toThrow()
  })
})

describe('a schedule is checked:', () => {
  test.each<[string, Partial<ContractTerms>, string, string]>([
    [
      'no instalment',
      schedule({ instalments: 0 }),
      'SCHEDULE_OUT_OF_RANGE',
      '"instalments" of the schedule is 0: it must be 1 to 480.',
    ],
    ['half an instalment', schedule({ instalments: 1.5 }), 'SCHEDULE_OUT_OF_RANGE', '1.5'],
    ['too many', schedule({ instalments: 481 }), 'SCHEDULE_OUT_OF_RANGE', '481'],
    [
      'grace beyond a month',
      schedule({ graceDays: 31 }),
      'SCHEDULE_OUT_OF_RANGE',
      '"graceDays" of the schedule is 31: it must be 0 to 30.',
    ],
    ['a day that is none', schedule({ firstDueOn: '2025-02-30' }), 'DATE_MALFORMED', '2025-02-30'],
    ['a day of another age', schedule({ firstDueOn: '1969-12-31' }), 'SCHEDULE_OUT_OF_RANGE', '1970-01-01'],
    ['a rate above the whole', schedule({ rateRatio: '1.01' }), 'SCHEDULE_OUT_OF_RANGE', '1.01'],
    ['a rate in words', schedule({ rateRatio: '6 %' }), 'RATIO_MALFORMED', '6 %'],
    ['a class that is not there', schedule({ class: 'parts' }), 'RECIPIENT_UNKNOWN', 'parts'],
    [
      'a class that no tier pays',
      { tiers: [REST], schedule: SCHEDULE },
      'CONTRACT_EMPTY',
      'no tier pays "class:loans"',
    ],
  ])('refused is %s', (_name, change, code, message) => {
    expect(check(change)).toThrow(refused(code, message))
  })
})

describe('a grade of risk', () => {
  const graded = (name: string, scheduleRate: string, rates = { A: '0.04', B: '0.06' }) => ({
    tiers: [INTEREST, CAPITAL, REST],
    schedule: { ...SCHEDULE, rateRatio: scheduleRate },
    grade: { name, rates },
  })

  test('has the rate that tiers and schedule pay', () => {
    expect(check(graded('B', '0.06'))).not.toThrow()
    expect(check(graded('B', '3/50'))).not.toThrow()
  })

  test.each<[string, Partial<ContractTerms>, string, string]>([
    [
      'one without a rate',
      graded('C', '0.06'),
      'GRADE_UNKNOWN',
      'no rate for the grade "C"; there is one for: A, B.',
    ],
    ['one that every object has', graded('toString', '0.06'), 'GRADE_UNKNOWN', 'toString'],
    [
      'another rate in the schedule',
      graded('B', '0.05'),
      'GRADE_RATE_DIFFERS',
      'The rate of the schedule is 0.05; that of grade "B" is 0.06.',
    ],
    [
      'another rate in a tier',
      graded('A', '0.04'),
      'GRADE_RATE_DIFFERS',
      'The rate of tier "Interest" is 0.06; that of grade "A" is 0.04.',
    ],
    ['a rate in words', graded('B', '0.06', { A: 'low', B: '0.06' }), 'RATIO_MALFORMED', 'low'],
  ])('refused is %s', (_name, change, code, message) => {
    expect(check(change)).toThrow(refused(code, message))
  })
})
