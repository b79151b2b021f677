import { describe, expect, test } from '@jest/globals'
import { addMonths, daysBetween, parseDay, parseZone } from '../../../src/domain/time/calendar.ts'

describe('a time zone', () => {
  test.each([
    ['Europe/Paris', 'Europe/Paris'],
    ['europe/paris', 'Europe/Paris'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Etc/GMT-14', 'Etc/GMT-14'],
    ['UTC', 'UTC'],
  ])('is a name of the IANA list: %s', (text, zone) => {
    expect(parseZone(text)).toBe(zone)
  })

  test.each([
    '+02:00',
    '-11',
    '+0530',
    '2020-01-01T00:00Z',
    '2020-01-01T00:00+02:00[Europe/Paris]',
    'Paris',
    'Z',
    ' UTC',
    '',
  ])('is nothing else: %j', text => {
    expect(() => parseZone(text)).toThrow(
      expect.objectContaining({ code: 'TIME_ZONE_UNKNOWN', field: 'timeZone' }),
    )
  })
})

describe('a day', () => {
  test.each(['1000-01-01', '2008-02-29', '9999-12-31'])('is in the years 1000 to 9999: %s', text => {
    expect(parseDay(text)).toBe(text)
  })

  test.each(['0000-01-01', '0001-01-01', '0099-12-31', '0999-12-31', '10000-01-01', '-000001-01-01'])(
    'is in no other year: %s',
    text => {
      expect(() => parseDay(text)).toThrow(expect.objectContaining({ code: 'DATE_MALFORMED' }))
    },
  )
})

test('so many months later is the same day of the month, or its last', () => {
  expect(['2025-01-31', '2025-01-15'].map(day => addMonths(day, 1))).toEqual(['2025-02-28', '2025-02-15'])
  expect(addMonths('2023-11-30', 3)).toBe('2024-02-29')
})

test('days from one day to another are below zero when it is earlier', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
  expect(daysBetween('2025-01-01', '2024-01-01')).toBe(-366)
})
