import { describe, expect, test } from '@jest/globals'
import { remindersDue, type SentReminder } from '../../../../src/domain/dividends/reminders/reminder-days.ts'
import { calendarOf } from '../../../../src/domain/dividends/reporting/calendar.ts'
import { periodsOf } from '../../../../src/domain/dividends/reporting/periods.ts'
import type { Reporting } from '../../../../src/domain/offerings/terms/contract-terms.ts'

/** Due on 10 April. */
const QUARTERLY: Reporting = { every: 'quarter', from: '2025-01-01', dueDays: 10 }
const FIRST = { periodStart: '2025-01-01', periodEnd: '2025-03-31', dueOn: '2025-04-10' }
const sent = (...days: number[]): SentReminder[] => days.map(day => ({ ...FIRST, day }))

function due(today: string, before: SentReminder[] = [], reporting = QUARTERLY, drafts: object[] = []) {
  const entries = calendarOf(periodsOf(reporting, today), {
    reports: [],
    drafts: drafts as (typeof FIRST)[],
    today,
  })
  const reminders = remindersDue({ reporting, today, entries }, before)
  return reminders.map(({ periodStart, day, told }) => [periodStart, day, told])
}

describe('the issuer is reminded', () => {
  test.each<[string, string, SentReminder[], (string | number)[][]]>([
    ['not yet, eight days before', '2025-04-02', [], []],
    ['seven days before', '2025-04-03', [], [['2025-01-01', -7, 'issuer']]],
    ['once', '2025-04-04', sent(-7), []],
    ['the day after', '2025-04-11', sent(-7), [['2025-01-01', 1, 'issuer']]],
    ['once only after a standstill', '2025-04-24', [], [['2025-01-01', 14, 'issuer']]],
    ['no more after the last', '2025-04-30', sent(14), []],
    ['and a week later finance is told', '2025-05-01', sent(-7, 1, 14), [['2025-01-01', 21, 'finance']]],
    ['once', '2025-05-02', sent(21), []],
    [
      'anew about a correction with a day of its own',
      '2025-04-11',
      [{ ...FIRST, dueOn: '2025-04-30', day: 14 }],
      [['2025-01-01', 1, 'issuer']],
    ],
  ])('%s', (_what, today, before, wanted) => {
    expect(due(today, before)).toEqual(wanted)
  })

  test('while he writes a draft, too', () => {
    expect(due('2025-04-11', [], QUARTERLY, [FIRST])).toEqual([['2025-01-01', 1, 'issuer']])
  })

  test('on the days that the contract names; without any, finance is told', () => {
    const other = { ...QUARTERLY, remindDays: [-1] }
    expect(due('2025-04-09', [], other)).toEqual([['2025-01-01', -1, 'issuer']])
    expect(due('2025-04-17', sent(-1), other)).toEqual([['2025-01-01', 7, 'finance']])
    expect(due('2025-04-16', [], { ...QUARTERLY, remindDays: [] })).toEqual([])
    expect(due('2025-04-17', [], { ...QUARTERLY, remindDays: [] })).toEqual([['2025-01-01', 7, 'finance']])
  })
})
