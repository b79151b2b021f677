import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  type Allocation,
  allocate,
  type Line,
  type Part,
  PRECISION,
} from '../../../src/domain/money/allocate.ts'
import { testAgainstShared } from '../../support/shared-data.ts'

type Vector = { id: string; total: string; weights: string[]; hamilton: string[]; source: string }
const { vectors: VECTORS }: { vectors: Vector[] } = JSON.parse(
  readFileSync(new URL('rounding-vectors.json', import.meta.url), 'utf8'),
)

const parts = (...weights: number[]): Part[] =>
  weights.map((weight, index) => ({ id: String.fromCharCode(97 + index), weight: BigInt(weight), carry: 0n }))
const amounts = ({ lines }: Allocation) => lines.map(line => line.amount)
const total = (values: readonly bigint[]) => values.reduce((all, value) => all + value, 0n)
const again = ({ lines }: Allocation): Part[] => lines.map(({ id, weight, carry }) => ({ id, weight, carry }))

/** Amounts including zeros for the parts that weigh nothing, in the order of the parts. */
function spread(pool: bigint, given: readonly Part[]): bigint[] {
  const lines = new Map(allocate(pool, given).lines.map(line => [line.id, line.amount]))
  return given.map(part => lines.get(part.id) ?? 0n)
}

describe('a pool is divided so that the parts sum to the whole', () => {
  test.each<[string, bigint, number[], bigint[]]>([
    ['5 by 70 and 30: the tie goes to the first id', 5n, [70, 30], [4n, 1n]],
    ['5 by 30 and 70: the other way round', 5n, [30, 70], [2n, 3n]],
    ['800 in three', 800n, [1, 1, 1], [267n, 267n, 266n]],
    ['a part without weight gets nothing', 1003n, [0, 50, 50], [0n, 502n, 501n]],
    ['one unit in three', 1n, [1, 1, 1], [1n, 0n, 0n]],
    ['nothing', 0n, [1, 2], [0n, 0n]],
    ['a negative pool mirrors the positive one', -1003n, [50, 50], [-502n, -501n]],
  ])('%s', (_name, pool, weights, expected) => {
    expect(spread(pool, parts(...weights))).toEqual(expected)
  })

  test.each(VECTORS.map(vector => [vector.id, vector] as const))(
    '%s',
    (_id, { total: pool, weights, hamilton }) => {
      expect(spread(BigInt(pool), parts(...weights.map(Number)))).toEqual(hamilton.map(BigInt))
    },
  )

  type Shared = {
    vectors: { id: string; total_minor: number | string; weights: number[]; hamilton: (number | string)[] }[]
  }
  testAgainstShared<Shared>('these are the published vectors', 'rounding/vectors.json', ({ vectors }) => {
    const published = vectors.map(({ id, total_minor: pool, weights, hamilton }) => {
      return { id, total: String(pool), weights: weights.map(String), hamilton: hamilton.map(String) }
    })
    expect(VECTORS.map(({ source: _source, ...vector }) => vector)).toEqual(published)
  })

  test('nobody to divide among is a fault, not an allocation', () => {
    expect(() => allocate(5n, parts(0, 0))).toThrow('parts that weigh nothing')
  })
})

describe('the carry', () => {
  test('a small run after a large one gives nobody a negative line (6, 6, 2: 10, then 1)', () => {
    const first = allocate(10n, parts(6, 6, 2))
    const second = allocate(1n, again(first), first.residue)
    expect(amounts(first)).toEqual([4n, 4n, 2n])
    expect(amounts(second)).toEqual([1n, 0n, 0n])
  })

  test('equal holders take turns: three runs of 1.00 in three give each 1.00', () => {
    const totals = [0n, 0n, 0n]
    let state: Allocation = { lines: parts(1, 1, 1).map(part => ({ ...part, amount: 0n })), residue: 0n }
    for (let run = 0; run < 3; run++) {
      state = allocate(100n, again(state), state.residue)
      state.lines.forEach((line, index) => {
        totals[index] = (totals[index] ?? 0n) + line.amount
      })
    }
    expect(totals).toEqual([100n, 100n, 100n])
  })

  test('the fraction of somebody who left goes to those who stay', () => {
    const first = allocate(100n, parts(1, 1, 1))
    const gone = again(first).map(part => (part.id === 'a' ? { ...part, weight: 0n } : part))
    const second = allocate(100n, gone, first.residue)
    expect(second.lines.map(line => line.id)).toEqual(['b', 'c'])
    expect(total(amounts(second))).toBe(100n)
    expect(total(second.lines.map(line => line.carry)) + second.residue).toBe(0n)
  })
})

const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 6n }), { minLength: 1, maxLength: 40 })
const pools = fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), { minLength: 1, maxLength: 6 })

/** Throws when a rule is broken: an `expect` each would take longer than the allocation itself. */
function must(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`broken: ${rule}`)
}

test('in 10,000 random histories parts sum to the pool, zero weights get nothing, order changes nothing', () => {
  fc.assert(
    fc.property(weights, pools, (weighing, runs) => {
      fc.pre(weighing.some(weight => weight > 0n))
      let state = weighing.map((weight, index) => ({ id: `h${index}`, weight, carry: 0n }))
      let residue = 0n
      for (const pool of runs) {
        const result = allocate(pool, state, residue)
        const { lines } = result
        must(total(amounts(result)) === pool, 'the parts sum to the pool')
        must(
          lines.every(line => line.weight > 0n && line.amount * pool >= 0n),
          'no weight, no cent; no wrong sign',
        )
        must(
          total(lines.map(line => line.carry)) + result.residue === 0n,
          'carries and residue are zero together',
        )
        const shuffled = allocate(pool, [...state].reverse(), residue)
        must(
          lines.every(line => shuffled.lines.some(each => same(each, line))),
          'the order of rows changes nothing',
        )
        state = again(result)
        residue = result.residue
      }
    }),
    { numRuns: 10_000 },
  )
})

const same = (a: Line, b: Line) => a.id === b.id && a.amount === b.amount && a.carry === b.carry

test('over 120 runs nobody with a cent or more in each run is ever a full cent from the exact due', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 5000n }), { minLength: 2, maxLength: 60 }),
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 7n }), { minLength: 120, maxLength: 120 }),
      (weighing, extras) => {
        const weight = total(weighing)
        let state = weighing.map((each, index) => ({ id: `h${index}`, weight: each, carry: 0n }))
        let residue = 0n
        let pooled = 0n
        const paid = weighing.map(() => 0n)
        for (const extra of extras) {
          const pool = weight + extra // so that a weight of 1 is due one minor unit at least
          pooled += pool
          const result = allocate(pool, state, residue)
          for (const [index, line] of result.lines.entries()) {
            paid[index] = (paid[index] ?? 0n) + line.amount
            const farOff = (paid[index] ?? 0n) * weight - pooled * line.weight
            must(farOff < weight && farOff > -weight, 'nobody is a full unit away from the exact due')
            must(line.carry < PRECISION && line.carry > -PRECISION, 'a carry is below one unit')
          }
          state = again(result)
          residue = result.residue
        }
      },
    ),
    { numRuns: 200 },
  )
})
