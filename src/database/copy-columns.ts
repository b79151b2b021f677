import { Readable } from 'node:stream'
import type { EntityManager } from '@mikro-orm/postgresql'
import { bytesOf, type PackedIds } from '../domain/packed-ids.ts'
import { copyBinary } from './copy.ts'

/** Rows are sent in pieces of this many bytes: the server writes one while the next is made, and memory stays flat. */
const PIECE = 128 * 1024

/** Where the next value goes. */
type Sheet = { bytes: Buffer; at: number }

/** How one column of the rows is written: at most so many bytes for a row, from the index of the row. */
export type Field = { most: number; write(sheet: Sheet, index: number): void }

/** Rows to copy: the indexes in the order they are to stand in, and the columns by their names in the table. */
export type CopyPart = { rows: Uint32Array; fields: Readonly<Record<string, Field>> }

/** Told how many rows, and of how many, were handed over. */
export type Sent = (rows: number, all: number) => void

/**
 * Writes rows that stand in columns by COPY in its binary form, inside the entity manager's transaction. All parts are
 * one statement and name the same columns. A bad row fails the whole statement. `sent` is told after each piece how
 * many rows, and of how many, were handed over.
 */
export async function copyColumns(
  em: EntityManager,
  table: string,
  parts: readonly CopyPart[],
  sent: Sent = () => undefined,
): Promise<void> {
  const names = Object.keys(parts[0]?.fields ?? {})
  if (names.length === 0) return
  const other = parts.find(part => Object.keys(part.fields).join() !== names.join())
  if (other !== undefined)
    throw new Error(`A part of ${table} has other columns: ${Object.keys(other.fields)}`)
  await copyBinary(em, table, names, Readable.from(pieces(parts, sent)))
}

/** The mark of the format, no flags, no extension. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const END = Buffer.from([0xff, 0xff])

function* pieces(parts: readonly CopyPart[], sent: Sent): Generator<Buffer> {
  const all = parts.reduce((total, part) => total + part.rows.length, 0)
  yield HEADER
  let before = 0
  for (const part of parts) {
    for (const { bytes, rows } of rowsOf(part)) {
      yield bytes
      sent(before + rows, all)
    }
    before += part.rows.length
  }
  yield END
}

/** The rows in pieces, each with the number of rows up to its end. */
function* rowsOf({ rows, fields }: CopyPart): Generator<{ bytes: Buffer; rows: number }> {
  const columns = Object.values(fields)
  const most = columns.reduce((sum, field) => sum + field.most, 2)
  let sheet = newSheet(most)
  let count = 0
  for (const index of rows) {
    count++
    sheet.at = sheet.bytes.writeUInt16BE(columns.length, sheet.at)
    for (const column of columns) column.write(sheet, index)
    if (sheet.at + most <= sheet.bytes.length) continue
    yield { bytes: sheet.bytes.subarray(0, sheet.at), rows: count }
    sheet = newSheet(most)
  }
  yield { bytes: sheet.bytes.subarray(0, sheet.at), rows: count }
}

function newSheet(most: number): Sheet {
  return { bytes: Buffer.allocUnsafe(Math.max(PIECE, most)), at: 0 }
}

/** The same id in each row. */
export const sameId = (id: string): Field => same(bytesOf(id))

/** The same bigint in each row. */
export function sameBigint(value: bigint): Field {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(value)
  return same(bytes)
}

/** The same text in each row. */
export const sameText = (text: string): Field => same(Buffer.from(text))

function same(value: Buffer): Field {
  const written = Buffer.concat([lengthOf(value.length), value])
  return {
    most: written.length,
    write(sheet) {
      sheet.at += written.copy(sheet.bytes, sheet.at)
    },
  }
}

/** An id (uuid) of its own in each row. */
export function ids({ bytes }: PackedIds): Field {
  return {
    most: 20,
    write(sheet, index) {
      let at = sheet.bytes.writeInt32BE(16, sheet.at)
      for (let byte = index * 16; byte < index * 16 + 16; byte++) sheet.bytes[at++] = bytes[byte] as number
      sheet.at = at
    },
  }
}

/** A bigint of its own in each row; one that is too large is refused. */
export function bigints(column: ArrayLike<bigint>): Field {
  return {
    most: 12,
    write(sheet, index) {
      const at = sheet.bytes.writeInt32BE(8, sheet.at)
      sheet.at = sheet.bytes.writeBigInt64BE(column[index] as bigint, at)
    },
  }
}

/** The opposite of a bigint of its own in each row. */
export function opposites(column: ArrayLike<bigint>): Field {
  return {
    most: 12,
    write(sheet, index) {
      const at = sheet.bytes.writeInt32BE(8, sheet.at)
      sheet.at = sheet.bytes.writeBigInt64BE(-(column[index] as bigint), at)
    },
  }
}

/** A smallint of its own in each row. */
export function smallints(column: ArrayLike<number>): Field {
  return {
    most: 6,
    write(sheet, index) {
      const at = sheet.bytes.writeInt32BE(2, sheet.at)
      sheet.at = sheet.bytes.writeInt16BE(column[index] as number, at)
    },
  }
}

/** Null in each row, whatever the column is. */
export const nothing: Field = { most: 4, write: writeNull }

/** The numbers (int4) from this one on, by the order in which rows are written. */
export function numbered(first: number): Field {
  let next = first
  return {
    most: 8,
    write(sheet) {
      sheet.at = sheet.bytes.writeInt32BE(next++, sheet.bytes.writeInt32BE(4, sheet.at))
    },
  }
}

/** A text of its own in each row. */
export function texts(column: readonly string[]): Field {
  const longest = column.reduce((most, text) => Math.max(most, Buffer.byteLength(text)), 0)
  return {
    most: 4 + longest,
    write(sheet, index) {
      const size = sheet.bytes.write(column[index] as string, sheet.at + 4)
      sheet.at = sheet.bytes.writeInt32BE(size, sheet.at) + size
    },
  }
}

/** Lists of at most so many values; null where a row has none. */
export type Lists = { most: number; listOf(index: number): readonly bigint[] | null }

const BIGINT = 20

/** An array of bigints (bigint[]) in each row, or null. */
export function bigintLists({ most, listOf }: Lists): Field {
  return {
    most: 24 + 12 * most,
    write(sheet, index) {
      const list = listOf(index)
      if (list === null) return writeNull(sheet)
      const size = list.length
      const head = size === 0 ? [12, 0, 0, BIGINT] : [20 + 12 * size, 1, 0, BIGINT, size, 1]
      for (const word of head) sheet.at = sheet.bytes.writeInt32BE(word, sheet.at)
      for (const value of list) {
        const at = sheet.bytes.writeInt32BE(8, sheet.at)
        sheet.at = sheet.bytes.writeBigInt64BE(value, at)
      }
    },
  }
}

function writeNull(sheet: Sheet): void {
  sheet.at = sheet.bytes.writeInt32BE(-1, sheet.at)
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(length)
  return bytes
}
