import { describe, expect, test } from '@jest/globals'
import { addBusinessDays, isBusinessDay } from '../../../src/domain/time/business-days.ts'
import { daysAfter } from '../../../src/domain/time/calendar.ts'

describe('a business day of TARGET', () => {
  test.each([
    ['2025-01-01', 'New Year’s Day'],
    ['2025-04-18', 'Good Friday'],
    ['2025-04-21', 'Easter Monday'],
    ['2025-05-01', '1 May'],
    ['2025-12-25', 'Christmas Day'],
    ['2025-12-26', 'the day after'],
    ['2025-04-19', 'a Saturday'],
    ['2025-04-20', 'a Sunday'],
    // Easter as the tables of the church have it, where its reckoning is least simple: 22 March to 25 April.
    ['2008-03-21', 'Good Friday, Easter being on 23 March'],
    ['2038-04-23', 'Good Friday, Easter being on 25 April'],
    ['1954-04-16', 'Good Friday, Easter being on 18 April though the plain rule says the 25th'],
    ['1981-04-17', 'Good Friday, Easter being on 19 April though the plain rule says the 26th'],
    ['2076-04-17', 'Good Friday, Easter being on 19 April though the plain rule says the 26th'],
  ])('is not %s: %s', day => {
    expect(isBusinessDay(day)).toBe(false)
  })

  test.each([
    '2025-01-02',
    '2025-04-17',
    '2025-04-22',
    '2025-05-08',
    '2025-07-14',
    '2025-12-24',
    '2025-12-29',
  ])('is %s, whatever is celebrated in one country', day => {
    expect(isBusinessDay(day)).toBe(true)
  })
})

test.each([
  ['2025-01-15', 1, '2025-01-16'], // Wednesday
  ['2025-01-17', 1, '2025-01-20'], // Friday
  ['2025-01-18', 1, '2025-01-20'], // Saturday
  ['2025-04-16', 2, '2025-04-22'], // over Easter: 17 April, then the 22nd
  ['2025-12-23', 3, '2025-12-30'], // 24, 29, 30
  ['2025-12-31', 2, '2026-01-05'], // 2 January is a Friday
])('after %s the business day number %i is %s', (day, days, expected) => {
  expect(addBusinessDays(day, days)).toBe(expected)
})

test('days later it is the same time of day, also over a change of the clocks', () => {
  const days = (from: string, count: number) => daysAfter(new Date(from), count, 'Europe/Paris').toISOString()
  expect(days('2025-03-29T11:00:00.000Z', 1)).toBe('2025-03-30T10:00:00.000Z') // 23 hours
  expect(days('2025-10-25T10:00:00.000Z', 1)).toBe('2025-10-26T11:00:00.000Z') // 25 hours
  expect(days('2025-01-01T12:00:00.000Z', 0)).toBe('2025-01-01T12:00:00.000Z')
})
