import { setTimeout as sleep } from 'node:timers/promises'
import { CronExpressionParser } from 'cron-parser'
import { sql } from 'kysely'
import { fromKysely, type PgBoss } from 'pg-boss'
import { transact } from '../act.ts'
import type { Orm } from '../database/orm.ts'
import { sqlOf } from '../database/sql.ts'
import type { Job } from './job.ts'
import { QUEUE } from './queue.ts'

/** What travels through the queue. */
export type TickMessage = { job: string; fireAt: string }

/**
 * A fire time of a job has come. Whichever process writes its row first hands the work to the queue, in the same
 * transaction: so each tick runs once over any number of processes. Returns whether it was this one.
 */
export async function fire(orm: Orm, boss: PgBoss, tick: { job: string; fireAt: Date }): Promise<boolean> {
  const { job, fireAt } = tick
  return transact(orm, 'fire', async em => {
    const first = await sqlOf(em)
      .insertInto('tick')
      .values({ job, fireAt })
      .onConflict(conflict => conflict.doNothing())
      .returning('job')
      .executeTakeFirst()
    if (first === undefined) return false
    const message: TickMessage = { job, fireAt: fireAt.toISOString() }
    await boss.send(QUEUE, message, { db: fromKysely(em.getKysely() as never) })
    return true
  })
}

/**
 * Fires what is due and what was missed: of the fire times after the job's last tick (or after `since`, when it never
 * ticked), up to and including `now`, the newest ones that the job wants, oldest first. Returns how many this process
 * fired.
 */
export async function catchUp(
  orm: Orm,
  boss: PgBoss,
  schedule: readonly Job[],
  { now, since }: { now: Date; since: Date },
): Promise<number> {
  let fired = 0
  for (const { name, cron, catchUp: most } of schedule) {
    const last = await sqlOf(orm.em.fork())
      .selectFrom('tick')
      .select(sql<Date | null>`max(fire_at)`.as('fireAt'))
      .where('job', '=', name)
      .executeTakeFirst()
    for (const fireAt of fireTimes(cron, most, { after: last?.fireAt ?? since, until: now })) {
      if (await fire(orm, boss, { job: name, fireAt })) fired++
    }
  }
  return fired
}

/**
 * Waits until every tick of these jobs has run, or failed once: those are tried again later. Returns after so many
 * seconds at the latest, for a job may be large or no worker there.
 */
export async function untilRun(orm: Orm, schedule: readonly Job[], seconds: number): Promise<void> {
  const names = schedule.map(job => job.name)
  const deadline = performance.now() + seconds * 1000
  while (performance.now() < deadline) {
    const waiting = await sqlOf(orm.em.fork())
      .selectFrom('tick')
      .select('job')
      .where('job', 'in', names)
      .where('finishedAt', 'is', null)
      .where('outcome', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (waiting === undefined) return
    await sleep(50)
  }
}

/** The newest fire times of a cron line after one instant, up to another, oldest first. */
function fireTimes(cron: string, most: number, { after, until }: { after: Date; until: Date }): Date[] {
  const line = CronExpressionParser.parse(cron, { currentDate: new Date(until.getTime() + 1), tz: 'UTC' })
  const times: Date[] = []
  while (times.length < most) {
    const time = line.prev().toDate()
    if (time <= after) break
    times.unshift(time)
  }
  return times
}
