import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { sqlOf } from '../database/sql.ts'
import { QUEUE } from './queue.ts'
import type { Job, Workshop } from './schedule.ts'
import type { TickMessage } from './ticks.ts'

/** Connects to the queue as the application: it may use its tables, not change them. */
export async function openQueue(url: string, log: Workshop['log']): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'tantieme-queue',
    max: 3,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    useListenNotify: true,
  })
  boss.on('error', error => log.error({ error: error.message }, 'the job queue reports an error'))
  await boss.start()
  return boss
}

/** Takes ticks from the queue and runs their jobs, one after the other. */
export async function startWorker(boss: PgBoss, schedule: readonly Job[], shop: Workshop): Promise<void> {
  await boss.work<TickMessage>(QUEUE, { batchSize: 1, pollingIntervalSeconds: 2 }, async ([message]) => {
    if (message !== undefined) await runTick(message.data, schedule, shop)
  })
}

async function runTick(tick: TickMessage, schedule: readonly Job[], shop: Workshop): Promise<void> {
  const job = schedule.find(each => each.name === tick.job)
  if (job === undefined) return // of an older version: its line is gone from the table
  await mark(shop, tick, sql`started_at = now(), runs = runs + 1`)
  try {
    const outcome = await job.run(shop, shop.clock.now())
    await mark(shop, tick, sql`finished_at = now(), outcome = ${outcome}`)
    shop.log.info({ job: job.name, fireAt: tick.fireAt, outcome }, 'job done')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    await mark(shop, tick, sql`outcome = ${`failed: ${reason}`}`)
    shop.log.error({ job: job.name, fireAt: tick.fireAt, reason }, 'job failed')
    throw error // the queue tries it again
  }
}

async function mark(
  { orm }: Workshop,
  { job, fireAt }: TickMessage,
  change: ReturnType<typeof sql>,
): Promise<void> {
  await sql`update tick set ${change} where job = ${job} and fire_at = ${fireAt}`.execute(
    sqlOf(orm.em.fork()),
  )
}
