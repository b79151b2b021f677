import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Keeps bytes in a folder under their SHA-256 and answers that hash, in lower-case hex. When it has answered,
 * the file survives a power cut, and nobody ever sees half of it: it is written under another name, synced and
 * renamed. The same bytes again change nothing; a file that was damaged meanwhile is replaced by the good one.
 */
export async function keepFile(folder: string, bytes: Uint8Array): Promise<string> {
  const sha256 = hashOf(bytes)
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (made !== undefined) await sync(dirname(folder))
  const there = await readOrNull(join(folder, sha256))
  if (!there || hashOf(there) !== sha256) await place(folder, sha256, bytes)
  // Also when the file was there: who renamed it may have been stopped before his own sync.
  await sync(folder)
  return sha256
}

/**
 * The bytes kept under a SHA-256, or null when there are none. Throws when the name is not 64 hex digits (so
 * no path can be asked for) and when the file no longer has the hash it was kept under.
 */
export async function readKept(folder: string, sha256: string): Promise<Buffer | null> {
  if (!/^[0-9a-f]{64}$/i.test(sha256))
    throw new Error('A kept file is asked for by a SHA-256: 64 hex digits.')
  const name = sha256.toLowerCase()
  const bytes = await readOrNull(join(folder, name))
  if (bytes && hashOf(bytes) !== name)
    throw new Error(`The kept file ${name} is damaged: its bytes have another hash.`)
  return bytes
}

async function place(folder: string, sha256: string, bytes: Uint8Array): Promise<void> {
  // In the same folder, because a rename is one step only within a file system.
  const temporary = join(folder, `.${sha256}.${randomUUID()}`)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, join(folder, sha256))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
