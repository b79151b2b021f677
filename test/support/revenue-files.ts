import { readRevenueFile } from '../../src/documents/revenue-file/read-revenue-file.ts'
import type { RevenueFileLine } from '../../src/documents/revenue-file/reading.ts'
import { type Decimal, formatDecimal } from '../../src/domain/money/decimal.ts'

/** Headers of the files we know, as their makers write them, and rows of our own. */
export const DISTROKID_13 = [
  'Reporting Date',
  'Sale Month',
  'Store',
  'Artist',
  'Title',
  'ISRC',
  'UPC',
  'Quantity',
  'Team Percentage',
  'Song/Album',
  'Country of Sale',
  'Songwriter Royalties Withheld',
  'Earnings (USD)',
]
export const DISTROKID_15 = [
  'Date Inserted',
  'Reporting Date',
  'Sale Month',
  'Store',
  'Artist',
  'Title',
  'ISRC',
  'UPC',
  'Quantity',
  'Team Percentage',
  'Source Type',
  'Country of Sale',
  'Songwriter Royalties Withheld (USD)',
  'Earnings (USD)',
  'Recoup (USD)',
]
export const TUNECORE_21 = [
  'Sales Period',
  'Posted Date',
  'Store Name',
  'Country Of Sale',
  'Artist',
  'Release Type',
  'Release Title',
  'Song Title',
  'Label',
  'UPC',
  'Optional UPC',
  'TC song ID',
  'Optional ISRC',
  'Sales Type',
  '# Units Sold',
  'Per Unit Price',
  'Net Sales',
  'Net Sales Currency',
  'Exchange Rate',
  'Total Earned',
  'Currency',
]
export const TEMPLATE = [
  'period_start',
  'period_end',
  'source',
  'category',
  'external_ref',
  'isrc_or_upc',
  'territory',
  'units',
  'currency',
  'gross',
  'deductions',
  'net',
  'note',
]

type Row = Record<string, string>

const DISTROKID_ROW: Row = {
  'Reporting Date': '2010-03-20',
  'Sale Month': '2010-01',
  Store: 'Deezer',
  Artist: 'Nina Night',
  Title: 'Lantern',
  UPC: '0036000291452',
  Quantity: '10',
  'Team Percentage': '100',
  'Song/Album': 'Song',
  'Source Type': 'Song',
  'Country of Sale': 'FR',
  'Earnings (USD)': '0.04',
}
const TUNECORE_ROW: Row = {
  'Sales Period': '2010-01-01',
  'Posted Date': '2010-03-01',
  'Store Name': 'Deezer',
  'Country Of Sale': 'FR',
  Artist: 'Nina Night',
  'Release Type': 'Song',
  'Sales Type': 'Streaming',
  '# Units Sold': '10',
  'Per Unit Price': '0.004',
  'Net Sales': '0.04',
  'Net Sales Currency': 'USD',
  'Exchange Rate': '0.75',
  'Total Earned': '0.03',
  Currency: 'EUR',
}
const TEMPLATE_ROW: Row = {
  period_start: '2010-01-01',
  period_end: '2010-01-31',
  source: 'Concert',
  currency: 'EUR',
  gross: '10.00',
  net: '10.00',
}

const quoted = (cell: string) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const inOrder = (columns: readonly string[], row: Row) =>
  columns.map(column => quoted(row[column] ?? '')).join(',')

/** A file with these columns and rows: what a row does not say is as usual. */
function file(columns: readonly string[], usual: Row, rows: readonly Row[]): string {
  return [columns.join(','), ...rows.map(row => inOrder(columns, { ...usual, ...row })), ''].join('\n')
}

export const distroKid13 = (rows: Row[]) => file(DISTROKID_13, DISTROKID_ROW, rows)
export const distroKid15 = (rows: Row[]) => file(DISTROKID_15, DISTROKID_ROW, rows)
export const tuneCore = (rows: Row[]) => file(TUNECORE_21, TUNECORE_ROW, rows)
export const template = (rows: Row[]) => file(TEMPLATE, TEMPLATE_ROW, rows)

export const NOTHING = { first: [], count: 0 }

/** What a file says, with all its lines. */
export async function read(content: string | Uint8Array) {
  const all: RevenueFileLine[] = []
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const reading = await readRevenueFile(bytes, { take: line => all.push(line) })
  return { ...reading, all }
}

/** The three sums as decimals. */
export function written<Row extends { gross: Decimal; deductions: Decimal; net: Decimal }>(row: Row) {
  const { gross, deductions, net, ...rest } = row
  return { ...rest, amounts: [gross, deductions, net].map(formatDecimal) }
}
