import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { greatest, smallest } from '../../../src/domain/money/greatest.ts'

const MOST = 2n ** 63n - 1n

/** Few different keys, so that many are equal, and all there are. */
const keys = fc.array(
  fc.oneof(fc.bigInt({ min: -3n, max: 3n }), fc.bigInt({ min: -MOST - 1n, max: MOST }), fc.constant(MOST)),
  { minLength: 1, maxLength: 60 },
)

test.each([
  ['greatest', greatest, -1],
  ['smallest', smallest, 1],
] as const)(
  'the %s are the first of the sorted, whichever are equal, in 5,000 random cases',
  (_name, select, sign) => {
    fc.assert(
      fc.property(keys, fc.nat(), (values, seed) => {
        const key = (index: number) => values[index] as bigint
        // Every third is not asked about.
        const indexes = Uint32Array.from(values.keys()).filter(index => (index + seed) % 3 !== 0)
        const count = seed % (indexes.length + 1)
        const compared = (a: number, b: number) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : a - b)
        const expected = [...indexes].sort(compared).slice(0, count)
        const found = [...select(indexes, BigInt64Array.from(values), count)]
        expect(found.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b))
      }),
      { numRuns: 5000 },
    )
  },
)

test('of equal keys the first are taken, however many there are', () => {
  const indexes = Uint32Array.from({ length: 50_000 }, (_, index) => index)
  const found = greatest(indexes, new BigInt64Array(50_000).fill(7n), 20_000)
  expect(found).toHaveLength(20_000)
  expect(found.findIndex((index, position) => index !== position)).toBe(-1)
})
