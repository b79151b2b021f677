import { describe, expect, test } from '@jest/globals'
import { readRevenueFile } from '../../../src/documents/revenue-file/read-revenue-file.ts'
import { distroKid13, NOTHING, read, TEMPLATE, template, written } from '../../support/revenue-files.ts'

describe('whatever its letters and ends of lines', () => {
  const content = template([{ source: 'Théâtre' }, { source: 'Café' }])
  const utf16be = () => Buffer.from(`\uFEFF${content}`, 'utf16le').swap16()

  test.each<[string, 'utf-8' | 'utf-16' | 'iso-8859-1', Uint8Array]>([
    ['UTF-8', 'utf-8', Buffer.from(content)],
    ['UTF-8 with a mark', 'utf-8', Buffer.from(`\uFEFF${content}`)],
    ['UTF-16', 'utf-16', Buffer.from(`\uFEFF${content}`, 'utf16le')],
    ['UTF-16 the other way round', 'utf-16', utf16be()],
    ['ISO-8859-1', 'iso-8859-1', Buffer.from(content, 'latin1')],
    ['CRLF', 'utf-8', Buffer.from(content.replaceAll('\n', '\r\n'))],
    ['CR', 'utf-8', Buffer.from(content.replaceAll('\n', '\r'))],
    [
      'all of them and empty lines',
      'utf-8',
      Buffer.from(content.replace('\n', '\r\n\r\n').replace(/\n$/, '\r')),
    ],
  ])('a file is read: %s', async (_what, encoding, bytes) => {
    const { totals, problems, warnings, ...reading } = await read(bytes)
    expect(reading.encoding).toBe(encoding)
    expect(totals.map(total => total.source)).toEqual(['Café', 'Théâtre'])
    expect(problems).toEqual(NOTHING)
    expect(warnings.first.map(warning => warning.message)).toEqual(
      encoding === 'iso-8859-1' ? ['read as ISO-8859-1, because it is not UTF-8: look at the names'] : [],
    )
  })

  test('lines are counted as an editor counts them', async () => {
    const note = '"two\r\nlines"'
    const [header, row] = template([{}]).split('\n')
    const lines = [header, `${row}${note}`, '', `${row}x`, row]
    const { all } = await read(lines.join('\r\n'))
    expect(all.map(line => line.line)).toEqual([2, 5, 6])
  })

  test('between tabs, a title may have quotes in it', async () => {
    const content = distroKid13([{ Title: 'Lantern' }])
      .replaceAll(',', '\t')
      .replace('Lantern', '12" Mix "live"')
    expect(await read(content)).toMatchObject({ lines: 1, problems: NOTHING })
  })
})

test('100,000 lines are read one by one', async () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, index) => `2010-01-01,2010-01-31,D,,${index},,,1,EUR,1.000000001,,1.000000001,`,
  )
  let taken = 0
  const take = () => {
    taken += 1
  }
  const reading = await readRevenueFile(Buffer.from([TEMPLATE.join(','), ...rows].join('\n')), { take })
  expect([taken, reading.lines, reading.problems.count, reading.warnings.count]).toEqual([
    100_000, 100_000, 0, 0,
  ])
  expect(reading.totals.map(written)).toMatchObject([
    { units: 100_000n, amounts: ['100000.0001', '0', '100000.0001'] },
  ])
})
