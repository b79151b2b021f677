import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { offsetOf } from '../../../../src/domain/payments/offsets/offset-of.ts'
import { type OffsetRule, offsetRuleOf } from '../../../../src/domain/payments/offsets/offset-rules.ts'

/** Half of a payout at most, and 10.00 is left. */
const HALF: OffsetRule = {
  currency: 'EUR',
  ratio: '1/2',
  floor: '10.00',
  from: '2025-01-01',
  to: '2025-06-30',
  source: 'test',
}

test.each([
  ['a debt that is small is set off whole', 10_000n, 1n, 1n],
  ['a debt that is large takes the part of the rule', 10_000n, 99_999n, 5_000n],
  ['half of an odd cent stays with the payee', 10_001n, 99_999n, 5_000n],
  ['the floor is left, though half would be less', 1_500n, 99_999n, 500n],
  ['a payout of the floor is left whole', 1_000n, 99_999n, 0n],
  ['one below the floor too', 999n, 99_999n, 0n],
  ['who owes nothing is paid all', 10_000n, 0n, 0n],
])('%s', (_what, gross, owed, expected) => {
  expect(offsetOf(gross, owed, HALF)).toBe(expected)
})

test('where no rule is in force nothing is set off', () => {
  expect(offsetOf(10_000n, 10_000n, undefined)).toBe(0n)
})

test('a rule is in force from its first payday to its last', () => {
  const later = { ...HALF, ratio: '1/4', from: '2025-07-01', to: null }
  const ratioOn = (day: string) => offsetRuleOf('EUR', day, [HALF, later])?.ratio
  expect(['2024-12-31', '2025-01-01', '2025-06-30', '2025-07-01'].map(ratioOn)).toEqual([
    undefined,
    '1/2',
    '1/2',
    '1/4',
  ])
  expect(offsetRuleOf('USD', '2025-03-01', [HALF, later])).toBeUndefined()
})

test('no payout falls below the floor, or below half of itself, by what is set off', () => {
  const cents = fc.bigInt(1n, 1_000_000n)
  fc.assert(
    fc.property(cents, cents, (gross, owed) => {
      const offset = offsetOf(gross, owed, HALF)
      const net = gross - offset
      return offset >= 0n && offset <= owed && 2n * offset <= gross && (offset === 0n || net >= 1_000n)
    }),
  )
})
