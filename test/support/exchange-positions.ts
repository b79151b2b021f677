import { type Asked, REPORTS } from '../../src/domain/reports/tables/report-kinds.ts'
import { reportTable } from '../../src/domain/reports/tables/reports.ts'
import { shownCells } from '../../src/domain/reports/tables/shown-cells.ts'
import type { TestDatabase } from './database.ts'

const kind = 'exchangePosition'

/** The rows of the exchange position by their currency, with their cells by column as they are shown. */
export const exchangePositions =
  (database: Pick<TestDatabase, 'orm'>) =>
  (given: Partial<Asked> = {}): Promise<Record<string, Record<string, string>>> => {
    const asked = { from: null, until: '2025-12-31', cut: null, ...given }
    return database.orm.em.fork().transactional(async em => {
      const rows = await Array.fromAsync(await reportTable(em, kind, asked).rows())
      const named = rows.map(row => {
        const cells = shownCells(kind, row)
        return Object.fromEntries(REPORTS[kind].columns.map(({ name }, place) => [name, cells[place] ?? '']))
      })
      return Object.fromEntries(named.map(row => [row.of ?? '', row]))
    })
  }
