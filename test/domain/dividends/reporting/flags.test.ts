import { expect, test } from '@jest/globals'
import { changesBetween } from '../../../../src/domain/dividends/reporting/changes.ts'
import { type Comparison, flagsOf } from '../../../../src/domain/dividends/reporting/flags.ts'
import { parseRatio } from '../../../../src/domain/money/fraction.ts'

const FEBRUARY = { periodStart: '2025-02-01', periodEnd: '2025-02-28' }
const last = (net: bigint) => ({ ...FEBRUARY, net })
const line = (source: string, gross: bigint, category: string | null = null) => {
  return { source, category, gross, deduction: 0n }
}

test('a report beside the last one: source by source, the greatest change first', () => {
  const before = [line('Deezer', 1000n, 'streams'), line('Spotify', 500n), line('Spotify', 100n)]
  const now = [{ ...line('Deezer', 1100n, 'streams'), deduction: 50n }, line('Deezer', 700n, 'downloads')]
  expect(changesBetween(before, now)).toEqual([
    { source: 'Deezer', category: 'downloads', before: 0n, now: 700n },
    { source: 'Spotify', category: null, before: 600n, now: 0n },
    { source: 'Deezer', category: 'streams', before: 1000n, now: 1050n },
  ])
})

const QUIET: Comparison = {
  currency: 'EUR',
  net: 420_000n,
  last: null,
  changes: [],
  tolerance: parseRatio('0.25'),
  bank: null,
}

test.each<[string, Partial<Comparison>, string[]]>([
  ['nothing to compare with', {}, []],
  ['exactly the tolerance above', { net: 125n, last: last(100n) }, []],
  [
    'a cent more',
    { net: 126n, last: last(100n) },
    ['Net 1.26 EUR is 26 % above the 1.00 EUR of 2025-02-01 to 2025-02-28; the tolerance is 25 %.'],
  ],
  [
    'far above',
    { last: last(260_000n) },
    ['Net 4200.00 EUR is 62 % above the 2600.00 EUR of 2025-02-01 to 2025-02-28; the tolerance is 25 %.'],
  ],
  [
    'nothing after something',
    { net: 0n, last: last(100n) },
    ['Net 0.00 EUR is 100 % below the 1.00 EUR of 2025-02-01 to 2025-02-28; the tolerance is 25 %.'],
  ],
  [
    'something after nothing',
    { net: 1n, last: last(0n) },
    ['Net 0.01 EUR comes after the 0.00 EUR of 2025-02-01 to 2025-02-28; the tolerance is 25 %.'],
  ],
  ['nothing after nothing', { net: 0n, last: last(0n) }, []],
  [
    'a source that is missing',
    { changes: [{ source: 'Spotify', category: 'streams', before: 600n, now: 0n }] },
    ['1 source of the last report brought nothing now (6.00 EUR then): Spotify (streams).'],
  ],
  [
    'many that are missing',
    { changes: ['A', 'B', 'C', 'D'].map(source => ({ source, category: null, before: 100n, now: 0n })) },
    ['4 sources of the last report brought nothing now (4.00 EUR then): A, B, C and others.'],
  ],
  [
    'money that has not arrived',
    { bank: { reported: 100_000n, arrived: 40_000n } },
    ['1000.00 EUR is reported and not distributed; 400.00 EUR of it has arrived.'],
  ],
  ['money that has arrived', { bank: { reported: 100_000n, arrived: 125_000n } }, []],
  [
    'money that nobody reported',
    { bank: { reported: 100_000n, arrived: 125_001n } },
    [
      '1000.00 EUR is reported and not distributed; 1250.01 EUR has arrived, more than the tolerance of 25 % above.',
    ],
  ],
])('flags: %s', (_what, change, wanted) => {
  expect(flagsOf({ ...QUIET, ...change }).map(flag => flag.message)).toEqual(wanted)
})
