import { PgBoss } from 'pg-boss'

/** Where the work of ticks waits, as pg-boss names it. */
export const QUEUE = 'ticks'

/** Creates the queue's tables as the owner of the database; does nothing when they are there. */
export async function installQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2, supervise: false, schedule: false })
  await boss.start()
  await boss.createQueue(QUEUE, {
    notify: true,
    retryLimit: 5,
    retryDelay: 1,
    retryBackoff: true,
    heartbeatSeconds: 30,
    expireInSeconds: 3600,
  })
  await boss.stop({ graceful: false })
}
