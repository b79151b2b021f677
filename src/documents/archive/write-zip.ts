import { crc32 } from 'node:zlib'

/** A file in an archive: its name is a path with slashes. */
export type Packed = { name: string; bytes: Uint8Array }

/** A file that also says when it was made, to two seconds (UTC). */
export type ZipFile = Packed & { at: Date }

/** The first instant the format knows: of a file whose time must not change the bytes of an archive. */
const UNDATED = new Date(Date.UTC(1980, 0, 1))

/** The most that the fields of 16 and of 32 bits can say; what is more stands in the fields of zip64. */
const [MOST_16, MOST_32] = [0xffff, 0xffff_ffffn]

/**
 * An archive in pieces, as PKWARE's APPNOTE 6.3 describes it: papers are compressed already, so they are stored as they
 * are, one at a time, and memory stays flat. Beyond 65,534 files or 4 GiB it is a zip64. The same files give the same
 * bytes. A single file is below 4 GiB.
 */
export async function* zipOf(files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array> {
  const archive = begun()
  for await (const file of files) yield* archive.add(file)
  yield* archive.end()
}

/** The same of files that lie in memory, whole and undated: the same files give the same bytes on every machine. */
export function writeZip(files: readonly Packed[]): Buffer {
  const archive = begun()
  const pieces = files.flatMap(file => archive.add({ ...file, at: UNDATED }))
  return Buffer.concat([...pieces, ...archive.end()])
}

/** What the directory at the end says of a file. */
type Placed = { name: Buffer; crc: number; size: number; at: bigint; offset: bigint }

/** An archive whose files are added one after the other: each answers the bytes that come next. */
function begun(): { add(file: ZipFile): Uint8Array[]; end(): Uint8Array[] } {
  const placed: Placed[] = []
  let offset = 0n
  return {
    add({ name, bytes, at }) {
      const place = {
        name: Buffer.from(name),
        crc: crc32(bytes),
        size: bytes.length,
        at: dosTime(at),
        offset,
      }
      placed.push(place)
      const header = Buffer.concat([fields([0x04034b50n, 4], ...common(place, 20n), [0n, 2]), place.name])
      offset += BigInt(header.length + bytes.length)
      return [header, bytes]
    },
    end() {
      const lines = placed.map(directoryLine)
      const size = lines.reduce((sum, line) => sum + BigInt(line.length), 0n)
      return [...lines, endOf({ count: BigInt(placed.length), start: offset, size })]
    },
  }
}

type Field = [value: bigint, bytes: 2 | 4 | 8]

/** Numbers one after the other, the lowest byte first. */
function fields(...all: Field[]): Buffer {
  const buffer = Buffer.alloc(all.reduce((sum, [, bytes]) => sum + bytes, 0))
  let place = 0
  for (const [value, bytes] of all) {
    if (bytes === 8) buffer.writeBigUInt64LE(value, place)
    else buffer.writeUIntLE(Number(value), place, bytes)
    place += bytes
  }
  return buffer
}

/** What stands before a file and in the directory: version to read it, flag of UTF-8, stored, time, sum, sizes, name. */
function common({ name, crc, size, at }: Placed, version: bigint): Field[] {
  const sizes: Field[] = [BigInt(size), BigInt(size)].map(value => [value, 4])
  return [[version, 2], [0x0800n, 2], [0n, 2], [at, 4], [BigInt(crc), 4], ...sizes, [BigInt(name.length), 2]]
}

function directoryLine(place: Placed): Buffer {
  const far = place.offset >= MOST_32
  const extra = far ? fields([1n, 2], [8n, 2], [place.offset, 8]) : Buffer.alloc(0)
  const version = far ? 45n : 20n
  const line = fields(
    [0x02014b50n, 4],
    [version, 2],
    ...common(place, version),
    [BigInt(extra.length), 2],
    // No comment, on the first disk, no attributes.
    [0n, 2],
    [0n, 2],
    [0n, 2],
    [0n, 4],
    [far ? MOST_32 : place.offset, 4],
  )
  return Buffer.concat([line, place.name, extra])
}

function endOf({ count, start, size }: Record<'count' | 'start' | 'size', bigint>): Buffer {
  const large = count >= MOST_16 || start + size >= MOST_32
  const end = fields([0x06064b50n, 4], [44n, 8], [45n, 2], [45n, 2], [0n, 4], [0n, 4], [count, 8], [count, 8])
  const locator = fields([0x07064b50n, 4], [0n, 4], [start + size, 8], [1n, 4])
  const zip64 = [end, fields([size, 8], [start, 8]), locator]
  const counted = count >= MOST_16 ? BigInt(MOST_16) : count
  const [length, from] = [size, start].map(value => (large || value >= MOST_32 ? MOST_32 : value))
  const plain = fields([0x06054b50n, 4], [0n, 2], [0n, 2], [counted, 2], [counted, 2])
  return Buffer.concat([...(large ? zip64 : []), plain, fields([length ?? 0n, 4], [from ?? 0n, 4], [0n, 2])])
}

/** Years are counted from 1980, seconds in twos. */
function dosTime(at: Date): bigint {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return (BigInt(date) << 16n) | BigInt(time)
}
