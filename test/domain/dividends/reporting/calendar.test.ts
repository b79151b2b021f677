import { describe, expect, test } from '@jest/globals'
import {
  type CalendarFacts,
  calendarOf,
  type SentReport,
} from '../../../../src/domain/dividends/reporting/calendar.ts'
import { periodsOf } from '../../../../src/domain/dividends/reporting/periods.ts'
import { punctualityOf } from '../../../../src/domain/dividends/reporting/punctuality.ts'
import type { Reporting } from '../../../../src/domain/offerings/terms/contract-terms.ts'

const MONTHLY: Reporting = { every: 'month', from: '2025-01-01', dueDays: 10 }
const JANUARY = { periodStart: '2025-01-01', periodEnd: '2025-01-31' }
/** Due on 10 February. */
const PERIODS = periodsOf(MONTHLY, '2025-01-31')

const report = (id: string, sentOn: string, more: Partial<SentReport> = {}): SentReport => {
  return { id, ...JANUARY, sentOn, state: 'submitted', dueBy: null, correctsId: null, ...more }
}
const sentBack = (sentOn: string, dueBy: string) => report('first', sentOn, { state: 'sentBack', dueBy })

function january(today: string, facts: Partial<CalendarFacts> = {}) {
  const [entry] = calendarOf(PERIODS, { reports: [], drafts: [], today, ...facts })
  return [entry?.state, entry?.nextDueOn, entry?.daysLate]
}

describe('the periods of a clause', () => {
  test('follow one another, each due so many days after its last day', () => {
    expect(periodsOf({ ...MONTHLY, every: 'quarter' }, '2025-04-01')).toEqual([
      { periodStart: '2025-01-01', periodEnd: '2025-03-31', dueOn: '2025-04-10' },
      { periodStart: '2025-04-01', periodEnd: '2025-06-30', dueOn: '2025-07-10' },
    ])
    expect(periodsOf({ ...MONTHLY, every: 'halfYear' }, '2025-06-30')).toHaveLength(1)
    expect(periodsOf({ ...MONTHLY, every: 'year' }, '2024-12-31')).toEqual([])
  })

  test('that begin on the 31st begin on the last day of short months, and on the 31st again', () => {
    const periods = periodsOf({ ...MONTHLY, from: '2025-01-31' }, '2025-03-31')
    expect(periods.map(period => [period.periodStart, period.periodEnd])).toEqual([
      ['2025-01-31', '2025-02-27'],
      ['2025-02-28', '2025-03-30'],
      ['2025-03-31', '2025-04-29'],
    ])
  })
})

describe('a period is', () => {
  test.each<[string, string, Partial<CalendarFacts>, ReturnType<typeof january>]>([
    ['upcoming on its last day', '2025-01-31', {}, ['upcoming', '2025-02-10', 0]],
    ['due on its due day', '2025-02-10', {}, ['due', '2025-02-10', 0]],
    ['late the day after', '2025-02-11', {}, ['late', '2025-02-10', 1]],
    ['a draft, and late', '2025-02-12', { drafts: [JANUARY] }, ['draft', '2025-02-10', 2]],
    [
      'submitted in time',
      '2025-03-01',
      { reports: [report('first', '2025-02-10')] },
      ['submitted', '2025-02-10', 0],
    ],
    [
      'submitted, three days late',
      '2025-03-01',
      { reports: [report('first', '2025-02-13')] },
      ['submitted', '2025-02-10', 3],
    ],
    [
      'late when a day of it is missing',
      '2025-02-11',
      { reports: [report('first', '2025-02-05', { periodEnd: '2025-01-30' })] },
      ['late', '2025-02-10', 1],
    ],
    [
      'as far as its least report',
      '2025-02-11',
      {
        reports: [
          report('first', '2025-02-05', { periodEnd: '2025-01-15', state: 'distributed' }),
          report('second', '2025-02-09', { periodStart: '2025-01-16', state: 'approved' }),
        ],
      },
      ['approved', '2025-02-10', 0],
    ],
    [
      'sent back, to be corrected by the day named',
      '2025-02-20',
      { reports: [sentBack('2025-02-05', '2025-02-20')] },
      ['sentBack', '2025-02-20', 0],
    ],
    [
      'sent back, and late from the day after',
      '2025-02-22',
      { reports: [sentBack('2025-02-05', '2025-02-20')], drafts: [JANUARY] },
      ['sentBack', '2025-02-20', 2],
    ],
    [
      'corrected in time',
      '2025-03-01',
      { reports: [sentBack('2025-02-05', '2025-02-20'), report('x', '2025-02-19', { correctsId: 'first' })] },
      ['submitted', '2025-02-10', 0],
    ],
    [
      'corrected late',
      '2025-03-01',
      { reports: [sentBack('2025-02-05', '2025-02-20'), report('x', '2025-02-24', { correctsId: 'first' })] },
      ['submitted', '2025-02-10', 4],
    ],
    [
      'late for its first report, however fast the correction was',
      '2025-03-01',
      { reports: [sentBack('2025-02-15', '2025-02-20'), report('x', '2025-02-16', { correctsId: 'first' })] },
      ['submitted', '2025-02-10', 5],
    ],
  ])('%s', (_what, today, facts, wanted) => {
    expect(january(today, facts)).toEqual(wanted)
  })
})

describe('punctuality', () => {
  const facts = (today: string): CalendarFacts => {
    const inMonth = (month: string, last: number) => {
      return { periodStart: `2025-${month}-01`, periodEnd: `2025-${month}-${last}` }
    }
    return {
      reports: [report('a', '2025-02-10'), report('b', '2025-03-17', inMonth('02', 28))],
      drafts: [],
      today,
    }
  }
  const figure = (today: string) => {
    return punctualityOf(calendarOf(periodsOf(MONTHLY, today), facts(today)), today)
  }

  test('counts what is due, what came in time, and days late on average', () => {
    // February came on 17 March, 7 days late; March was due on 10 April and is 1 day late.
    expect(figure('2025-04-11')).toEqual({
      due: 3,
      inTime: 1,
      inTimeRatio: '0.3333',
      averageDaysLate: '2.7',
    })
  })

  test('is nothing before the first due day is over', () => {
    expect(figure('2025-02-10')).toBeNull()
  })
})
