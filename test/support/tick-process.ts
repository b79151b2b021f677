import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../src/clock.ts'
import { openOrm } from '../../src/database/orm.ts'
import type { Job, Workshop } from '../../src/jobs/job.ts'
import { fire } from '../../src/jobs/ticks.ts'
import { openQueue, startWorker } from '../../src/jobs/worker.ts'

/*
 * A server process reduced to its jobs: it fires the same 200 fire times as its twin and works on whatever the queue
 * gives it. Arguments: database URL, number of fire times. Prints how many ticks it fired and ran.
 */
const [url = '', count = '0'] = process.argv.slice(2)
let ran = 0
const job: Job = {
  name: 'counted',
  cron: '* * * * *',
  what: 'counts',
  catchUp: 1,
  run: async () => `${++ran}`,
}
const silent = () => undefined
const log = { info: silent, warn: silent, error: silent }
const orm = await openOrm({ url })
const boss = await openQueue(url, log)
const shop = { orm, clock: systemClock, log } as unknown as Workshop
await startWorker(boss, [job], shop)

const times = Array.from({ length: Number(count) }, (_, minute) => new Date(Date.UTC(2030, 0, 1, 0, minute)))
const fired = await Promise.all(times.map(fireAt => fire(orm, boss, { job: job.name, fireAt })))
console.log(`fired ${fired.filter(Boolean).length}`)
for await (const _line of process.stdin) await sleep(0) // until the test has seen enough
await boss.stop({ graceful: true, timeout: 10_000 })
await orm.close()
console.log(`ran ${ran}`)
