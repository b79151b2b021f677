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
 * Lets a run of a project be watched. What it tells is written over a second connection, the latest every `everyMs`
 * milliseconds, and taken away when the run ends, well or not.
 */
export function watched<T>(
  services: Services,
  projectId: string,
  run: (watch: Watch) => Promise<T>,
  everyMs = EVERY_MS,
): Promise<T> {
  const notes = { id: projectId, keep: keepProgress, drop: dropProgress }
  return watchedBy<Progress, T>(services, notes, run, everyMs)
}

type Services = { orm: Orm; log: Log }
type Em = Parameters<typeof dropProgress>[0]

/** Where the progress of something is written, and how it is taken away. */
export type Notes<Told> = {
  id: string
  keep(em: Em, id: string, progress: Told): Promise<void>
  drop(em: Em, id: string): Promise<void>
}

/**
 * Lets anything be watched that takes long inside one transaction. It never waits for a writing: what cannot be written
 * is skipped and logged.
 */
export async function watchedBy<Told, T>(
  { orm, log }: Services,
  { id, keep, drop }: Notes<Told>,
  run: (watch: (progress: Told) => void) => Promise<T>,
  everyMs = EVERY_MS,
): Promise<T> {
  // Forked before the run begins: a fork made inside would be one of its transaction's.
  const em = orm.em.fork()
  const skip = (error: Error) =>
    log.warn({ projectId: id, reason: error.message }, 'the progress of a run could not be written')
  let latest: Told | null = null
  let timer: NodeJS.Timeout | undefined
  let [writing, written] = [Promise.resolve(), false]
  const write = () => {
    written = true
    writing = keep(em, id, latest as Told)
      .catch(skip)
      .finally(() => {
        timer = undefined
      })
  }
  const watch = (progress: Told) => {
    latest = progress
    timer ??= setTimeout(write, everyMs)
  }
  try {
    return await run(watch)
  } finally {
    clearTimeout(timer)
    if (written) {
      const dropped = writing.then(() => drop(em, id)).catch(skip)
      await Promise.race([dropped, sleep(PATIENCE_MS, undefined, { ref: false })])
    }
  }
}
