import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { type Case, linesOf, type SimulatedRun, simulate } from '../src/domain/dividends/run/simulate.ts'
import { type Exact, formatExact, round } from '../src/domain/money/fraction.ts'
import { formatAmount } from '../src/domain/money/money.ts'

const FOLDER = new URL('../demo/cases/waterfall/', import.meta.url)

type Expected = {
  recipients?: Record<string, string>
  tiers?: Record<string, string>
  holders?: Record<string, string>
}
type CaseFile = Omit<Case, 'runs'> & {
  name: string
  source: string[]
  runs: (Case['runs'][number] & { repeat?: number; expect?: Expected })[]
  expect?: { received: Record<string, string> }
}

const files = readdirSync(FOLDER)
  .filter(name => name.endsWith('.json'))
  .map(name => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as CaseFile)

describe('every case comes out to the cent', () => {
  test.each(files.map(file => [file.name, file] as const))('%s', (_name, file) => {
    const { currency } = file.contract
    const money = (minor: bigint) => formatAmount(minor, currency)
    const runs = file.runs.flatMap(run => Array.from({ length: run.repeat ?? 1 }, () => run))
    const done = simulate({ ...file, runs })
    const expected = runs.flatMap(run => (run.expect === undefined ? [] : [run.expect]))
    expect(done.map((run, index) => shown(run, expected[index] ?? {}, money))).toEqual(expected)
    for (const [recipient, sum] of Object.entries(file.expect?.received ?? {})) {
      const got = done.flatMap(run => run.recipients).filter(line => line.recipient === recipient)
      expect(money(got.reduce((total, line) => total + line.amount, 0n))).toBe(sum)
    }
  })
})

/** What a run did, as far as the case says what it expects. */
function shown(run: SimulatedRun, expected: Expected, money: (minor: bigint) => string): Expected {
  const lines = run.pools.flatMap(pool => [...linesOf(run, pool.classId)])
  const parts = {
    recipients: run.recipients.map(line => [line.recipient, money(line.amount)]),
    tiers: run.tiers.map(tier => [tier.name, exactly(tier.taken, money)]),
    holders: lines.map(([id, line]) => [id, money(line.amount)]),
  }
  return Object.fromEntries(
    Object.entries(expected).map(([part, names]) => {
      const all = Object.fromEntries(parts[part as keyof Expected])
      return [part, Object.fromEntries(Object.keys(names).map(name => [name, all[name]]))]
    }),
  )
}

/** Tiers are not rounded: a case expects whole minor units of them, or it is not to the cent. */
function exactly(value: Exact, money: (minor: bigint) => string): string {
  return value.d === 1n ? money(round(value, 'down')) : formatExact(value)
}
