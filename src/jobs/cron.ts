import cron from 'node-cron'
import type { PgBoss } from 'pg-boss'
import type { Orm } from '../database/orm.ts'
import type { Job, Workshop } from './job.ts'
import { fire } from './ticks.ts'

/** Starts the clock of every cron line, in UTC. It only fires; the tick's row decides who runs. */
export function startCron(
  orm: Orm,
  boss: PgBoss,
  schedule: readonly Job[],
  log: Workshop['log'],
): () => Promise<void> {
  const tasks = schedule.map(({ name, cron: line }) =>
    cron.schedule(
      line,
      async ({ date }) => {
        try {
          await fire(orm, boss, { job: name, fireAt: date })
        } catch (error) {
          // A tick that could not be written is caught up at the next start or by another process.
          log.error({ job: name, reason: (error as Error).message }, 'tick not fired')
        }
      },
      { name, timezone: 'UTC' },
    ),
  )
  return async () => {
    for (const task of tasks) await task.destroy()
  }
}
