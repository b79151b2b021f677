import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { csvLines } from '../../../src/documents/tables/write-csv.ts'
import { MOST_ROWS, packXlsx, sheetRows } from '../../../src/documents/tables/write-xlsx.ts'
import { testWith } from '../../support/bookkeepers.ts'
import { sheetCells, unzipped } from '../../support/unzipped.ts'

const COLUMNS = [
  { name: 'name', number: false },
  { name: 'amount', number: true },
]

async function* streamed<T>(rows: Iterable<T>): AsyncGenerator<T> {
  yield* rows
}

const csv = async (...rows: string[][]) => (await Array.fromAsync(csvLines(COLUMNS, streamed(rows)))).join('')
const xlsx = async (...rows: string[][]) =>
  Buffer.concat(await Array.fromAsync(packXlsx(sheetRows(COLUMNS, streamed(rows)))))

test('a CSV says how its numbers are written, and quotes what would break a line', async () => {
  expect(await csv(['Ann, "the" first\nof two', '-10.50'], ['Zoë', ''])).toBe(
    'name,"amount (decimal point, not rounded)"\r\n"Ann, ""the"" first\nof two",-10.50\r\nZoë,\r\n',
  )
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '\n@x', "=cmd|' /C calc'!A0"])(
  'a text of %j is no formula in a CSV, and an amount below zero stays a number',
  async text => {
    expect(await csv([text, '-1.00'])).toContain(`'${text.replaceAll('"', '""')}`)
    expect(await csv([text, '-1.00'])).toMatch(/,-1\.00\r\n$/)
  },
)

test('a workbook keeps the digits of its numbers, and what a program would round is a text', async () => {
  const rows = [
    ['=1+1', '1234567890123.45'],
    ['<&>"', '12345678901234.56'],
    ['two\r\nlines \u0007', '-0.001'],
    ['', '0.00'],
  ]
  const bytes = await xlsx(...rows)
  expect(sheetCells(bytes)).toEqual([
    ['name', 'amount'],
    rows[0],
    rows[1],
    ['two\r\nlines \ufffd', '-0.001'],
    rows[3],
  ])
  const sheet = unzipped(bytes)['xl/worksheets/sheet1.xml']
  expect(sheet).toContain('<c s="2"><v>1234567890123.45</v></c>')
  expect(sheet).toContain('<t xml:space="preserve">12345678901234.56</t>')
  expect(sheet).toContain('<c s="3"><v>-0.001</v></c>')
})

test('the same rows give the same bytes of a workbook, whenever it is made', async () => {
  const rows = Array.from({ length: 5000 }, (_, row) => [`row ${row}`, `${row}.50`])
  const bytes = await xlsx(...rows)
  expect(bytes.equals(await xlsx(...rows))).toBe(true)
  expect(sheetCells(bytes)).toHaveLength(5001)
})

test('a sheet never leaves a row out: one too many is an error', async () => {
  async function* rows(count: number) {
    for (let row = 0; row < count; row++) yield ['', '']
  }
  const write = async (count: number) => {
    let written = 0
    for await (const _row of sheetRows(COLUMNS, rows(count))) written += 1
    return written
  }
  expect(await write(MOST_ROWS - 1)).toBe(1_048_576)
  await expect(write(MOST_ROWS)).rejects.toThrow('A sheet has at most 1048576 rows')
})

testWith('libxml2-utils', 'xmllint', 'each part of a workbook is well-formed XML', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-sheet-'))
  try {
    for (const text of Object.values(unzipped(await xlsx(['<&>"\u0001', '1.00'])))) {
      writeFileSync(join(folder, 'part.xml'), text)
      const { status, stderr } = spawnSync('xmllint', ['--noout', join(folder, 'part.xml')])
      expect([status, String(stderr)]).toEqual([0, ''])
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
