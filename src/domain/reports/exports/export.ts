import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { ExportFormat, ExportKind } from './export-kinds.ts'

/** Somebody asked for a part of the books as a file: what is committed then is in it, however late it is written. */
export const ExportRequest = defineEntity({
  name: 'exportRequest',
  properties: {
    id: id(),
    kind: p.text().$type<ExportKind>(),
    format: p.text().$type<ExportFormat>(),
    /** The first day; null: the first of the books. */
    fromDay: p.date().nullable(),
    /** The last day. */
    untilDay: p.date(),
    /** Who files it; in the fiscal export only. */
    siren: p.text().nullable(),
    /** As `booksCut` tells the moment. */
    cut: p.text(),
    requesterId: p.uuid(),
    requestedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** How an export ended: with a file that is kept under its hash, or with the reason why there is none. Once. */
export const ExportEnd = defineEntity({
  name: 'exportEnd',
  checks: [
    {
      name: 'export_end_one_way',
      expression: 'num_nulls(rows, bytes, sha256) in (0, 3) and (sha256 is null) <> (failure is null)',
    },
  ],
  properties: {
    exportId: refersTo(ExportRequest, 'export_id').primary(),
    rows: p.integer().nullable(),
    bytes: p.bigint().nullable(),
    sha256: p.text().nullable(),
    failure: p.text().nullable(),
    endedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** How far an export is: a work row, for what is on disk is read again and compared. */
export const ExportProgress = defineEntity({
  name: 'exportProgress',
  properties: {
    exportId: p.uuid().primary(),
    /** How often it was begun. */
    tries: p.integer(),
    rows: p.integer(),
    /** The database's own time. */
    updatedAt: p.datetime().defaultRaw('now()'),
  },
})
