import { expect, test } from '@jest/globals'
import { remembering } from '../../../src/domain/money/remembering.ts'

test('a remembered answer is the first one, and so many others in between change nothing', () => {
  const asked: bigint[] = []
  const square = remembering(of => {
    asked.push(of)
    return of * of
  })
  for (let round = 0; round < 2; round++) {
    for (let of = -3000n; of <= 3000n; of++) expect(square(of) === of * of).toBe(true)
  }
  expect(square(-3000n)).toBe(9_000_000n)
  // Of 6,001 different amounts 4,096 are remembered; the others are asked for each time.
  expect(asked).toHaveLength(6001 + 6001 - 4096)
})
