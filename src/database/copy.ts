import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { EntityManager } from '@mikro-orm/postgresql'
import { CompiledQuery, type Kysely } from 'kysely'
import { from } from 'pg-copy-streams'

/** What a column of a copied row may hold. */
export type CopyValue = string | number | bigint | boolean | null

/** Rows are sent in texts of about this many characters: large enough to be fast, small enough to stay flat. */
const CHUNK = 64 * 1024

/**
 * Writes rows by COPY inside the entity manager's transaction; a failing source or a bad row fails the whole
 * statement.
 */
export function copyInto(
  em: EntityManager,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  return copyText(em, table, columns, Readable.from(chunks(rows)))
}

/**
 * The same for rows that are in the text of COPY already, such as those of another database.
 */
export async function copyText(
  em: EntityManager,
  table: string,
  columns: readonly string[],
  text: Readable,
): Promise<void> {
  const stream = from(`copy ${quote(table)} (${columns.map(quote).join(', ')}) from stdin`)
  await submit(em, stream)
  await pipeline(text, stream)
}

/** The same for rows in the binary form of COPY. */
export async function copyBinary(
  em: EntityManager,
  table: string,
  columns: readonly string[],
  bytes: Readable,
): Promise<void> {
  const stream = from(`copy ${quote(table)} (${columns.map(quote).join(', ')}) from stdin (format binary)`)
  await submit(em, stream)
  await pipeline(bytes, stream)
}

/**
 * Hands a copy stream to the connection of the entity manager's transaction, as if it were a query text: pg accepts
 * such a "submittable".
 */
export async function submit(em: EntityManager, stream: Readable | Writable): Promise<void> {
  const kysely = em.getKysely() as unknown as Kysely<unknown>
  await kysely.executeQuery(CompiledQuery.raw(stream as unknown as string))
}

function* chunks(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let text = ''
  for (const row of rows) {
    text += `${row.map(written).join('\t')}\n`
    if (text.length > CHUNK) {
      yield text
      text = ''
    }
  }
  if (text !== '') yield text
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function written(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string') return String(value)
  return value.replace(/[\\\t\n\r]/g, character => ESCAPES[character] as string)
}

/** A name as SQL text. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
