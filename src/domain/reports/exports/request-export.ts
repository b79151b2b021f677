import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { refuse } from '../refusals.ts'
import { REPORTS, type ReportKind } from '../tables/report-kinds.ts'
import { reportTable } from '../tables/reports.ts'
import { booksCut } from '../tables/table.ts'
import { type ExportName, openExportLike } from './exports.ts'

/** The most rows a sheet may have, its head included. */
const SHEET_ROWS = 1_048_576

/**
 * Asks for an export of the books as they are committed now. The same that was asked for, has not ended and
 * misses nothing that happened since is the answer again. Refuses XLSX_TOO_LONG before anything is written, and SIREN_MALFORMED.
 */
export async function requestExport(
  em: EntityManager,
  asked: ExportName,
  now: Date,
  sheetRows = SHEET_ROWS,
): Promise<{ exportId: string }> {
  const { kind, format, from, until, siren, requesterId } = asked
  if (kind === 'fec' && !/^\d{9}$/.test(siren ?? '')) throw refuse.SIREN_MALFORMED({})
  const before = await openExportLike(em, asked)
  if (before !== undefined) return { exportId: before }
  const cut = await booksCut(em)
  if (format === 'xlsx' && kind in REPORTS) {
    const rows = await reportTable(em, kind as ReportKind, { from, until, cut }).count()
    if (rows >= sheetRows) throw refuse.XLSX_TOO_LONG({ rows, most: sheetRows - 1 })
  }
  const id = newId()
  const days = { fromDay: from, untilDay: until }
  await sqlOf(em)
    .insertInto('exportRequest')
    .values({ id, kind, format, ...days, siren, cut, requesterId, requestedAt: now })
    .execute()
  return { exportId: id }
}
