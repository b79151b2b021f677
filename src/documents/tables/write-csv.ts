/** A column of a table: whether its cells are numbers, written as plain decimals, or text. */
export type TableColumn = { name: string; number: boolean }

/**
 * A table as CSV, line by line (RFC 4180: comma, CRLF, UTF-8). Numbers stand as they are, with a decimal point and never
 * rounded, and the head of their column says so. A text that a spreadsheet would take for a formula gets an apostrophe
 * before it.
 */
export async function* csvLines(
  columns: readonly TableColumn[],
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  yield lineOf(columns.map(({ name, number }) => (number ? `${name} (decimal point, not rounded)` : name)))
  for await (const cells of rows) {
    yield lineOf(cells.map((cell, place) => (columns[place]?.number ? cell : harmless(cell))))
  }
}

/** What begins a formula in some spreadsheet, with the white space that some of them pass over. */
const FORMULA = /^\s*[=+\-@]|^[\t\r\n]/

const harmless = (text: string) => (FORMULA.test(text) ? `'${text}` : text)

const lineOf = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`

const quoted = (cell: string) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
