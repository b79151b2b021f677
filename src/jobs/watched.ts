import { setTimeout as sleep } from 'node:timers/promises'
import type { Orm } from '../database/orm.ts'
import { dropProgress } from '../domain/dividends/progress/drop-progress.ts'
import { keepProgress } from '../domain/dividends/progress/keep-progress.ts'
import type { Progress, Watch } from '../domain/dividends/progress/run-progress.ts'
import type { Log } from '../log.ts'

/** Progress is written so long after it was told: a run that is shorter costs nothing. */
const EVERY_MS = 250
/** Nobody waits longer for the end of a run to be written. */
const PATIENCE_MS = 2000

/**
 * Lets a run of a project be watched: what it tells is written over a second connection, the latest every `everyMs`
 * milliseconds, and taken away when the run ends, well or not. The run never waits for a writing: what cannot be
 * written is skipped and logged.
 */
export async function watched<T>(
  { orm, log }: { orm: Orm; log: Log },
  projectId: string,
  run: (watch: Watch) => Promise<T>,
  everyMs = EVERY_MS,
): Promise<T> {
  // Forked before the run begins: a fork made inside would be one of its transaction's.
  const em = orm.em.fork()
  const skip = (error: Error) =>
    log.warn({ projectId, reason: error.message }, 'the progress of a run could not be written')
  let latest: Progress | null = null
  let timer: NodeJS.Timeout | undefined
  let [writing, written] = [Promise.resolve(), false]
  const write = () => {
    written = true
    writing = keepProgress(em, projectId, latest as Progress)
      .catch(skip)
      .finally(() => {
        timer = undefined
      })
  }
  const watch = (progress: Progress) => {
    latest = progress
    timer ??= setTimeout(write, everyMs)
  }
  try {
    return await run(watch)
  } finally {
    clearTimeout(timer)
    if (written) {
      const dropped = writing.then(() => dropProgress(em, projectId)).catch(skip)
      await Promise.race([dropped, sleep(PATIENCE_MS, undefined, { ref: false })])
    }
  }
}
