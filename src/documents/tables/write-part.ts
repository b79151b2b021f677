import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** Bytes that go to disk at once. */
const CHUNK = 256 * 1024

/** How many pieces a file holds, its bytes, and how many of them were there from an attempt before. */
export type Part = { pieces: number; bytes: number; found: number }

/**
 * Writes pieces into a file chunk by chunk, each safe on disk before it is told of. What an attempt before has left is
 * read and compared: where it is the same it stays, and from the first difference on it is written anew. So the file is
 * the same whether the writer was killed or not.
 */
export async function writePart(
  path: string,
  pieces: AsyncIterable<string | Uint8Array>,
  told: (pieces: number) => Promise<void> = async () => undefined,
): Promise<Part> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  try {
    const part: Part = { pieces: 0, bytes: 0, found: 0 }
    let same = true
    for await (const { chunk, count } of chunksOf(pieces)) {
      same &&= await holds(file, chunk, part.bytes)
      if (same) part.found += chunk.length
      else {
        await file.truncate(part.bytes)
        const { bytesWritten } = await file.write(chunk, 0, chunk.length, part.bytes)
        // A full disk may take less without an error: the next attempt goes on from what is right.
        if (bytesWritten !== chunk.length)
          throw new Error(`Only ${bytesWritten} of ${chunk.length} bytes were written`)
        await file.datasync()
      }
      part.bytes += chunk.length
      part.pieces += count
      await told(part.pieces)
    }
    await file.truncate(part.bytes)
    await file.sync()
    return part
  } finally {
    await file.close()
  }
}

async function* chunksOf(
  pieces: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<{ chunk: Buffer; count: number }> {
  let [parts, length]: [Buffer[], number] = [[], 0]
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece)
    parts.push(bytes)
    length += bytes.length
    if (length < CHUNK) continue
    yield { chunk: Buffer.concat(parts), count: parts.length }
    parts = []
    length = 0
  }
  if (parts.length > 0) yield { chunk: Buffer.concat(parts), count: parts.length }
}

async function holds(file: FileHandle, chunk: Buffer, at: number): Promise<boolean> {
  const there = Buffer.alloc(chunk.length)
  const { bytesRead } = await file.read(there, 0, chunk.length, at)
  return bytesRead === chunk.length && there.equals(chunk)
}
