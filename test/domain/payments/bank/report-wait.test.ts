import { describe, expect, test } from '@jest/globals'
import {
  givenUpAt,
  lastBookingDay,
  reportAwaitedUntil,
} from '../../../../src/domain/payments/bank/report-wait.ts'

const iso = (instant: Date) => instant.toISOString()

describe('money that is due', () => {
  test.each([
    ['2025-02-01T11:00:00.000Z', '2025-02-01'],
    // Midnight in Paris, winter and summer: the day before is the last one that counts.
    ['2025-01-31T23:00:00.000Z', '2025-01-31'],
    ['2025-01-31T23:00:00.001Z', '2025-02-01'],
    ['2025-06-30T22:00:00.000Z', '2025-06-30'],
  ])('at %s could last be booked on %s', (due, day) => {
    expect(lastBookingDay(new Date(due))).toBe(day)
  })

  test.each([
    // Winter, summer, and over the nights in which clocks are changed.
    ['2025-02-01T11:00:00.000Z', '2025-02-06T23:00:00.000Z'],
    ['2025-07-01T10:00:00.000Z', '2025-07-06T22:00:00.000Z'],
    ['2025-03-29T11:00:00.000Z', '2025-04-03T22:00:00.000Z'],
    ['2025-10-25T10:00:00.000Z', '2025-10-30T23:00:00.000Z'],
    ['2025-03-24T11:00:00.000Z', '2025-03-29T23:00:00.000Z'],
    ['2025-03-25T11:00:00.000Z', '2025-03-30T22:00:00.000Z'],
  ])('at %s is waited for until %s', (due, until) => {
    expect(iso(reportAwaitedUntil(new Date(due)))).toBe(until)
    // Both ways of asking agree to the millisecond.
    const end = new Date(until)
    expect(givenUpAt(end) >= new Date(due)).toBe(true)
    expect(givenUpAt(new Date(end.getTime() - 1)) >= new Date(due)).toBe(false)
  })
})
