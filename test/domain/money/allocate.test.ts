import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  type Allocation,
  allocate,
  type Method,
  type Parts,
  PRECISION,
} from '../../../src/domain/money/allocate.ts'
import { allocatePlainly } from '../../support/allocate-plainly.ts'
import { testAgainstShared } from '../../support/shared-data.ts'

type Vector = { id: string; total: string; weights: string[]; hamilton: string[]; source: string }
const { vectors: VECTORS }: { vectors: Vector[] } = JSON.parse(
  readFileSync(new URL('rounding-vectors.json', import.meta.url), 'utf8'),
)

const parts = (...weights: number[]): Parts => {
  return { weights: weights.map(BigInt), carries: weights.map(() => 0n) }
}
const total = (values: Iterable<bigint>) => [...values].reduce((all, value) => all + value, 0n)
const amounts = (allocation: Allocation) => [...allocation.amounts]
const again = ({ weights }: Parts, { carries }: Allocation): Parts => ({ weights, carries })

describe('a pool is divided so that the parts sum to the whole', () => {
  test.each<[string, bigint, number[], bigint[]]>([
    ['5 by 70 and 30: the tie goes to the first', 5n, [70, 30], [4n, 1n]],
    ['5 by 30 and 70: the other way round', 5n, [30, 70], [2n, 3n]],
    ['800 in three', 800n, [1, 1, 1], [267n, 267n, 266n]],
    ['a part without weight gets nothing', 1003n, [0, 50, 50], [0n, 502n, 501n]],
    ['one unit in three', 1n, [1, 1, 1], [1n, 0n, 0n]],
    ['nothing', 0n, [1, 2], [0n, 0n]],
    ['a negative pool mirrors the positive one', -1003n, [50, 50], [-502n, -501n]],
  ])('%s', (_name, pool, weights, expected) => {
    expect(amounts(allocate(pool, parts(...weights)))).toEqual(expected)
  })

  test.each(VECTORS.map(vector => [vector.id, vector] as const))(
    '%s',
    (_id, { total: pool, weights, hamilton }) => {
      expect(amounts(allocate(BigInt(pool), parts(...weights.map(Number))))).toEqual(hamilton.map(BigInt))
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
    const second = allocate(1n, again(parts(6, 6, 2), first), first.residue)
    expect(amounts(first)).toEqual([4n, 4n, 2n])
    expect(amounts(second)).toEqual([1n, 0n, 0n])
  })

  test('equal holders take turns: three runs of 1.00 in three give each 1.00', () => {
    const totals = [0n, 0n, 0n]
    let state = parts(1, 1, 1)
    let residue = 0n
    for (let run = 0; run < 3; run++) {
      const result = allocate(100n, state, residue)
      for (const [index, amount] of result.amounts.entries()) totals[index] = (totals[index] ?? 0n) + amount
      state = again(state, result)
      residue = result.residue
    }
    expect(totals).toEqual([100n, 100n, 100n])
  })

  test('the fraction of somebody who left goes to those who stay', () => {
    const first = allocate(100n, parts(1, 1, 1))
    const second = allocate(100n, again(parts(0, 1, 1), first), first.residue)
    expect(amounts(second)[0]).toBe(0n)
    expect(second.carries[0]).toBe(0n)
    expect(total(second.amounts)).toBe(100n)
    expect(total(second.carries) + second.residue).toBe(0n)
  })
})

describe('the most that somebody may get', () => {
  test.each([
    {
      name: 'is never passed; the others share the surplus by weight',
      weights: [1, 1, 2],
      most: [10n, 99n, 99n],
      gets: [10n, 30n, 60n],
    },
    { name: 'binds one after the other', weights: [1, 1, 1], most: [10n, 35n, 99n], gets: [10n, 35n, 55n] },
    {
      name: 'may bind all, to the last unit',
      weights: [5, 1, 1],
      most: [80n, 10n, 10n],
      gets: [80n, 10n, 10n],
    },
    { name: 'of nothing gives nothing', weights: [1, 1, 1], most: [0n, 99n, 1n], gets: [0n, 99n, 1n] },
  ])('$name', ({ weights, most, gets }) => {
    expect(amounts(allocate(100n, { ...parts(...weights), most }))).toEqual(gets)
  })

  test('leaves whoever is full nothing that he is owed', () => {
    const result = allocate(101n, { ...parts(1, 1, 1), most: [20n, 99n, 99n] })
    expect(amounts(result)).toEqual([20n, 41n, 40n])
    expect(result.carries[0]).toBe(0n)
    expect(total(result.carries) + result.residue).toBe(0n)
  })

  test('that is less than the pool in all is a fault, not an allocation', () => {
    expect(() => allocate(10n, { ...parts(1, 1), most: [1n, 2n] })).toThrow('that nobody may get')
  })
})

