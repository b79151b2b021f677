import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { FileToImport, WatchImport } from './staged-line.ts'

/** So many lines are copied at once: fast, and memory stays flat. */
const BATCH = 5000

type Part = { lines: unknown[][]; problems: unknown[][] }

/**
 * Reads a file into tables that end with the transaction: its lines (`staged`), each with the id of what it would become,
 * and what is wrong with others (`line_problem`). Ids grow with the lines, so their order decides ties as it did there.
 */
export async function openStaging(
  em: EntityManager,
  { batches }: FileToImport,
  watch: WatchImport,
): Promise<{ rows: number }> {
  await sql`
    create temporary table staged (
      line integer not null, id uuid not null, source text not null, reference text not null, said jsonb not null,
      is_old boolean not null default false) on commit drop`.execute(sqlOf(em))
  await sql`
    create temporary table line_problem (
      line integer not null, "column" text, code text not null, value text, expected text not null)
    on commit drop`.execute(sqlOf(em))
  let rows = 0
  let part: Part = { lines: [], problems: [] }
  for await (const batch of batches()) {
    rows += batch.rows
    for (const { line, said } of batch.lines) {
      part.lines.push([line, newId(), said.source, said.reference, JSON.stringify(said)])
    }
    for (const { line, column, code, value, expected } of batch.problems) {
      part.problems.push([line, column, code, value, expected])
    }
    if (part.lines.length + part.problems.length < BATCH) continue
    await write(em, part)
    part = { lines: [], problems: [] }
    watch({ phase: 'read', read: rows, checked: 0, written: 0 })
  }
  await write(em, part)
  await sql`create index staged_name on staged (source, reference)`.execute(sqlOf(em))
  await sql`analyze staged`.execute(sqlOf(em))
  return { rows }
}

async function write(em: EntityManager, { lines, problems }: Part): Promise<void> {
  type Rows = Parameters<typeof copyInto>[3]
  await copyInto(em, 'staged', ['line', 'id', 'source', 'reference', 'said'], lines as unknown as Rows)
  const columns = ['line', 'column', 'code', 'value', 'expected']
  await copyInto(em, 'line_problem', columns, problems as unknown as Rows)
}
