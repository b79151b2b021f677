import { crc32, createDeflateRaw } from 'node:zlib'

/** A file in an archive: its name in ASCII, and its bytes in pieces. */
export type ZipFile = { name: string; pieces: AsyncIterable<string> | Iterable<string> }

/** No file's date may make two archives of the same content differ: the first one that the format knows. */
const TIME_AND_DATE = Buffer.from([0, 0, 0x21, 0])
/** Sizes and sum come after the bytes (bit 3), names are UTF-8 (bit 11), deflated. */
const HOW = Buffer.from([20, 0, 0x08, 0x08, 8, 0])
const MOST = 2 ** 32 - 1

type Written = { name: Buffer; at: number; sum: number; packed: number; size: number }

/** A ZIP archive, piece by piece, the same bytes for the same content (APPNOTE 6.3.3). Throws when it would pass 4 GB. */
export async function* zipOf(files: readonly ZipFile[]): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let at = 0
  const counted = (piece: Buffer) => {
    at += piece.length
    if (at > MOST) throw new Error('The archive would be larger than 4 GB')
    return piece
  }
  for (const { name, pieces } of files) {
    const file: Written = { name: Buffer.from(name), at, sum: 0, packed: 0, size: 0 }
    yield counted(
      Buffer.concat([
        words(0x04034b50),
        HOW,
        TIME_AND_DATE,
        words(0, 0, 0),
        halves(file.name.length, 0),
        file.name,
      ]),
    )
    for await (const piece of deflated(pieces, file)) yield counted(piece)
    yield counted(words(0x08074b50, file.sum, file.packed, file.size))
    written.push(file)
  }
  const start = at
  for (const file of written) yield counted(entryOf(file))
  const count = written.length
  yield Buffer.concat([words(0x06054b50), halves(0, 0, count, count), words(at - start, start), halves(0)])
}

async function* deflated(pieces: ZipFile['pieces'], file: Written): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw()
  const writing = (async () => {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece)
      file.sum = crc32(bytes, file.sum)
      file.size += bytes.length
      if (!deflate.write(bytes)) await new Promise<void>(done => deflate.once('drain', done))
    }
    deflate.end()
  })()
  writing.catch(error => deflate.destroy(error))
  for await (const piece of deflate) {
    file.packed += (piece as Buffer).length
    yield piece as Buffer
  }
  await writing
}

/** A file in the directory at the end. */
function entryOf({ name, at, sum, packed, size }: Written): Buffer {
  const made = Buffer.from([20, 0])
  return Buffer.concat([
    ...[words(0x02014b50), made, HOW, TIME_AND_DATE, words(sum, packed, size)],
    ...[halves(name.length, 0, 0, 0, 0), words(0, at), name],
  ])
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [place, value] of values.entries()) bytes.writeUInt32LE(value, place * 4)
  return bytes
}

function halves(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  for (const [place, value] of values.entries()) bytes.writeUInt16LE(value, place * 2)
  return bytes
}
