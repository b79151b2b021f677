import { setImmediate as turn } from 'node:timers/promises'
import { type CsvError, parse } from 'csv-parse'

/** A row with the number of the line it starts on, or why the rest of the file cannot be divided into rows. */
export type Row = { line: number; cells: string[] } | { line: number; cells: null; message: string }

/** Longer rows are no rows of a statement; most likely a quote is not closed. */
const LONGEST_ROW = 100_000
const PIECE = 64 * 1024

const BROKEN: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened in this line or below and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a field goes on after its closing quote: write quotes inside a field twice',
  INVALID_OPENING_QUOTE:
    'a quote stands in the middle of a field: put the field in quotes and write those inside twice',
  CSV_MAX_RECORD_SIZE: `this line is longer than ${LONGEST_ROW} bytes, or a quote in it is not closed`,
}

/**
 * The rows of a text in UTF-8, the empty ones left out, some hundreds at a time: other work of the process goes on
 * in between.
 */
export async function* rowsOf(text: Uint8Array): AsyncGenerator<Row[]> {
  const bytes = withPlainNewlines(text)
  const batch: Row[] = []
  let last = 0
  const parser = openParser(delimiterOf(bytes), (cells, lines) => {
    batch.push({ line: lines === last + 1 ? lines : lines - newlinesIn(cells), cells })
    last = lines
  })
  for (let start = 0; start < bytes.length && parser.error === null; start += PIECE) {
    await parser.write(bytes.subarray(start, start + PIECE))
    yield batch.splice(0)
  }
  await parser.end()
  yield batch
  if (parser.error === null) return
  const message = BROKEN[parser.error.code]
  if (message === undefined) throw parser.error
  yield [{ line: last + 1, cells: null, message: `from here the file was not read: ${message}` }]
}

/**
 * Rows are taken in the moment they are complete: a parser that fails forgets those that wait in its stream, and then
 * nobody could say on which line it failed.
 */
function openParser(delimiter: string, take: (cells: string[], lines: number) => void) {
  const parser = parse({
    delimiter,
    max_record_size: LONGEST_ROW,
    record_delimiter: '\n',
    relax_column_count: true,
    // Who separates by tabs does not quote: a title such as 12" Mix is written as it is.
    relax_quotes: delimiter === '\t',
    skip_empty_lines: true,
    on_record: (record, { lines }) => {
      take(record as unknown as string[], lines)
      return null
    },
  })
  const open = { error: null as CsvError | null, write, end }
  parser.on('error', error => {
    open.error = error as CsvError
  })
  async function write(piece: Uint8Array): Promise<void> {
    await new Promise(resolve => parser.write(piece, resolve))
    await turn()
  }
  async function end(): Promise<void> {
    if (parser.destroyed) return
    await new Promise(resolve => parser.once('close', resolve).resume().end())
  }
  return open
}

const RETURN = 13

/** Files that were put together from several end their lines in several ways. */
function withPlainNewlines(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(RETURN)) return bytes
  return Buffer.from(Buffer.from(bytes).toString().replaceAll(/\r\n?/g, '\n'))
}

/** The mark that stands most often in the first line that is not empty. */
function delimiterOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, PIECE)).toString()
  const [header = ''] = /[^\n]+/.exec(start) ?? []
  const count = (mark: string) => header.split(mark).length
  return ['\t', ';'].reduce((most, mark) => (count(mark) > count(most) ? mark : most), ',')
}

function newlinesIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.split('\n').length - 1), 0)
}
