import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { decideRun, type RunInput } from '../../../src/domain/dividends/run/decide-run.ts'
import type { PreviousRun } from '../../../src/domain/dividends/run/previous-run.ts'
import { runTiers } from '../../../src/domain/dividends/tiers/run-tiers.ts'
import { formatExact, sum } from '../../../src/domain/money/fraction.ts'
import { CONTRACT } from '../../support/world.ts'

const FIRST: PreviousRun = { id: null, number: 0, residue: 0n, recipients: new Map(), pools: new Map() }
const terms: RunInput['terms'] = {
  ...CONTRACT,
  tiers: [
    { name: 'Fee', takes: '0.07', split: [{ to: 'platform', ratio: '1' }] },
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
const holdings = (...shares: number[]) =>
  shares.map((count, index) => ({ holderId: `h${index}`, shares: count }))
const input = (amount: bigint, shares: number[], previous = FIRST): RunInput => {
  return {
    amount,
    terms,
    classes: [{ classId: 'c', code: 'parts', shares: 100, holdings: holdings(...shares) }],
    previous,
  }
}

/** What a run hands on to the next one. */
function next(result: ReturnType<typeof decideRun>): PreviousRun {
  return {
    ...FIRST,
    residue: result.residue,
    recipients: new Map(result.recipients.map(line => [line.recipient, line.carry])),
    pools: new Map(
      result.pools.map(pool => [
        pool.classId,
        { residue: pool.residue, carries: new Map(pool.lines.map(line => [line.id, line.carry])) },
      ]),
    ),
  }
}

const shares = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 3, maxLength: 3 })
const months = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 6n }), shares), {
  minLength: 1,
  maxLength: 8,
})

test('over random months, with holders who come and go: parts sum, carries and residues are zero together', () => {
  fc.assert(
    fc.property(months, runs => {
      let previous = FIRST
      for (const [amount, held] of runs) {
        const present = input(amount, held.some(count => count > 0) ? held : [1, 0, 0], previous)
        present.classes = present.classes.map(each => ({
          ...each,
          holdings: each.holdings.filter(holding => holding.shares > 0),
        }))
        const result = decideRun(present)
        const [pool] = result.pools
        expect(result.recipients.reduce((total, line) => total + line.amount, 0n)).toBe(amount)
        expect(pool?.lines.reduce((total, line) => total + line.amount, 0n)).toBe(pool?.amount)
        expect(result.recipients.reduce((total, line) => total + line.carry, result.residue)).toBe(0n)
        expect(pool?.lines.reduce((total, line) => total + line.carry, pool.residue)).toBe(0n)
        expect(pool?.lines.every(line => line.amount >= 0n)).toBe(true)
        previous = next(result)
      }
    }),
    { numRuns: 300 },
  )
})

describe('tiers', () => {
  test('leave nothing over: the dues sum to the amount exactly, whatever it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), amount => {
        const dues = runTiers(amount, terms, new Map()).flatMap(result => result.dues.map(due => due.exact))
        expect(formatExact(sum(dues))).toBe(String(amount))
      }),
    )
  })

  test('splitting an income in two changes no tier’s exact amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (a, b) => {
        const taken = (amount: bigint) => runTiers(amount, terms, new Map()).map(result => result.taken)
        const together = taken(a + b).map(formatExact)
        const apart = taken(a).map((tier, index) => formatExact(tier.add(taken(b)[index] ?? 0)))
        expect(apart).toEqual(together)
      }),
    )
  })
})
