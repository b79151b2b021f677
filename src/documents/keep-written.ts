import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Takes a file that is complete and synced into its folder under its SHA-256, however large; answers hash and size. */
export async function keepWritten(path: string): Promise<{ sha256: string; bytes: bigint }> {
  const { size } = await stat(path, { bigint: true })
  const sha256 = await hashOfFile(path)
  await rename(path, join(dirname(path), sha256))
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
  return { sha256, bytes: size }
}

/** The path of a kept file for who streams it. Throws when its bytes have another hash, or there is none. */
export async function keptPath(folder: string, sha256: string): Promise<string> {
  const path = join(folder, sha256)
  if ((await hashOfFile(path)) !== sha256)
    throw new Error(`The kept file ${sha256} is damaged: its bytes have another hash.`)
  return path
}

/** The SHA-256 of a file, in hexadecimal digits. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}
