import { setTimeout as sleep } from 'node:timers/promises'
import type { Orm } from '../database/orm.ts'
import { dropProgress } from '../domain/dividends/run/drop-progress.ts'
import { keepProgress } from '../domain/dividends/run/keep-progress.ts'
import type { Progress, Watch } from '../domain/dividends/run/run-progress.ts'
import type { Log } from '../log.ts'

/** Progress is written at most so often, and nobody waits longer than this for its end to be written. */
const EVERY_MS = 250
const PATIENCE_MS = 2000

/**
 * Lets a run of a project be watched: what it tells is written over a second connection, and taken away when it ends,
 * well or not. The run never waits for that: what cannot be written is skipped and logged.
 */
export async function watched<T>(
  { orm, log }: { orm: Orm; log: Log },
  projectId: string,
  run: (watch: Watch) => Promise<T>,
): Promise<T> {
  let [writing, latest, written] = [Promise.resolve(), -EVERY_MS, false]
  let free = true
  const write = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      log.warn({ projectId, reason: String(error) }, 'the progress of a run could not be written')
    }
    free = true
  }
  const watch = (progress: Progress) => {
    if (!free || performance.now() - latest < EVERY_MS) return
    free = false
    written = true
    latest = performance.now()
    writing = write(() => keepProgress(orm.em.fork(), projectId, progress))
  }
  try {
    return await run(watch)
  } finally {
    if (written) {
      const ended = writing.then(() => write(() => dropProgress(orm.em.fork(), projectId)))
      await Promise.race([ended, sleep(PATIENCE_MS, undefined, { ref: false })])
    }
  }
}
