import { type RawBuilder, sql } from 'kysely'
import { type JobResult, PgBoss } from 'pg-boss'
import { sqlOf } from '../database/sql.ts'
import type { Job, Workshop } from './job.ts'
import { QUEUE } from './queue.ts'
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

const OPTIONS = {
  batchSize: 20,
  burstWhenBatchFull: true,
  notifyPollingIntervalSeconds: 5,
  perJobResults: true,
} as const

/** Takes ticks from the queue and runs their jobs, one after the other. */
export async function startWorker(boss: PgBoss, schedule: readonly Job[], shop: Workshop): Promise<void> {
  await boss.work<TickMessage, void, typeof OPTIONS>(QUEUE, OPTIONS, async messages => {
    const results: JobResult[] = []
    for (const { id, data } of inOrder(messages, schedule)) {
      results.push({ id, status: (await runTick(data, schedule, shop)) ? 'completed' : 'failed' })
    }
    return results
  })
}

/** Oldest first; what fired at the same time in the order of the schedule, so that papers follow their distribution. */
function inOrder<M extends { data: TickMessage }>(messages: readonly M[], schedule: readonly Job[]): M[] {
  const place = ({ data }: M) => `${data.fireAt} ${schedule.findIndex(job => job.name === data.job)}`
  return [...messages].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

/** Runs a tick, unless it is done already. Returns false when it failed: the queue tries it again. */
async function runTick(tick: TickMessage, schedule: readonly Job[], shop: Workshop): Promise<boolean> {
  const job = schedule.find(each => each.name === tick.job)
  // A job of an older version is gone from the table; a tick that a dead process had finished needs nothing more.
  if (job === undefined || !(await begin(shop, tick))) return true
  try {
    const outcome = await job.run(shop, shop.clock.now())
    await mark(shop, tick, sql`finished_at = now(), outcome = ${outcome}`)
    shop.log.info({ job: job.name, fireAt: tick.fireAt, outcome }, 'job done')
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    await mark(shop, tick, sql`outcome = ${`failed: ${reason}`}`)
    shop.log.error({ job: job.name, fireAt: tick.fireAt, reason }, 'job failed')
    return false
  }
}

function begin(shop: Workshop, tick: TickMessage): Promise<boolean> {
  return mark(shop, tick, sql`started_at = now(), runs = runs + 1`)
}

/** Changes the row of a tick that has not finished, and says whether there was one. */
async function mark({ orm }: Workshop, tick: TickMessage, change: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql`
    update tick set ${change} where job = ${tick.job} and fire_at = ${tick.fireAt} and finished_at is null
    returning job`.execute(sqlOf(orm.em.fork()))
  return rows.length > 0
}
