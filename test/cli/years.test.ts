import { describe, expect, test } from '@jest/globals'
import { readCase } from '../../src/cli/demo/case.ts'
import { playYears, yearsScreen } from '../../src/cli/demo/years.ts'
import { exact, ONE } from '../../src/domain/money/fraction.ts'
import { runNode, sourceFile } from '../support/moving.ts'

const kase = readCase('mmc-gregoire')

describe('ten years of odd sums', () => {
  const { sums, holders, carried, rounded } = playYears(kase, 10)

  test('are 120, each with an odd last digit', () => {
    expect([sums.length, holders]).toEqual([120, 347])
    expect(sums.filter(sum => sum % 2n !== 1n || sum >= 10_000_000n)).toEqual([])
  })

  test('never leave a holder a cent from his due, and lose and invent nothing', () => {
    expect(carried.farthest.compare(ONE)).toBeLessThan(0)
    expect(carried.invented).toBe(0n)
  })

  test('stray when each line is rounded by itself', () => {
    expect(rounded.farthest.compare(exact(10n))).toBeGreaterThan(0)
    expect(rounded.invented).not.toBe(0n)
  })
})

test('the figures are measured: of three equal holders they can be counted in thirds of a cent', () => {
  const published = { ...kase.published, holders: 3, leastShares: 1, namedShares: 1, mostShares: 1 }
  const three = { ...kase, published, class: { ...kase.class, shares: 3 }, split: { 'class:parts': '1' } }
  const { sums, carried, rounded } = playYears(three, 10)
  // A sum that leaves 1 of 3 costs each a third of a cent when his line is rounded alone; one that leaves 2 gives it.
  let [thirds, farthest] = [0n, 0n]
  for (const sum of sums) {
    thirds += [0n, -1n, 1n][Number(sum % 3n)] ?? 0n
    const distance = thirds < 0n ? -thirds : thirds
    if (distance > farthest) farthest = distance
  }
  expect(rounded).toEqual({ farthest: exact(farthest).div(exact(3n)), invented: thirds })
  // Whoever gets the cent that is left is two thirds ahead.
  expect(carried).toEqual({ farthest: exact(2n).div(exact(3n)), invented: 0n })
})

test('the table shows what was measured', () => {
  const straying = (cents: bigint, invented: bigint) => ({ farthest: exact(cents).div(exact(4n)), invented })
  const lines = yearsScreen({
    sums: [100_000_01n, 2_01n],
    holders: 3,
    carried: straying(3n, 0n),
    rounded: straying(97n, 12n),
  })
  expect(lines[0]).toBe('2 odd sums, together 100,002.02 EUR, divided among 3 holders.')
  expect(lines.slice(-2).map(line => line.trim().split(/\s{2,}/))).toEqual([
    ['our method (carry)', '0.750000', '3/4', '0'],
    ['each line rounded alone', '24.250000', '97/4', '+12'],
  ])
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80)
})

describe('npm run demo -- --years', () => {
  test('shows the table without a server', async () => {
    const { end, said } = await runNode([sourceFile('cli/demo.ts'), '--years', '1'])
    expect({ end, said }).toMatchObject({ end: 0, said: expect.stringContaining('12 odd sums') })
  })

  test.each(['0', '-1', '100', '1.5', 'ten'])('does not take %s', async years => {
    const { end, said } = await runNode([sourceFile('cli/demo.ts'), `--years=${years}`])
    expect({ end, said }).toMatchObject({ end: 1, said: expect.stringContaining(`"${years}" is no number`) })
  })
})