describe('other methods by name', () => {
  test.each<[Method, bigint[], bigint, bigint[]]>([
    ['largestRemainder', [8n, 15n, 54n], 0n, [8n, 15n, 54n]],
    ['firstListed', [8n, 16n, 53n], 0n, [8n, 16n, 53n]],
    ['toReserve', [7n, 15n, 53n], 2n * PRECISION, [7n, 15n, 55n]],
  ])('%s: 77 by 10, 20, 70, twice', (method, first, reserve, second) => {
    const result = allocate(77n, parts(10, 20, 70), 0n, method)
    expect([amounts(result), result.residue, total(result.carries)]).toEqual([first, reserve, 0n])
    expect(amounts(allocate(77n, again(parts(10, 20, 70), result), result.residue, method))).toEqual(second)
  })
})

const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 6n }), { minLength: 1, maxLength: 40 })
const pools = fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), { minLength: 1, maxLength: 6 })

/** Throws when a rule is broken: an `expect` each would take longer than the allocation itself. */
function must(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`broken: ${rule}`)
}

test('in 10,000 random histories parts sum to the pool, zero weights get nothing, no sign is wrong', () => {
  fc.assert(
    fc.property(weights, pools, (weighing, runs) => {
      fc.pre(weighing.some(weight => weight > 0n))
      let carries: ArrayLike<bigint> = weighing.map(() => 0n)
      let residue = 0n
      for (const pool of runs) {
        const result = allocate(pool, { weights: weighing, carries }, residue)
        must(total(result.amounts) === pool, 'the parts sum to the pool')
        must(
          weighing.every((weight, index) => weight > 0n || result.amounts[index] === 0n),
          'no weight, no cent',
        )
        must(
          result.amounts.every(amount => amount * pool >= 0n),
          'no line has the wrong sign',
        )
        must(total(result.carries) + result.residue === 0n, 'carries and residue are zero together')
        carries = result.carries
        residue = result.residue
      }
    }),
    { numRuns: 10_000 },
  )
})

test('in 5,000 random histories, with limits and by every method, it says what the rules say word by word', () => {
  const methods = fc.constantFrom<Method>('carry', 'largestRemainder', 'firstListed', 'toReserve')
  const limits = fc.option(fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 40, maxLength: 40 }))
  fc.assert(
    fc.property(weights, pools, limits, methods, (weighing, runs, limit, method) => {
      fc.pre(weighing.some(weight => weight > 0n))
      let state: Parts = { weights: weighing, carries: weighing.map(() => 0n) }
      let residue = 0n
      for (const pool of runs) {
        const asked: Parts = { ...state, ...(limit !== null && { most: limit.slice(0, weighing.length) }) }
        const said = outcome(() => allocatePlainly(pool, asked, residue, method))
        must(outcome(() => allocate(pool, asked, residue, method)) === said, said)
        const next = allocate(pool, state, residue, method)
        state = again(state, next)
        residue = next.residue
      }
    }),
    { numRuns: 5000 },
  )
})

/** What was answered, or thrown, as text. */
function outcome(work: () => { amounts: Iterable<bigint>; carries: Iterable<bigint>; residue: bigint }) {
  try {
    const { amounts: lines, carries, residue } = work()
    return [[...lines], [...carries], residue].join(' | ')
  } catch (error) {
    return (error as Error).message
  }
}

test('over 120 runs nobody with a cent or more in each run is ever a full cent from the exact due', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 5000n }), { minLength: 2, maxLength: 60 }),
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 7n }), { minLength: 120, maxLength: 120 }),
      (weighing, extras) => {
        const weight = total(weighing)
        let state: Parts = { weights: weighing, carries: weighing.map(() => 0n) }
        let residue = 0n
        let pooled = 0n
        const paid = weighing.map(() => 0n)
        for (const extra of extras) {
          const pool = weight + extra // so that a weight of 1 is due one minor unit at least
          pooled += pool
          const result = allocate(pool, state, residue)
          for (const [index, amount] of result.amounts.entries()) {
            paid[index] = (paid[index] ?? 0n) + amount
            const farOff = (paid[index] ?? 0n) * weight - pooled * (weighing[index] ?? 0n)
            must(farOff < weight && farOff > -weight, 'nobody is a full unit away from the exact due')
            const carry = result.carries[index] ?? 0n
            must(carry < PRECISION && carry > -PRECISION, 'a carry is below one unit')
          }
          state = again(state, result)
          residue = result.residue
        }
      },
    ),
    { numRuns: 200 },
  )
})
