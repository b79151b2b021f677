import type { EntityManager } from '@mikro-orm/postgresql'
import type { RawBuilder } from 'kysely'
import { to } from 'pg-copy-streams'
import { type PackedIds, packedIds } from '../domain/packed-ids.ts'
import { submit } from './copy.ts'
import { literalSql } from './literal-sql.ts'
import { sqlOf } from './sql.ts'

/** Texts of which there are few different ones: which stands in a row, and what they are. */
export type Words = { indexes: Uint16Array; words: readonly (string | null)[] }

/**
 * What a column of a query becomes. `id`: a uuid, sixteen zero bytes where it is null. `bigint`: never null.
 * `word`: a text out of few, or null.
 */
type Kinds = { id: PackedIds; bigint: BigInt64Array; word: Words }

/** The columns by their names, all of one length. */
export type ColumnsOf<K extends Asked> = { [Name in keyof K]: Kinds[NonNullable<K[Name]>] }

/** Which columns a query has, in its order. */
export type Asked = { readonly [name: string]: keyof Kinds | undefined }

/**
 * The rows of a query as columns, by COPY in its binary form: a million rows are never objects. `kinds` names the
 * columns in the order of the query. Parameters must be ids, instants, counts or codes, for COPY knows no binding
 * and they stand in the SQL text; anything else is refused. `expected`: about how many rows come, so that columns are
 * seldom copied to grow.
 */
export async function readColumns<const K extends Asked>(
  em: EntityManager,
  query: RawBuilder<unknown>,
  kinds: K,
  expected = FIRST,
): Promise<ColumnsOf<K>> {
  const stream = to(`copy (${literalSql(query.compile(sqlOf(em)))}) to stdout (format binary)`)
  await submit(em, stream)
  const columns = Object.entries(kinds).flatMap(([name, kind]) =>
    kind === undefined ? [] : [{ name, ...NEW[kind](Math.max(expected, FIRST)) }],
  )
  const reader = newReader(columns)
  for await (const piece of stream) reader.read(piece as Buffer)
  if (reader.fault() !== null) throw new Error(reader.fault() as string)
  return Object.fromEntries(columns.map(({ name, done }) => [name, done(reader.rows())])) as ColumnsOf<K>
}

/**
 * The rows of a query of one text as lines, streamed by COPY. The text must have no control characters, as JSON has none:
 * then nothing in it is escaped. Parameters as for `readColumns`. To be read to its end inside the transaction.
 */
export async function readLines(
  em: EntityManager,
  query: RawBuilder<unknown>,
): Promise<AsyncIterable<Uint8Array>> {
  const text = literalSql(query.compile(sqlOf(em)))
  // Marks that the text cannot hold: with them COPY has no reason to quote.
  const stream = to(`copy (${text}) to stdout (format csv, delimiter E'\\x01', quote E'\\x02')`)
  await submit(em, stream)
  return stream
}

/** A column while it is read: `take` answers what is wrong with a value, `size` being -1 for null. */
type Column = {
  take(piece: Buffer, at: number, size: number, row: number): string | null
  done(rows: number): PackedIds | BigInt64Array | Words
}

const FIRST = 1024

const NEW: Record<keyof Kinds, (expected: number) => Column> = {
  id: idColumn,
  bigint: bigintColumn,
  word: wordColumn,
}

function idColumn(expected: number): Column {
  let bytes = new Uint8Array(expected * 16)
  return {
    take(piece, at, size, row) {
      if (size !== 16 && size !== -1) return `${size} bytes are no id`
      if (bytes.length === row * 16) bytes = grown(bytes, new Uint8Array(row * 32))
      for (let byte = 0; byte < size; byte++) bytes[row * 16 + byte] = piece[at + byte] as number
      return null
    },
    done: rows => packedIds(bytes.subarray(0, rows * 16)),
  }
}

function bigintColumn(expected: number): Column {
  let values = new BigInt64Array(expected)
  return {
    take(piece, at, size, row) {
      if (size !== 8) return size === -1 ? 'a bigint is null' : `${size} bytes are no bigint`
      if (values.length === row) values = grown(values, new BigInt64Array(row * 2))
      values[row] = piece.readBigInt64BE(at)
      return null
    },
    done: rows => values.subarray(0, rows),
  }
}

const MOST_WORDS = 65_536

function wordColumn(expected: number): Column {
  let indexes = new Uint16Array(expected)
  const known = new Map<string | null, number>()
  return {
    take(piece, at, size, row) {
      if (indexes.length === row) indexes = grown(indexes, new Uint16Array(row * 2))
      const word = size === -1 ? null : piece.toString('utf8', at, at + size)
      const index = known.get(word) ?? known.size
      if (index === MOST_WORDS) return `there are more than ${MOST_WORDS} different words`
      known.set(word, index)
      indexes[row] = index
      return null
    },
    done: rows => ({ indexes: indexes.subarray(0, rows), words: [...known.keys()] }),
  }
}

function grown<T extends Uint8Array | Uint16Array | BigInt64Array>(column: T, larger: T): T {
  larger.set(column as never)
  return larger
}

/** The mark of the format, its flags and the length of an extension that nobody writes. */
const HEADER = 19

/**
 * Reads rows as they come in pieces of any size. After a fault the rest is read over: a connection that is left in
 * the middle of a copy is of no use any more.
 */
function newReader(columns: readonly Column[]) {
  let rest: Buffer = Buffer.alloc(0)
  let skip = HEADER
  let rows = 0
  let fault: string | null = null

  function read(next: Buffer): void {
    const piece = rest.length === 0 ? next : Buffer.concat([rest, next])
    rest = piece
    if (piece.length < skip) return
    let at = skip
    skip = 0
    for (let end = readRow(piece, at); end !== -1; end = readRow(piece, at)) {
      at = end
      rows++
    }
    rest = piece.subarray(at)
  }

  /** Where the row ends, or -1 when it does not stand in this piece as a whole. */
  function readRow(piece: Buffer, start: number): number {
    let at = start + 2
    // The rows end with a count of -1.
    if (at > piece.length || piece.readInt16BE(start) === -1) return -1
    for (const column of columns) {
      if (at + 4 > piece.length) return -1
      const size = piece.readInt32BE(at)
      const end = at + 4 + (size === -1 ? 0 : size)
      if (end > piece.length) return -1
      fault ??= column.take(piece, at + 4, size, rows)
      at = end
    }
    return at
  }

  return { read, rows: () => rows, fault: () => fault }
}
