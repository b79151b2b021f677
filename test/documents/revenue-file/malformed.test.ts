import { describe, expect, test } from '@jest/globals'
import { readRevenueFile } from '../../../src/documents/revenue-file/read-revenue-file.ts'
import {
  distroKid13,
  distroKid15,
  NOTHING,
  read,
  TEMPLATE,
  template,
  tuneCore,
} from '../../support/revenue-files.ts'

const AMOUNT = 'expected an amount in plain digits with a point, such as 12.34'
const long = 'x'.repeat(100)

describe('a cell that does not hold what belongs there is named by line and column:', () => {
  test.each([
    ['gross', '1,234.56', `${AMOUNT}, found "1,234.56"`],
    ['gross', '1.234,56', `${AMOUNT}, found "1.234,56"`],
    ['gross', '1e3', `${AMOUNT}, found "1e3"`],
    ['gross', 'NaN', `${AMOUNT}, found "NaN"`],
    ['gross', '∞', `${AMOUNT}, found "∞"`],
    ['gross', 'Infinity', `${AMOUNT}, found "Infinity"`],
    ['gross', '١٢٫٣٤', `${AMOUNT}, found "١٢٫٣٤"`],
    ['gross', '-0', `${AMOUNT}, found "-0"`],
    ['gross', '', `${AMOUNT}, found nothing`],
    ['gross', ' 1', `${AMOUNT}, found " 1"`],
    ['gross', '12.34 €', `${AMOUNT}, found "12.34 €"`],
    ['gross', '9'.repeat(40), `${AMOUNT}, found "${'9'.repeat(40)}"`],
    ['gross', long, `${AMOUNT}, found "${'x'.repeat(40)}…"`],
    ['deductions', 'none', `${AMOUNT}, found "none"`],
    ['net', '9.99', 'expected 10 (gross less deductions), found "9.99"'],
    ['units', '1.5', 'expected a whole number, such as 1200, found "1.5"'],
    ['units', '1,200', 'expected a whole number, such as 1200, found "1,200"'],
    ['currency', '', 'expected the code of a currency we keep books in, such as EUR, found nothing'],
    [
      'currency',
      '__proto__',
      'expected the code of a currency we keep books in, such as EUR, found "__proto__"',
    ],
    ['period_start', '2010-02-30', 'expected a day, such as 2026-07-31, found "2010-02-30"'],
    ['period_start', '01/01/2010', 'expected a day, such as 2026-07-31, found "01/01/2010"'],
    ['period_end', '2009-12-31', 'expected a day not before 2010-01-01, found "2009-12-31"'],
    ['source', '', 'expected a name of 1 to 200 letters on one line, found nothing'],
    ['source', 'a\u202eb', 'expected a name of 1 to 200 letters on one line, found "a\u202eb"'],
    [
      'category',
      'Streams & more',
      'expected a word in small letters, such as streams, or nothing, found "Streams & more"',
    ],
    ['isrc_or_upc', 'FRX40100001', 'expected an ISRC, such as FRX402600123, found "FRX40100001"'],
    ['isrc_or_upc', '1234567', 'expected a UPC or EAN of 8 to 14 digits, found "1234567"'],
  ])('%s %j', async (column, cell, message) => {
    const reading = await read(template([{}, { [column]: cell }, { source: 'Other' }]))
    expect(reading.problems).toEqual({ first: [{ line: 3, column, message }], count: 1 })
    expect(reading.all.map(({ line }) => line)).toEqual([2, 4])
  })

  test.each([
    [distroKid13, 'Sale Month', '2010-13', 'expected a month, such as 2026-07, found "2010-13"'],
    [distroKid13, 'Sale Month', 'Jan 2010', 'expected a month, such as 2026-07, found "Jan 2010"'],
    [distroKid13, 'Earnings (USD)', '', `${AMOUNT}, found nothing`],
    [distroKid13, 'UPC', '3.60003E+11', 'expected a UPC or EAN of 8 to 14 digits, found "3.60003E+11"'],
    [distroKid15, 'Recoup (USD)', 'x', null],
    [tuneCore, 'Total Earned', '3,864', `${AMOUNT}, found "3,864"`],
    [tuneCore, 'Optional ISRC', 'none', 'expected an ISRC, such as FRX402600123, found "none"'],
  ])('%p %s %j', async (file, column, cell, message) => {
    const { problems } = await read(file([{ [column]: cell }]))
    expect(problems.first).toEqual(message === null ? [] : [{ line: 2, column, message }])
  })

  test('all of them, each with its own place', async () => {
    const { problems } = await read(template([{ gross: 'a', net: 'b' }, {}, { units: 'c' }]))
    expect(problems.first.map(({ line, column }) => [line, column])).toEqual([
      [2, 'gross'],
      [2, 'net'],
      [4, 'units'],
    ])
  })

  test('a second currency', async () => {
    const { problems, currency } = await read(tuneCore([{}, { Currency: 'USD' }]))
    expect([currency, problems.first]).toEqual([
      'EUR',
      [{ line: 3, column: 'Currency', message: 'expected EUR, as in the lines above, found "USD"' }],
    ])
  })

  test('a row that is too short or too long', async () => {
    const [header, row] = template([{}]).split('\n')
    const { problems, lines } = await read([header, `${row},`, row, 'x'].join('\n'))
    expect(lines).toBe(3)
    expect(problems.first).toEqual([
      { line: 2, column: null, message: 'expected 13 columns, found 14' },
      { line: 4, column: null, message: 'expected 13 columns, found 1' },
    ])
  })
})

