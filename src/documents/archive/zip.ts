import { crc32 } from 'node:zlib'

/** A file in an archive; its name is a path with slashes. */
export type Packed = { name: string; bytes: Uint8Array }

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50]
/** Version 2.0 of the format, and the flag that says that names are in UTF-8. */
const [VERSION, UTF8] = [20, 0x0800]
/** 1 January 1980, the first day the format knows: the time of packing must not change the bytes. */
const FIRST_DAY = 0x21
/** What the format counts with 16 and 32 bits. */
const [MOST_FILES, MOST_BYTES] = [0xffff, 0xffffffff]

/**
 * Packs files as a ZIP archive in their order. Nothing is compressed, and no time is kept: the same files give the same
 * bytes on every machine. Throws above 65,535 files or 4 GB.
 */
export function writeZip(files: readonly Packed[]): Buffer {
  if (files.length > MOST_FILES) throw new Error(`An archive holds at most ${MOST_FILES} files.`)
  const parts: Uint8Array[] = []
  const listed: Uint8Array[] = []
  let offset = 0
  for (const { name, bytes } of files) {
    const known = described(Buffer.from(name), bytes)
    const head = Buffer.concat([numbers([LOCAL, 4]), known.fields, known.name])
    const place = numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4])
    listed.push(numbers([CENTRAL, 4], [VERSION, 2]), known.fields, place, known.name)
    parts.push(head, bytes)
    offset += head.length + bytes.length
    if (offset > MOST_BYTES) throw new Error(`An archive holds at most ${MOST_BYTES} bytes.`)
  }
  const list = Buffer.concat(listed)
  const count = files.length
  const end = numbers([END, 4], [0, 2], [0, 2], [count, 2], [count, 2], [list.length, 4], [offset, 4], [0, 2])
  return Buffer.concat([...parts, list, end])
}

/** What stands of a file both before its bytes and in the list at the end. */
function described(name: Buffer, bytes: Uint8Array): { name: Buffer; fields: Buffer } {
  const { length } = bytes
  const stamps = numbers([VERSION, 2], [UTF8, 2], [0, 2], [0, 2], [FIRST_DAY, 2])
  const sizes = numbers([crc32(bytes), 4], [length, 4], [length, 4], [name.length, 2], [0, 2])
  return { name, fields: Buffer.concat([stamps, sizes]) }
}

function numbers(...fields: [value: number, bytes: number][]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((total, [, bytes]) => total + bytes, 0))
  let at = 0
  for (const [value, bytes] of fields) at = buffer.writeUIntLE(value, at, bytes)
  return buffer
}

/**
 * The files of an archive that `writeZip` wrote, by its list; whether their bytes are still the same the caller finds by
 * writing them again. Throws when it is no such archive.
 */
export function readZip(archive: Uint8Array): Packed[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = bytes.length - 22
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw new Error('It does not end as an archive does.')
  const files: Packed[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw new Error('Its list of files is damaged.')
    const [size, named, offset] = [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ]
    const start = offset + 30 + named
    if (start + size > end) throw new Error('A file in it ends behind its end.')
    files.push({
      name: bytes.toString('utf8', at + 46, at + 46 + named),
      bytes: bytes.subarray(start, start + size),
    })
    at += 46 + named
  }
  return files
}
