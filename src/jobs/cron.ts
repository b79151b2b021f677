import cron from 'node-cron'
import type { PgBoss } from 'pg-boss'
import type { Clock } from '../clock.ts'
import type { Orm } from '../database/orm.ts'
import type { Job, Workshop } from './job.ts'
import { catchUp } from './ticks.ts'

/** A second after each minute, so that a timer that is a little early does not look before the minute has come. */
const EVERY_MINUTE = '1 * * * * *'

/**
 * Looks once a minute what is due by the clock, and fires it. It asks what has not been fired yet, not what this very
 * minute brings: so what one look missed, because the process was busy or the database away, the next one finds.
 */
export function startCron(
  orm: Orm,
  boss: PgBoss,
  schedule: readonly Job[],
  { clock, log, line = EVERY_MINUTE }: { clock: Clock; log: Workshop['log']; line?: string },
): () => Promise<void> {
  const since = clock.now()
  const look = async () => {
    try {
      await catchUp(orm, boss, schedule, { now: clock.now(), since })
    } catch (error) {
      log.error({ reason: (error as Error).message }, 'ticks not fired; the next look makes up for it')
    }
  }
  const task = cron.schedule(line, look, { name: 'look', timezone: 'UTC', noOverlap: true })
  return async () => {
    await task.destroy()
  }
}
