import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { allocate, type Parts, PRECISION } from '../../../src/domain/money/allocate.ts'

/*
 * What is adjusted: the case beside which `allocate-plainly` does not go. The own share of a part is said here in whole
 * numbers that nothing has rounded.
 */

const part = fc.record({
  weight: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 10n ** 6n }), fc.bigInt({ min: 1n, max: 3n })),
  /** In 10^-18 minor units; null: not adjusted. */
  extra: fc.option(
    fc.oneof(
      fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
      fc.bigInt({ min: -2n * PRECISION, max: 2n * PRECISION }),
    ),
  ),
})
const run = fc.record({
  parts: fc.array(part, { minLength: 12, maxLength: 12 }),
  /** What is shared by weight, beside what is adjusted. */
  shared: fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 7n }), fc.bigInt({ min: 0n, max: 3n })),
})
const histories = fc.record({
  count: fc.integer({ min: 1, max: 12 }),
  runs: fc.array(run, { minLength: 1, maxLength: 6 }),
})

const total = (values: Iterable<bigint>) => [...values].reduce((all, value) => all + value, 0n)
const size = (value: bigint) => (value < 0n ? -value : value)

/** Throws when a rule is broken: an `expect` each would take longer than the allocation itself. */
function must(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`broken: ${rule}`)
}

function asked({ parts, shared }: { parts: { weight: bigint; extra: bigint | null }[]; shared: bigint }) {
  const weights = parts.map(each => each.weight)
  const adjusted = new Map(
    parts.flatMap(({ extra }, index) => (extra === null ? [] : [[index, extra] as const])),
  )
  // A pool is whole units: it holds what is adjusted, rounded, and what is shared.
  const pool = shared + total(adjusted.values()) / PRECISION
  return { weights, adjusted, pool }
}

/** The sign of what a part is due of this pool, without carry or residue. */
function ownSign(index: number, { weights, adjusted, pool }: ReturnType<typeof asked>): number {
  const weight = total(weights)
  const rest = pool * PRECISION - total(adjusted.values())
  const own = rest * (weights[index] ?? 0n) + (adjusted.get(index) ?? 0n) * weight
  return own < 0n ? -1 : own > 0n ? 1 : 0
}

test('in 5,000 random histories with adjusted parts nothing is lost, and no line has the sign opposite to its share', () => {
  let [below, large] = [0, 0]
  fc.assert(
    fc.property(histories, ({ count, runs }) => {
      let carries: ArrayLike<bigint> = new BigInt64Array(count)
      let residue = 0n
      for (const { parts, shared } of runs) {
        const question = asked({ parts: parts.slice(0, count), shared })
        if (total(question.weights) === 0n) continue
        const { weights, adjusted, pool } = question
        const given: Parts = { weights, carries, adjusted }
        const result = allocate(pool, given, residue)
        must(total(result.amounts) === pool, 'the parts sum to the pool')
        must(total(result.carries) + result.residue === 0n, 'carries and residue are zero together')
        for (const [index, amount] of result.amounts.entries()) {
          const sign = ownSign(index, question)
          must(BigInt(sign) * amount >= 0n, `no line has the sign opposite to its own share: ${index}`)
          const takesPart = weights[index] !== 0n || adjusted.has(index)
          must(takesPart || amount === 0n, 'without weight and adjustment, no cent')
          const carry = size(result.carries[index] ?? 0n)
          if (amount < 0n) below++
          if (carry >= PRECISION) large++
          must(carry < 2n * PRECISION, 'a carry is below two units')
        }
        ;({ carries, residue } = result)
      }
    }),
    { numRuns: 5000 },
  )
  expect(below).toBeGreaterThan(1000)
  // One unit or more may be kept, but it is rare.
  expect(large).toBeLessThan(below / 1000)
})

/** Half of the holders get the unit that all are due half of, and keep -1/2; the others, who keep 1/2, leave. */
function afterLeaving(half: number): { parts: Parts; residue: bigint } {
  const all = Array.from({ length: 2 * half }, () => 1n)
  const { amounts, carries, residue } = allocate(BigInt(half), { weights: all, carries: all.map(() => 0n) })
  const weights = Array.from(amounts, (amount, index) => (amount === 0n ? 0n : index === 0 ? 10n ** 9n : 1n))
  return { parts: { weights, carries }, residue }
}

test('a fraction that grows when many leave is kept in full, and is a fault where a column cannot hold it', () => {
  const few = afterLeaving(10)
  const kept = allocate(1n, few.parts, few.residue)
  expect(kept.amounts[0]).toBe(1n)
  expect((kept.carries[0] ?? 0n) / PRECISION).toBe(4n)
  expect(total(kept.carries) + kept.residue).toBe(0n)
  const many = afterLeaving(25)
  expect(() => allocate(1n, many.parts, many.residue)).toThrow(/A fraction of \d+ cannot be kept/)
})