describe('a file that cannot be read as a whole says why:', () => {
  const [header = '', row = ''] = template([{}]).split('\n')
  const without = (name: string) => TEMPLATE.filter(column => column !== name).join(',')

  test.each<[string, string | Uint8Array, number | null, string]>([
    ['nothing in it', '', null, 'the file is empty'],
    ['empty lines only', '\n\r\n\n', null, 'the file is empty'],
    ['a mark only', '\uFEFF', null, 'the file is empty'],
    ['no lines', `${header}\n`, null, 'there is a header and no line below it'],
    [
      'another header',
      'Name,Amount\nx,1\n',
      1,
      'this is not the header of a file we know (DistroKid, 13 columns; DistroKid, 15 columns; TuneCore, 21 columns; our template): found "Name", "Amount"',
    ],
    ['no header', `${row}\n`, 1, 'this is not the header of a file we know'],
    ['a column missing', `${without('net')}\n${row}`, 1, 'nearest to that of our template: it lacks "net"'],
    [
      'a column more',
      `${header},tax\n${row},1`,
      1,
      'nearest to that of our template: it has "tax", which we do not know',
    ],
    ['a column twice', `${header},net\n${row},1`, 1, 'more than once there is "net"'],
    [
      'names of JavaScript as columns',
      `__proto__,constructor,toString\n1,2,3`,
      1,
      'found "__proto__", "constructor", "toString"',
    ],
    [
      'a quote that never closes',
      `${header}\n${row}\n"${row}\n${row}`,
      3,
      'opened in this line or below and never closed',
    ],
    ['a quote in a field', `${header}\n${row}12" mix`, 2, 'a quote stands in the middle of a field'],
    ['more after a quote', `${header}\n${row}"12" mix`, 2, 'a field goes on after its closing quote'],
    ['a field of 10 MB', `${header}\n${row}\n${row}${'x'.repeat(10_000_000)}`, 3, 'longer than 100000 bytes'],
    ['a header of 10 MB', 'x'.repeat(10_000_000), 1, 'longer than 100000 bytes'],
    ['NUL', `${header}\n${row}\u0000`, null, 'the character NUL'],
    ['UTF-16 without a mark', Buffer.from(header, 'utf16le'), null, 'the character NUL'],
    ['half of UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), null, 'starts as UTF-16 and is not'],
    ['a workbook', Buffer.from('PK\u0003\u0004workbook'), null, 'This is an Excel workbook: save it as CSV.'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), null, 'the character NUL'],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, index) => 1 + ((index * 7919) % 255))), 1, ''],
  ])('%s', async (_what, content, line, message) => {
    const { problems, totals } = await read(content)
    expect(problems.first).toEqual([{ line, column: null, message: expect.stringContaining(message) }])
    expect(totals.length).toBe(line === 3 ? 1 : 0)
  })

  test('more lines than are read', async () => {
    const bytes = Buffer.from(template([{}, {}, {}]))
    const { problems, lines } = await readRevenueFile(bytes, { most: 2 })
    expect(lines).toBe(2)
    expect(problems.first).toEqual([{ line: 4, column: null, message: 'there are more than 2 lines' }])
    expect((await readRevenueFile(bytes, { most: 3 })).problems).toEqual(NOTHING)
  })

  test('a thousand problems, of which it shows a hundred', async () => {
    const { problems, lines } = await read(`${header}\n${'x\n'.repeat(5000)}`)
    expect([lines, problems.count, problems.first.length]).toEqual([1000, 1001, 100])
    expect(problems.first[0]).toEqual({
      line: 1002,
      column: null,
      message: 'from here the file was not read: 1000 problems are enough',
    })
  })
})

test('nothing in a file reaches the prototypes', async () => {
  const rows = [
    { source: '__proto__', category: 'constructor' },
    { source: 'constructor' },
    { note: '__proto__' },
  ]
  const { problems, totals } = await read(template(rows))
  expect(problems).toEqual(NOTHING)
  expect(totals.map(({ source }) => source)).toEqual(['Concert', 'constructor', '__proto__'])
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>).source).toBeUndefined()
})
