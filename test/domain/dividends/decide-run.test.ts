import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  decideRun,
  type Holders,
  NO_RUN_YET,
  type PoolResult,
  type RunInput,
} from '../../../src/domain/dividends/run/decide-run.ts'
import { linesOf, nextState, simulate } from '../../../src/domain/dividends/run/simulate.ts'
import type { TiersResult, TiersState } from '../../../src/domain/dividends/tiers/progress.ts'
import { runTiers } from '../../../src/domain/dividends/tiers/run-tiers.ts'
import { type Exact, formatExact, sum, ZERO } from '../../../src/domain/money/fraction.ts'
import { formatAmount } from '../../../src/domain/money/money.ts'
import type { Recipient } from '../../../src/domain/offerings/terms/contract-terms.ts'
import { CONTRACT } from '../../support/world.ts'

const terms: RunInput['terms'] = {
  ...CONTRACT,
  tiers: [
    { name: 'Fee', takes: '0.07', split: [{ to: 'platform', ratio: '1' }] },
    {
      name: 'Until recouped',
      upTo: { counts: 'class:parts', raised: { class: 'parts', times: '1.2' } },
      split: [
        { to: 'class:parts', ratio: '0.8' },
        { to: 'issuer', ratio: '0.2' },
      ],
    },
    {
      name: 'Rest',
      takes: '1',
      split: [
        { to: 'class:parts', ratio: '1/3' },
        { to: 'issuer', ratio: '2/3' },
      ],
    },
  ],
}

/** Who holds how many shares, by id; whoever had a line before and holds none is among them. */
const input = (
  net: bigint,
  held: Record<string, number>,
  before = NO_RUN_YET,
  carries = new Map(),
): RunInput => {
  const ids = [...new Set([...Object.keys(held), ...carries.keys()])].toSorted()
  const column = (value: (id: string) => bigint) => ids.map(value)
  const holders: Holders = {
    ids,
    weights: column(id => BigInt(held[id] ?? 0)),
    carries: column(id => carries.get(id) ?? 0n),
    paidIn: column(id => BigInt(held[id] ?? 0) * 1000n),
    received: column(() => 0n),
  }
  const sold = Object.values(held).reduce((total, count) => total + BigInt(count), 0n)
  const revenue = [{ reportId: 'r', periodEnd: '2025-01-31', category: null, gross: net, net, units: 0n }]
  const classes = [{ classId: 'c', code: 'parts', shares: 100n, sold, holders }]
  return { revenue, terms, classes, asOf: '2025-01-31', before }
}

const total = (column: Iterable<bigint>) => [...column].reduce((all, value) => all + value, 0n)

const shares = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 3, maxLength: 3 })
const months = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 6n }), shares), {
  minLength: 1,
  maxLength: 8,
})

test('over random months, with holders who come and go: parts sum, carries and residues are zero together', () => {
  fc.assert(
    fc.property(months, runs => {
      let before = NO_RUN_YET
      let carries = new Map<string, bigint>()
      for (const [amount, held] of runs) {
        const holding = {
          a: held[0] ?? 0,
          b: held[1] ?? 0,
          c: held.some(count => count > 0) ? (held[2] ?? 0) : 1,
        }
        const result = decideRun(input(amount, holding, before, carries))
        const pool = result.pools[0] as PoolResult
        expect(total(result.recipients.map(line => line.amount))).toBe(amount)
        expect(total(pool.amounts)).toBe(pool.amount)
        expect(total(result.recipients.map(line => line.carry)) + result.residue).toBe(0n)
        expect(total(pool.carries) + pool.residue).toBe(0n)
        expect(pool.amounts.every(line => line >= 0n)).toBe(true)
        before = nextState(before, result)
        carries = new Map(
          Array.from(pool.carries, (carry, index) => [pool.holders.ids.at(index) ?? '', carry]),
        )
      }
    }),
    { numRuns: 300 },
  )
})

test('in 10,000 random cases the order in which holders are read changes nothing', () => {
  const holding = fc.array(fc.tuple(fc.uuid(), fc.integer({ min: 1, max: 20 })), {
    minLength: 2,
    maxLength: 8,
  })
  const cents = fc.bigInt({ min: 1n, max: 500n })
  fc.assert(
    fc.property(holding, fc.array(cents, { minLength: 1, maxLength: 2 }), (held, amounts) => {
      const holders = [...new Map(held)].map(([name, count]) => ({ name, shares: count, paidIn: '10.00' }))
      const played = (order: typeof holders) =>
        simulate({
          contract: CONTRACT,
          classes: [{ code: 'parts', shares: 1000, holders: order }],
          runs: amounts.map(amount => ({
            reports: [{ periodEnd: '2025-01-31', lines: [{ gross: formatAmount(amount, 'EUR') }] }],
          })),
        }).map(each => [...linesOf(each, 'parts')].map(([id, line]) => `${id} ${line.amount} ${line.carry}`))
      // Equal holders tie: whoever gets the cent is the same whoever was read first.
      expect(played(holders.toReversed()).join()).toBe(played(holders).join())
    }),
    { numRuns: 10_000 },
  )
})

describe('tiers', () => {
  test('leave nothing over: the dues sum to the amount exactly, whatever it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), amount => {
        const { tiers, left } = run(amount)
        const dues = tiers.flatMap(tier => tier.dues.map(due => due.exact))
        expect([formatExact(sum(dues)), formatExact(left)]).toEqual([String(amount), '0'])
      }),
    )
  })

  test('splitting an income in two changes no tier’s exact amount, thresholds and all', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 6n }), fc.bigInt({ min: 1n, max: 10n ** 6n }), (a, b) => {
        const taken = (result: TiersResult) => result.tiers.map(tier => tier.taken)
        const first = run(a)
        const second = run(b, stateAfter(first))
        const apart = taken(first).map((tier, index) => formatExact(tier.add(taken(second)[index] ?? ZERO)))
        expect(apart).toEqual(taken(run(a + b)).map(formatExact))
      }),
    )
  })
})

const facts = new Map([['class:parts' as const, { sold: 50n, all: 100n, raised: 100_000n, room: null }]])

function run(net: bigint, before: TiersState = NO_RUN_YET.tiers): TiersResult {
  const revenue = [{ reportId: 'r', periodEnd: '2025-01-31', category: null, gross: net, net, units: 0n }]
  return runTiers({ revenue, terms, classes: facts, asOf: '2025-01-31', before })
}

function stateAfter({ tiers }: TiersResult): TiersState {
  const received = new Map<Recipient, Exact>()
  for (const { recipient, exact } of tiers.flatMap(tier => tier.dues)) {
    received.set(recipient, (received.get(recipient) ?? ZERO).add(exact))
  }
  const states = tiers.map(({ name, taken, owed }) => [name, { taken, owed, accrual: null }] as const)
  return { tiers: new Map(states), received }
}
