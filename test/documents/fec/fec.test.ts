import { describe, expect, test } from '@jest/globals'
import { checkFec } from '../../../src/documents/fec/check-fec.ts'
import { describeFec } from '../../../src/documents/fec/describe-fec.ts'
import type { FecRow } from '../../../src/documents/fec/fec-row.ts'
import { ACCOUNT_WORDS, ENTRY_WORDS } from '../../../src/documents/fec/fec-words.ts'
import { fecName, writeFec } from '../../../src/documents/fec/write-fec.ts'
import { ACCOUNT_KINDS, ENTRY_KINDS } from '../../../src/domain/ledger/kinds.ts'
import { sharedFile } from '../../support/shared-files.ts'

const BANK = { number: '512100', kind: 'bank', ownerId: null, scopeId: null, code: 'clients' }
const HELD = { ...BANK, number: '467200', kind: 'holder', ownerId: 'a', code: '' }
const ENTRY = {
  journal: 'BQ',
  journalName: 'Banque',
  number: 1,
  day: '2025-01-15',
  factId: 'f',
  what: 'receiptRecorded',
  other: null,
  validOn: '2025-02-02',
}

async function* streamed<T>(items: readonly T[]) {
  yield* items
}

async function linesOf(rows: readonly FecRow[]): Promise<string[]> {
  return (await Array.fromAsync(writeFec(streamed(rows)))).join('').split('\r\n').slice(0, -1)
}

const balanced: FecRow[] = [
  { ...ENTRY, account: BANK, amount: 105n },
  { ...ENTRY, account: HELD, amount: -105n },
  { ...ENTRY, number: 2, account: BANK, amount: -5n },
  { ...ENTRY, number: 2, account: HELD, amount: 5n },
]

/** The faults of the balanced lines after one of their fields was changed; `line` and `field` from 1 on. */
async function faultsWith(line: number, field: number, text: string): Promise<string[]> {
  const lines = (await linesOf(balanced)).map(each => each.split('\t'))
  const changed = lines.map((fields, at) => (at + 1 === line ? fields.toSpliced(field - 1, 1, text) : fields))
  const faults = await checkFec(streamed(changed.map(fields => fields.join('\t'))))
  return faults.map(({ line, fault }) => `${line}: ${fault}`)
}

describe('our reading of an export', () => {
  test('finds nothing in what we write', async () => {
    expect(await checkFec(streamed(await linesOf(balanced)))).toEqual([])
  })

  const sample = sharedFile('fec/123456789FEC20091231.txt')
  const tryIt = sample === undefined ? test.skip : test
  tryIt('finds nothing in a published sample', async () => {
    const lines = (sample ?? Buffer.alloc(0)).toString().split('\n').slice(0, -1)
    expect(await checkFec(streamed(lines))).toEqual([])
  })

  test.each<[string, [line: number, field: number, text: string], string[]]>([
    [
      'a column of another name',
      [1, 12, 'Montant'],
      ['1: the first line is not the names of the 18 columns'],
    ],
    ['a day that is none', [2, 4, '20250100'], ['2: EcritureDate is no day: 20250100']],
    [
      'a point in an amount',
      [2, 12, '1.05'],
      [
        '2: Debit is no amount: 1.05',
        '2: BQ BQ000001 does not balance',
        '5: debits and credits of the file differ',
      ],
    ],
    [
      'one altered cent',
      [3, 13, '1,06'],
      ['2: BQ BQ000001 does not balance', '5: debits and credits of the file differ'],
    ],
    [
      'an account outside the chart',
      [2, 5, '9A2100'],
      ['2: CompteNum begins with no account of the chart: 9A2100'],
    ],
    ['an entry made final before its day', [2, 16, '20250114'], ['2: ValidDate lies before EcritureDate']],
    ['an auxiliary account without a name', [3, 8, ''], ['3: CompAuxNum and CompAuxLib go together']],
    ['a currency without its amount', [3, 18, 'USD'], ['3: Montantdevise and Idevise go together']],
    [
      'a currency that is none',
      [3, 18, 'usd'],
      ['3: Montantdevise and Idevise go together', '3: Montantdevise and Idevise are no amount:  usd'],
    ],
    ['a piece without a reference', [3, 9, ''], ['3: PieceRef is empty']],
    [
      'a tab inside a field',
      [3, 11, 'a\tb'],
      [
        '3: 19 fields instead of 18',
        '2: BQ BQ000001 does not balance',
        '5: debits and credits of the file differ',
      ],
    ],
  ])('finds %s', async (_what, change, faults) => {
    expect(new Set(await faultsWith(...change))).toEqual(new Set(faults))
  })

  test('finds a gap in the numbers of a journal, and an empty file', async () => {
    const gap = balanced.map(row => (row.number === 2 ? { ...row, number: 3 } : row))
    expect(await checkFec(streamed(await linesOf(gap)))).toEqual([
      { line: 4, fault: 'BQ BQ000003 comes after number 1 of its journal' },
    ])
    expect(await checkFec(streamed([]))).toEqual([{ line: 0, fault: 'the file is empty' }])
  })
})

test('a field never holds what separates fields', async () => {
  const [, line] = await linesOf([{ ...ENTRY, account: BANK, amount: 1n, what: 'a\tb|c\r\nd' }])
  expect(line?.split('\t')).toHaveLength(18)
  expect(line).toContain('a b c d')
})

test('a line in another currency says how much it is in it, with its sign, and so does its auxiliary account', async () => {
  const other = { amount: -5n, currency: 'KWD' as const }
  const [, line] = await linesOf([{ ...ENTRY, account: BANK, amount: 0n, other }])
  const fields = line?.split('\t') ?? []
  expect([...fields.slice(6, 8), ...fields.slice(11, 13), ...fields.slice(16)]).toEqual([
    ...['clients/KWD', 'clients/KWD'],
    ...['0,00', '0,00'],
    ...['-0,005', 'KWD'],
  ])
})

test('every kind of account and of entry has a French name', () => {
  expect(Object.keys(ACCOUNT_KINDS).filter(kind => ACCOUNT_WORDS[kind] === undefined)).toEqual([])
  expect(Object.keys(ENTRY_KINDS).filter(kind => ENTRY_WORDS[kind] === undefined)).toEqual([])
})

test('the file is called by SIREN and last day, and its description says what is in it', () => {
  const file = fecName('123456782', 2025)
  expect(file).toBe('123456782FEC20251231.txt')
  const facts = { file, siren: '123456782', year: 2025, lines: 4, sha256: 'abc' }
  const journals = [['BQ', 'Banque']] as const
  const text = describeFec({ ...facts, currencies: [], journals })
  expect(text).toContain('Montantdevise, Idevise : sans objet.')
  const others = describeFec({ ...facts, currencies: ['CHF', 'USD'], journals })
  expect(others).toContain('positif au débit (CHF, USD)')
  expect(others).not.toContain('Montantdevise, Idevise : sans objet')
  for (const said of [
    file,
    'SIREN 123456782',
    '01/01/2025 au 31/12/2025',
    'nom des 18 champs',
    ': 4',
    'abc',
    'BQ  Banque',
  ]) {
    expect(text.replace('noms des 18', 'nom des 18')).toContain(said)
  }
})
