import { describe, expect, test } from '@jest/globals'
import type { FileKind } from '../../src/documents/import-file/columns.ts'
import { PROBLEM_HEADER, problemLine } from '../../src/documents/import-file/problem-list.ts'
import { readImport } from '../../src/documents/import-file/read-import.ts'
import type { LineProblem, ReadLine } from '../../src/documents/import-file/reading.ts'
import { HEADERS } from '../support/old-books.ts'

const PROJECT = '0198aaaa-0000-7000-8000-000000000001'
const LOT = `old,L1,I1,Project:${PROJECT},parts,3,10.00,EUR,2024-05-01`

async function read(kind: FileKind, content: string | Uint8Array) {
  const all = { lines: [] as ReadLine[], problems: [] as LineProblem[] }
  for await (const { lines, problems } of readImport(Buffer.from(content), kind)) {
    all.lines.push(...lines)
    all.problems.push(...problems)
  }
  return all
}

const lots = (...lines: string[]) => read('lots', [HEADERS.lots, ...lines].join('\n'))
const codes = ({ problems }: { problems: LineProblem[] }) =>
  problems.map(({ line, column, code }) => [line, column, code])

const SAID = {
  source: 'old',
  reference: 'L1',
  investor: 'I1',
  project: PROJECT,
  class: 'parts',
  shares: '3',
  price: '1000',
  currency: 'EUR',
  since: '2024-05-01',
}

describe('a file of another platform', () => {
  test('is read with a mark at its start, with semicolons, other line ends, quotes and columns in any order', async () => {
    const header = HEADERS.lots.split(',').toReversed().join(';')
    const cells = LOT.split(',').toReversed()
    cells[8] = '"old"'
    const file = `\uFEFF${header}\r\n${cells.join(';')}\r\n`
    expect(await read('lots', file)).toEqual({ lines: [{ line: 2, said: SAID }], problems: [] })
    expect((await lots(LOT)).lines).toEqual([{ line: 2, said: SAID }])
  })

  test('that has a column twice, not at all, or one of its own is not read', async () => {
    const file = `${HEADERS.lots.replace(',since', ',class,colour')}\n${LOT}\n`
    expect(codes(await read('lots', file))).toEqual([
      [1, 'class', 'HEADER_TWICE'],
      [1, 'colour', 'HEADER_UNKNOWN'],
      [1, 'since', 'HEADER_MISSING'],
    ])
  })

  test.each([
    ['a decimal comma', LOT.replace('10.00', '"10,00"'), 'price', 'VALUE_MALFORMED'],
    ['an amount below zero', LOT.replace('10.00', '-10.00'), 'price', 'VALUE_MALFORMED'],
    ['a third decimal', LOT.replace('10.00', '10.001'), 'price', 'AMOUNT_TOO_PRECISE'],
    ['an unknown currency', LOT.replace('EUR', 'XYZ'), 'currency', 'VALUE_MALFORMED'],
    ['a day that does not exist', LOT.replace('2024-05-01', '2024-02-30'), 'since', 'VALUE_MALFORMED'],
    ['half a share', LOT.replace(',3,', ',1.5,'), 'shares', 'VALUE_MALFORMED'],
    ['no share', LOT.replace(',3,', ',0,'), 'shares', 'VALUE_MALFORMED'],
    ['a formula', LOT.replace('L1', '"=HYPERLINK(""http://x.example"")"'), 'reference', 'VALUE_FORMULA'],
    ['a name that is a sum', LOT.replace('I1', '@SUM(A1)'), 'investor', 'VALUE_FORMULA'],
    ['an empty cell', LOT.replace('I1', ''), 'investor', 'VALUE_MISSING'],
    ['a project that is no id', LOT.replace(PROJECT, 'ours'), 'project', 'VALUE_MALFORMED'],
    ['a cell too many', `${LOT},x`, null, 'CELLS_MISCOUNTED'],
  ])('with %s names the line, the column and what is expected', async (_what, line, column, code) => {
    const found = await lots(LOT, line)
    expect(codes(found)).toEqual([[3, column, code]])
    expect(found.problems[0]?.expected).not.toBe('')
    expect(found.lines).toHaveLength(1)
  })

  test('never repeats personal data: not a name, an address or a country', async () => {
    const file = `${HEADERS.investors}\nold,I1,person,=Ann,ann@@x,en,France,12,2024-13-01\n`
    const { problems } = await read('investors', file)
    expect(problems.map(({ column, value }) => [column, value])).toEqual([
      ['name', null],
      ['email', null],
      ['country', null],
      ['tax_country', null],
      ['tax_proved_on', null],
    ])
  })

  test('in another encoding, as a workbook, with a line of a megabyte or an open quote says so and goes no further', async () => {
    const unreadable = async (content: string | Uint8Array) => codes(await read('lots', content)).at(-1)
    expect(await unreadable(Buffer.from(`${HEADERS.lots}\nold,Zo\xeb`, 'latin1'))).toEqual([
      1,
      null,
      'FILE_UNREADABLE',
    ])
    expect(await unreadable(Buffer.from(`\uFEFF${HEADERS.lots}\n${LOT}`, 'utf16le'))).toEqual([
      1,
      null,
      'FILE_UNREADABLE',
    ])
    expect(await unreadable(Buffer.from([0x50, 0x4b, 3, 4]))).toEqual([1, null, 'FILE_UNREADABLE'])
    expect(await unreadable(`${HEADERS.lots}\n${LOT}\n${'x'.repeat(2 ** 20)}\n`)).toEqual([
      3,
      null,
      'FILE_UNREADABLE',
    ])
    expect(await unreadable(`${HEADERS.lots}\n${LOT}\n"old,L2`)).toEqual([3, null, 'FILE_UNREADABLE'])
    expect(await unreadable('')).toEqual([1, null, 'FILE_EMPTY'])
    expect(await unreadable(`${HEADERS.lots}\n`)).toEqual([1, null, 'FILE_EMPTY'])
  })

  test('has its problems listed as CSV, in which no cell is a formula', () => {
    const problem = { line: 3, column: 'price', code: 'X', value: '-1', expected: 'a "number", such as 2' }
    expect(PROBLEM_HEADER + problemLine(problem)).toBe(
      'line,column,code,value,expected\r\n3,price,X,\'-1,"a ""number"", such as 2"\r\n',
    )
  })
})
