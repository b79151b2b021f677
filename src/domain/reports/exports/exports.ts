import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { keyset, newestFirst, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import { wasCommitted } from '../../../database/sql-cut.ts'
import type { ExportFormat, ExportKind } from './export-kinds.ts'

/** An export with how far it is. `written`: rows written up to now; `rows`, `bytes` and `sha256` are of its file. */
export type ExportRow = {
  id: string
  kind: ExportKind
  format: ExportFormat
  from: string | null
  until: string
  siren: string | null
  cut: string
  requesterId: string
  requestedAt: Date
  tries: number | null
  written: number
  rows: number | null
  bytes: bigint | null
  sha256: string | null
  failure: string | null
  endedAt: Date | null
}

/** An export; undefined when there is none with this id. */
export const exportOf = async (em: EntityManager, id: string): Promise<ExportRow | undefined> =>
  (await read(em, sql`request.id = ${id}`))[0]

/** The exports that have not ended, in the order in which they were asked for. */
export const openExports = (em: EntityManager): Promise<ExportRow[]> =>
  read(em, sql`finish.export_id is null`)

/** A page of all exports, newest first. */
export async function exportsPage(em: EntityManager, slice: Slice): Promise<ExportRow[]> {
  const { within, order, limit } = keyset(['request.id'], newestFirst(slice))
  return read(em, within, sql`${order} limit ${limit}`)
}

/** How many exports wait to be written, or are being written. */
export async function waitingExports(em: EntityManager): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from export_request as request
     where not exists (select from export_end as finish where finish.export_id = request.id)`.execute(
    sqlOf(em),
  )
  return rows[0]?.count ?? 0
}

/** What tells that the same is asked for. */
export type ExportName = Pick<ExportRow, 'kind' | 'format' | 'from' | 'until' | 'siren' | 'requesterId'>

/**
 * The latest export of this person that has not ended, is the same and would hold the same, for nothing happened since it
 * was asked for; undefined when there is none.
 */
export async function openExportLike(em: EntityManager, name: ExportName): Promise<string | undefined> {
  const alike = (row: ExportRow) =>
    (Object.keys(name) as (keyof ExportName)[]).every(key => row[key] === name[key])
  const latest = (await openExports(em)).findLast(alike)
  if (latest === undefined || (await didAnyoneActSince(em, latest.cut))) return undefined
  return latest.id
}

/**
 * Whether anything was committed that an export cut now would show and one cut then does not: tables are made of lots,
 * reports, contracts and names too, not of entries only. Requests and ends of exports are in none of them.
 */
async function didAnyoneActSince(em: EntityManager, cut: string): Promise<boolean> {
  // What is older than the oldest transaction of that moment was over: the index by transaction leaves it out.
  const { rows } = await sql<{ acted: boolean }>`
    select exists (select from act
                    where xid >= pg_snapshot_xmin(translate(${cut}, '+', ',')::pg_snapshot)
                      and not ${wasCommitted(cut, 'act.xid')} and xid <> pg_current_xact_id()
                      and not exists (select from export_request where act_id = act.id)
                      and not exists (select from export_end where act_id = act.id)) as acted`.execute(
    sqlOf(em),
  )
  return rows[0]?.acted === true
}

async function read(
  em: EntityManager,
  which: RawBuilder<unknown>,
  order: RawBuilder<unknown> = sql`request.id`,
): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select request.id, kind, format, from_day::text as "from", until_day::text as until, siren, cut,
           requester_id as "requesterId", requested_at as "requestedAt", tries, coalesce(progress.rows, 0) as written,
           finish.rows, finish.bytes, sha256, failure, ended_at as "endedAt"
      from export_request as request
      left join export_end as finish on finish.export_id = request.id
      left join export_progress as progress on progress.export_id = request.id
     where ${which} order by ${order}`.execute(sqlOf(em))
  return rows
}
