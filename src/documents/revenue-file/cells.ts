import { type Currency, parseCurrency } from '../../domain/money/currency.ts'
import { type Decimal, parseDecimal } from '../../domain/money/decimal.ts'
import type { Remark } from './reading.ts'

/** A row under its header, and what is found wrong with it while it is read. */
export type Cells = {
  line: number
  cells: readonly string[]
  /** Where each column of the format stands. */
  columns: ReadonlyMap<string, number>
  problems: Remark[]
}

/** What a cell holds, without the spaces around it. */
export function textIn(row: Cells, column: string): string {
  return cellIn(row, column).trim()
}

/** Says that a cell does not hold what belongs there. */
export function expected(row: Cells, column: string, what: string): void {
  const message = `expected ${what}, found ${shown(cellIn(row, column))}`
  row.problems.push({ line: row.line, column, message })
}

/** A text of somebody else's as it may be shown: cut where it is long. */
export function shown(text: string): string {
  if (text === '') return 'nothing'
  return `"${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}"`
}

const LONGEST_SHOWN = 40

/** An exact amount; where `orNothing` is true an empty cell is zero. */
export function amountIn(row: Cells, column: string, orNothing = false): Decimal {
  const text = cellIn(row, column)
  if (text === '' && orNothing) return 0n
  const amount = parseDecimal(text)
  if (amount === null) expected(row, column, 'an amount in plain digits with a point, such as 12.34')
  return amount ?? 0n
}

/** A count of units sold, negative for returns. */
export function unitsIn(row: Cells, column: string, orNothing = false): bigint {
  const text = cellIn(row, column)
  if (text === '' && orNothing) return 0n
  if (/^-?\d{1,12}$/.test(text) && text !== '-0') return BigInt(text)
  expected(row, column, 'a whole number, such as 1200')
  return 0n
}

/** What is refused in the name of a source: it is printed on papers. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

/** A name of 1 to 200 letters in one Unicode form. */
export function nameIn(row: Cells, column: string): string {
  const name = textIn(row, column).normalize('NFC')
  if (name === '' || name.length > 200 || CONTROL.test(name)) {
    expected(row, column, 'a name of 1 to 200 letters on one line')
  }
  return name
}

/** Any day of a month stands for the month: its first and last day. */
export function monthIn(row: Cells, column: string): { periodStart: string; periodEnd: string } {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])(?:-\d{2})?$/.exec(textIn(row, column)) ?? []
  if (year === undefined) {
    expected(row, column, 'a month, such as 2026-07')
    return { periodStart: '', periodEnd: '' }
  }
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return { periodStart: `${year}-${month}-01`, periodEnd: `${year}-${month}-${last}` }
}

/** A day that exists. */
export function dayIn(row: Cells, column: string): string {
  const day = textIn(row, column)
  const midnight = new Date(`${day}T00:00:00Z`)
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !exists) expected(row, column, 'a day, such as 2026-07-31')
  return day
}

/** A currency we keep books in. */
export function currencyIn(row: Cells, column: string): Currency | null {
  try {
    return parseCurrency(textIn(row, column))
  } catch {
    expected(row, column, 'the code of a currency we keep books in, such as EUR')
    return null
  }
}

/** The code of a recording (ISO 3901) without its hyphens, in capitals; null for an empty cell. */
export function isrcIn(row: Cells, column: string): string | null {
  const isrc = textIn(row, column).replaceAll('-', '').toUpperCase()
  if (isrc === '') return null
  if (!/^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}$/.test(isrc)) expected(row, column, 'an ISRC, such as FRX402600123')
  return isrc
}

/** The number of a product as a text, because zeros at its start count; null for an empty cell. */
export function upcIn(row: Cells, column: string): string | null {
  const upc = textIn(row, column)
  if (upc === '') return null
  if (!/^\d{8,14}$/.test(upc)) expected(row, column, 'a UPC or EAN of 8 to 14 digits')
  return upc
}

function cellIn({ cells, columns }: Cells, column: string): string {
  return cells[columns.get(column) ?? -1] ?? ''
}
