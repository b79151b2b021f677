import type { Packed } from './write-zip.ts'

const [CENTRAL, END, END_64, LOCATOR_64] = [0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50]
/** In their place the fields of zip64 count. */
const [MOST_16, MOST_32] = [0xffff, 0xffff_ffff]

/**
 * The files of an archive as `write-zip.ts` writes it, by its list; whether their bytes are still the same the caller
 * finds by writing them again. Throws when it is no such archive.
 */
export function readZip(archive: Uint8Array): Packed[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  const { start, count, end } = listOf(bytes)
  const files: Packed[] = []
  let at = start
  for (let left = count; left > 0; left--) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw new Error('Its list of files is damaged.')
    const [size, named, extra] = [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
    ]
    const name = bytes.toString('utf8', at + 46, at + 46 + named)
    const near = bytes.readUInt32LE(at + 42)
    const offset = near === MOST_32 ? Number(bytes.readBigUInt64LE(at + 46 + named + 4)) : near
    const from = offset + 30 + named
    if (from + size > end) throw new Error('A file in it ends behind its end.')
    files.push({ name, bytes: bytes.subarray(from, from + size) })
    at += 46 + named + extra
  }
  return files
}

/** Where the list of files starts, how many it names, and what it and they must end before. */
function listOf(bytes: Buffer): { start: number; count: number; end: number } {
  const end = bytes.length - 22
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw new Error('It does not end as an archive does.')
  const [start, count] = [bytes.readUInt32LE(end + 16), bytes.readUInt16LE(end + 10)]
  if (start !== MOST_32 && count !== MOST_16) return { start, count, end }
  const [locator, large] = [end - 20, end - 76]
  if (large < 0 || bytes.readUInt32LE(locator) !== LOCATOR_64 || bytes.readUInt32LE(large) !== END_64)
    throw new Error('It does not end as a large archive does.')
  const [many, far] = [large + 32, large + 48].map(place => Number(bytes.readBigUInt64LE(place)))
  return { start: far ?? 0, count: many ?? 0, end: large }
}
