import { closeSync, existsSync, openSync } from 'node:fs'
// biome-ignore lint/correctness/noUnresolvedImports: a module of Node 24 that Biome does not list
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

const BUSY = 5
/** Longer than the longest start, which may have to replay a long log. */
const PATIENCE_SECONDS = 400

/**
 * Does the work while no other process does work under the same lock file. The operating system holds the lock
 * and lets it go when the process ends, however it ends; Node offers such a lock only through SQLite.
 */
export async function locked<T>(file: string, work: () => Promise<T>): Promise<T> {
  // In one go, because closing the file would let go a lock that this process takes in between.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    await take(lock, file)
    return await work()
  } finally {
    lock.close()
  }
}

async function take(lock: DatabaseSync, file: string): Promise<void> {
  for (const end = Date.now() + PATIENCE_SECONDS * 1000; Date.now() < end; await sleep(25)) {
    try {
      lock.exec('pragma journal_mode = memory; begin exclusive')
      return
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== BUSY) throw error
    }
  }
  throw new Error(`Another process has held ${file} for ${PATIENCE_SECONDS} seconds.`)
}
