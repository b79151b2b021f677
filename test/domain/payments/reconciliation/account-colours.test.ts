import { expect, test } from '@jest/globals'
import { colourOf } from '../../../../src/domain/payments/reconciliation/account-colours.ts'

test.each([
  [true, 0, 0, 'GREEN'],
  [false, 0, 0, 'RED'],
  [true, 2, 2, 'YELLOW'],
  [true, 2, 1, 'RED'],
  [false, 1, 1, 'YELLOW'],
  [false, 1, 0, 'RED'],
] as const)('reported: %s, %i rows, %i of them explained: %s', (reported, differences, explained, colour) => {
  expect(colourOf({ reported, differences, explained })).toBe(colour)
})
