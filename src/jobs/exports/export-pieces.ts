import { writeFec } from '../../documents/fec/write-fec.ts'
import { writeBeancount } from '../../documents/journals/write-beancount.ts'
import { writeLedger } from '../../documents/journals/write-ledger.ts'
import { csvLines } from '../../documents/tables/write-csv.ts'
import { sheetRows } from '../../documents/tables/write-xlsx.ts'
import type { ExportRow } from '../../domain/reports/exports/exports.ts'
import { fiscalYear } from '../../domain/reports/journals/fiscal-year.ts'
import { journal } from '../../domain/reports/journals/journal.ts'
import { REPORTS, type ReportKind, type ReportRow } from '../../domain/reports/tables/report-kinds.ts'
import { reportTable } from '../../domain/reports/tables/reports.ts'
import { shownCells } from '../../domain/reports/tables/shown-cells.ts'

type Em = Parameters<typeof journal>[0]

/** Cells that files hold as numbers. */
const NUMBERS = ['count', 'money', 'amount', 'ratio']

/**
 * What an export writes, piece by piece: a head, then one piece for each row, the same ones at each reading. `expected`:
 * how many rows there must be; null where the reading itself tells. To be read to the end inside the transaction. Refuses
 * what `fiscalYear` refuses.
 */
export async function exportPieces(
  em: Em,
  row: Pick<ExportRow, 'kind' | 'format' | 'from' | 'until'> & { cut: string | null },
): Promise<{ pieces: AsyncIterable<string>; expected: number | null }> {
  const { kind, format, from, until, cut } = row
  if (kind === 'fec') {
    return { pieces: writeFec(await fiscalYear(em, Number(until.slice(0, 4)))), expected: null }
  }
  if (kind === 'journal') {
    const items = await journal(em, until, cut)
    return { pieces: format === 'beancount' ? writeBeancount(items) : writeLedger(items), expected: null }
  }
  const table = reportTable(em, kind, { from, until, cut })
  const expected = await table.count()
  const columns = REPORTS[kind].columns.map(({ name, holds }) => ({ name, number: NUMBERS.includes(holds) }))
  const cells = cellsOf(kind, await table.rows())
  return { pieces: format === 'xlsx' ? sheetRows(columns, cells) : csvLines(columns, cells), expected }
}

async function* cellsOf(kind: ReportKind, rows: AsyncIterable<ReportRow>): AsyncGenerator<string[]> {
  for await (const row of rows) yield shownCells(kind, row)
}
