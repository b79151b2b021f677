import { createHash } from 'node:crypto'
import type { Currency } from '../../domain/money/currency.ts'
import { parseDecimal } from '../../domain/money/decimal.ts'
import { type Cells, expected, textIn } from './cells.ts'
import type { Format } from './formats.ts'
import { readHeader } from './header.ts'
import type { Remark, Remarks, RevenueFileLine, RevenueFileReading, RevenueFileTotal } from './reading.ts'
import { type Row, rowsOf } from './rows.ts'
import { textOf } from './text.ts'

/** More lines than this are not read: one report would be of several files. */
const MOST_LINES = 200_000
const MOST_REMARKS = 100
/** After so many problems it is another kind of file, or all of it was written in another way. */
const MOST_PROBLEMS = 1000

/**
 * Reads a distributor's statement: which kind it is, what each source brought in each category, summed exactly, and
 * whatever is wrong with it, each with its line and column. It never throws over what a file says. Lines are not
 * kept: who wants them takes them one by one. At most 200,000 are read.
 */
export async function readRevenueFile(
  bytes: Uint8Array,
  { take = () => undefined, most = MOST_LINES }: Options = {},
): Promise<RevenueFileReading> {
  const text = textOf(bytes)
  const draft = draftOf(text.encoding)
  const ofFile =
    text.bytes === null
      ? [remark(text.message)]
      : await readRows(rowsOf(text.bytes), { under: null, draft, take, most })
  // What is wrong with the whole comes first: the rest may be many.
  draft.problems = {
    first: [...ofFile, ...draft.problems.first].slice(0, MOST_REMARKS),
    count: ofFile.length + draft.problems.count,
  }
  const { sums, seen: _seen, ...reading } = draft
  return { ...reading, totals: [...sums.values()].sort(byCategoryAndSource) }
}

type Options = { take?: (line: RevenueFileLine) => void; most?: number }

type Draft = Omit<RevenueFileReading, 'totals'> & {
  sums: Map<string, RevenueFileTotal>
  /** The first line of each hash. */
  seen: Map<string, number>
}

function draftOf(encoding: Draft['encoding']): Draft {
  const warnings: Remarks = { first: [], count: 0 }
  if (encoding === 'iso-8859-1') {
    const message = 'read as ISO-8859-1, because it is not UTF-8: look at the names'
    note(warnings, [remark(message)])
  }
  return {
    format: null,
    encoding,
    currency: null,
    periodStart: null,
    periodEnd: null,
    lines: 0,
    deductionLabel: null,
    problems: { first: [], count: 0 },
    warnings,
    sums: new Map(),
    seen: new Map(),
  }
}

/** Reads row by row, and answers what is wrong with the file as a whole. */
async function readRows(batches: AsyncGenerator<Row[]>, reader: Reader): Promise<Remark[]> {
  for await (const batch of batches) {
    for (const row of batch) {
      const stop = readRow(row, reader)
      if (stop !== null) return [stop]
    }
  }
  if (reader.under === null) return [remark('the file is empty')]
  return reader.draft.lines === 0 ? [remark('there is a header and no line below it')] : []
}

type Reader = {
  /** What the first row said, once it was read. */
  under: { format: Format; columns: Cells['columns'] } | null
  draft: Draft
} & Required<Options>

/** Reads one row; answers why the file is not read any further, if it is not. */
function readRow(row: Row, reader: Reader): Remark | null {
  const { under, draft, most } = reader
  if (row.cells === null) return remark(row.message, row.line)
  if (under === null) return readFirst(row.cells, row.line, reader)
  if (draft.lines === most) return remark(`there are more than ${most} lines`, row.line)
  if (draft.problems.count >= MOST_PROBLEMS) {
    return remark(`from here the file was not read: ${draft.problems.count} problems are enough`, row.line)
  }
  draft.lines += 1
  const cells: Cells = { line: row.line, cells: row.cells, columns: under.columns, problems: [] }
  const line = lineOf(cells, under.format, draft)
  note(draft.problems, cells.problems)
  if (line === null) return null
  add(line, draft)
  note(draft.warnings, [...sameAsBefore(line, draft), ...notCounted(cells, under.format)])
  reader.take(line)
  return null
}

function readFirst(cells: readonly string[], line: number, reader: Reader): Remark | null {
  const header = readHeader(cells)
  if (header.format === null) return remark(header.message, line)
  const { format } = header
  reader.under = header
  Object.assign(reader.draft, { format: format.name, deductionLabel: format.deductionLabel })
  return null
}

function lineOf(row: Cells, format: Format, draft: Draft): RevenueFileLine | null {
  const [wanted, found] = [format.columns.length, row.cells.length]
  if (wanted !== found) {
    row.problems.push(remark(`expected ${wanted} columns, found ${found}`, row.line))
    return null
  }
  const sale = format.read(row)
  const currency = inOneCurrency(row, sale.currency, draft)
  if (row.problems.length > 0 || currency === null) return null
  return { ...sale, currency, line: row.line, hash: hashOf(row.cells) }
}

/** The lines of a file are in one currency: that of the first line that says one. */
function inOneCurrency(row: Cells, currency: Currency | null, draft: Draft): Currency | null {
  if (currency === null) return null
  draft.currency ??= currency
  if (currency !== draft.currency)
    expected(row, columnOfCurrency(row), `${draft.currency}, as in the lines above`)
  return currency
}

const columnOfCurrency = ({ columns }: Cells) => (columns.has('currency') ? 'currency' : 'Currency')

function add(line: RevenueFileLine, draft: Draft): void {
  const { periodStart, periodEnd } = draft
  if (periodStart === null || line.periodStart < periodStart) draft.periodStart = line.periodStart
  if (periodEnd === null || line.periodEnd > periodEnd) draft.periodEnd = line.periodEnd
  sumUp(line, draft)
}

function sumUp(line: RevenueFileLine, { sums }: Draft): void {
  const key = JSON.stringify([line.category, line.source])
  const sum = sums.get(key)
  if (sum === undefined) {
    const { source, category, units, gross, deductions, net } = line
    sums.set(key, { source, category, units, gross, deductions, net })
  } else {
    sum.units += line.units
    sum.gross += line.gross
    sum.deductions += line.deductions
    sum.net += line.net
  }
}

function sameAsBefore({ hash, line }: RevenueFileLine, { seen }: Draft): Remark[] {
  const before = seen.get(hash)
  if (before === undefined) seen.set(hash, line)
  return before === undefined ? [] : [remark(`the same as line ${before}; both count`, line)]
}

function notCounted(row: Cells, format: Format): Remark[] {
  return format.notCounted.flatMap(column => {
    const text = textIn(row, column)
    if (text === '' || parseDecimal(text) === 0n) return []
    return [{ line: row.line, column, message: 'not counted: what is paid stands under Earnings (USD)' }]
  })
}

const remark = (message: string, line: number | null = null): Remark => ({ line, column: null, message })

function note(remarks: Remarks, more: readonly Remark[]): void {
  remarks.count += more.length
  remarks.first.push(...more.slice(0, Math.max(0, MOST_REMARKS - remarks.first.length)))
}

function hashOf(cells: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(cells)).digest('hex')
}

function byCategoryAndSource(a: RevenueFileTotal, b: RevenueFileTotal): number {
  const [left, right] = [a, b].map(({ category, source }) => `${category ?? ''}\u0000${source}`)
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1
}
