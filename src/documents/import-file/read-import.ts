import { type Currency, isCurrency } from '../../domain/money/currency.ts'
import { parseAmount } from '../../domain/money/money.ts'
import { type Row, rowsOf } from '../revenue-file/rows.ts'
import { textOf } from '../revenue-file/text.ts'
import { AMOUNT } from './cell-forms.ts'
import { type Column, columnsOf, type FileKind } from './columns.ts'
import type { LineProblem, ReadBatch, ReadLine } from './reading.ts'

/** More lines than this are not read: they are two files. */
export const MOST_LINES = 200_000

/**
 * Reads a file of another platform some hundreds of lines at a time: UTF-8 with or without a mark at its start, columns
 * separated by commas, semicolons or tabs, in any order, lines ended in any way. Each cell that does not hold what its
 * column is for is a problem with its line; nothing is thrown over what a file says.
 */
export async function* readImport(bytes: Uint8Array, kind: FileKind): AsyncGenerator<ReadBatch> {
  const text = textOf(bytes)
  if (text.bytes === null || text.encoding !== 'utf-8') {
    const expected =
      text.bytes === null ? text.message : 'CSV in UTF-8: this file is written in another encoding'
    yield ofFile(problem(1, null, 'FILE_UNREADABLE', expected))
    return
  }
  const sheet: Sheet = { columns: columnsOf(kind), places: null, rows: 0 }
  for await (const batch of rowsOf(text.bytes)) {
    const read: ReadBatch = { rows: 0, lines: [], problems: [] }
    for (const row of batch) {
      if (readRow(row, sheet, read)) continue
      yield read
      return
    }
    yield read
  }
  if (sheet.rows === 0)
    yield ofFile(problem(1, null, 'FILE_EMPTY', 'a header and at least one line below it'))
}

type Sheet = {
  columns: ReadonlyMap<string, Column>
  /** Where each column stands; null before the header was read. */
  places: ReadonlyMap<string, number> | null
  rows: number
}

/** Reads one row; false when nothing below it can be read. */
function readRow(row: Row, sheet: Sheet, into: ReadBatch): boolean {
  if (row.cells === null) {
    into.problems.push(problem(row.line, null, 'FILE_UNREADABLE', row.message))
    return false
  }
  if (sheet.places === null) {
    const problems = headerProblems(row.cells, row.line, sheet.columns)
    into.problems.push(...problems)
    sheet.places = new Map(row.cells.map((cell, place) => [cell.trim(), place]))
    sheet.rows = problems.length > 0 ? 1 : 0
    return problems.length === 0
  }
  sheet.rows += 1
  if (sheet.rows > MOST_LINES) {
    into.problems.push(problem(row.line, null, 'TOO_MANY_LINES', `at most ${MOST_LINES} lines in one file`))
    return false
  }
  into.rows += 1
  const line = lineOf(row, sheet, sheet.places, into.problems)
  if (line !== null) into.lines.push(line)
  return true
}

function headerProblems(cells: readonly string[], line: number, columns: Sheet['columns']): LineProblem[] {
  const names = cells.map(cell => cell.trim())
  const known = [...columns.keys()].join(', ')
  const twice = names.filter((name, place) => names.indexOf(name) < place)
  const foreign = names.filter(name => !columns.has(name))
  const missing = [...columns.keys()].filter(name => !names.includes(name))
  return [
    ...twice.map(name => problem(line, cut(name), 'HEADER_TWICE', 'each column once')),
    ...foreign.map(name => problem(line, cut(name), 'HEADER_UNKNOWN', `only the columns ${known}`)),
    ...missing.map(name =>
      problem(line, name, 'HEADER_MISSING', 'this column; its cells may be empty where that is allowed'),
    ),
  ]
}

function lineOf(
  row: Extract<Row, { cells: string[] }>,
  { columns }: Sheet,
  places: ReadonlyMap<string, number>,
  problems: LineProblem[],
): ReadLine | null {
  const before = problems.length
  if (row.cells.length !== places.size) {
    const expected = `${places.size} cells as in the header, found ${row.cells.length}`
    problems.push(problem(row.line, null, 'CELLS_MISCOUNTED', expected))
    return null
  }
  const said: ReadLine['said'] = {}
  for (const [name, column] of columns) {
    const cell = (row.cells[places.get(name) ?? -1] ?? '').trim()
    const value = cellOf(cell, column)
    if (value !== undefined) said[name] = value
    else problems.push(misread(row.line, name, cell, column))
  }
  const currency = said.currency ?? ''
  if (isCurrency(currency)) readAmounts(said, { line: row.line, columns, currency, problems })
  return problems.length === before ? { line: row.line, said } : null
}

/** How a cell begins that a spreadsheet would carry out. */
const FORMULA = /^[=+\-@\t]/

/** What a cell says; null: nothing, where that is allowed; undefined: it does not hold what belongs there. */
function cellOf(cell: string, { form, optional }: Column): string | null | undefined {
  if (cell === '') return optional ? null : undefined
  if (FORMULA.test(cell)) return undefined
  return form.read(cell) ?? undefined
}

function misread(line: number, name: string, cell: string, { form, personal }: Column): LineProblem {
  const formula = FORMULA.test(cell) && form !== AMOUNT
  const code = cell === '' ? 'VALUE_MISSING' : formula ? 'VALUE_FORMULA' : 'VALUE_MALFORMED'
  const expected = formula ? `${form.expects}, and no cell that begins like a formula` : form.expects
  return { ...problem(line, name, code, expected), value: personal || cell === '' ? null : cut(cell) }
}

type Reading = {
  line: number
  columns: Sheet['columns']
  currency: Currency
  problems: LineProblem[]
}

/** Reads the amounts of a line as minor units of its currency. */
function readAmounts(said: ReadLine['said'], { line, columns, currency, problems }: Reading): void {
  for (const [name, { form }] of columns) {
    const text = said[name]
    if (form !== AMOUNT || text == null) continue
    try {
      said[name] = parseAmount(text, currency).toString()
    } catch (error) {
      const { code, message } = error as { code?: string; message: string }
      if (code === undefined) throw error
      problems.push({ ...problem(line, name, code, message), value: cut(text) })
    }
  }
}

/** A text of somebody else's as it may be shown. */
const cut = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

function problem(line: number, column: string | null, code: string, expected: string): LineProblem {
  return { line, column, code, value: null, expected }
}

const ofFile = (problem: LineProblem): ReadBatch => ({ rows: 0, lines: [], problems: [problem] })
