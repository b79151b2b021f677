import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { transact } from './act.ts'
import { type Clock, systemClock, testClock } from './clock.ts'
import { type Config, readConfig } from './config.ts'
import { type Embedded, startEmbedded } from './database/embedded.ts'
import { type Orm, openOrm } from './database/orm.ts'
import { prepareDatabase } from './database/prepare.ts'
import { inviteFirstAdministrator } from './domain/parties/access/first-administrator.ts'
import { startCron } from './jobs/cron.ts'
import type { Workshop } from './jobs/job.ts'
import { installQueue } from './jobs/queue.ts'
import { SCHEDULE } from './jobs/schedule.ts'
import { catchUp } from './jobs/ticks.ts'
import { openQueue, startWorker } from './jobs/worker.ts'
import { openLog } from './log.ts'
import { openMailer } from './mail/mailer.ts'
import { openProcessor } from './processor/processor.ts'
import { openRateLimits } from './schema/rate-limits.ts'
import { startServer } from './server.ts'

/** Starts everything in order, and stops it in the opposite one. */
async function main(stops: (() => Promise<unknown>)[]): Promise<void> {
  const config = readConfig(process.env)
  const clock = clockFrom(process.argv.slice(2), config)
  const log = openLog(config.logLevel)
  onSignal(stops)

  // What a moved clock says is made up, so it need not outlive the machine.
  const settings = { folder: config.dataDir, durable: clock === systemClock }
  const embedded = config.databaseUrl === null ? await startEmbedded(settings) : null
  if (embedded !== null) stops.unshift(() => stopEmbedded(embedded))
  const role = await prepareDatabase(config.databaseUrl ?? embedded?.url ?? '', installQueue)
  for (const notice of [embedded?.notice, role.notice]) if (notice != null) say(notice)

  const orm = await openOrm({ url: role.url })
  stops.unshift(() => orm.close())
  // Before the queue: it closes when the last job has ended.
  const mailer = config.mail && openMailer(config.mail)
  if (mailer !== null) stops.unshift(async () => mailer.close())
  const boss = await openQueue(role.url, log)
  stops.unshift(() => boss.stop({ graceful: true, timeout: 30_000 }))
  const limits = openRateLimits(role.url)
  stops.unshift(() => limits.close())
  const documents = join(config.dataDir, 'documents')
  const { host, port } = config
  const processor = config.stripe && openProcessor(config.stripe)
  const services = { orm, boss, clock, config, log, limits, documents, processor }
  const server = await startServer(services, { host, port })
  stops.unshift(() => server.stop())

  const verifyUrl = `${config.publicUrl ?? server.url}/verify`
  const platform = { name: config.platformName, contact: config.contact, verifyUrl }
  const shop: Workshop = { orm, clock, log, paper: { folder: documents, platform }, processor, mailer }
  await startWorker(boss, SCHEDULE, shop)
  if (clock === systemClock) {
    stops.unshift(startCron(orm, boss, SCHEDULE, { clock, log }))
    await catchUp(orm, boss, SCHEDULE, { now: clock.now(), since: clock.now() })
  }
  await greet(orm, clock, server.url)
}

function clockFrom(args: string[], { production }: Config): Clock {
  const { values } = parseArgs({ args, options: { clock: { type: 'string' } } })
  if (values.clock === undefined) return systemClock
  const start = new Date(values.clock)
  if (production) throw new Error('--clock is refused in production: money runs on real time.')
  if (Number.isNaN(start.getTime())) throw new Error(`--clock ${values.clock} is not an instant.`)
  return testClock(start)
}

/** The first screen: what runs, and what to do next. */
async function greet(orm: Orm, clock: Clock, url: string): Promise<void> {
  say(`Tantième answers at ${url}/graphql`)
  const code = await transact(orm, 'inviteFirstAdministrator', em =>
    inviteFirstAdministrator(em, clock.now()),
  )
  if (code !== null) {
    say(`There is no administrator yet. Become the first one with this code, good for 15 minutes: ${code}`)
    say(
      '  mutation { claimFirstAdministrator(code: "…", password: "…", input: { email: "…", name: "…", language: en }) { … } }',
    )
  }
}

async function stopEmbedded(embedded: Embedded): Promise<void> {
  say(await embedded.stop())
}

/**
 * Stops once, in order; whoever signals again a second later ends the process at once. Not sooner: one Ctrl-C comes
 * several times, from the terminal, from npm and from the demo.
 */
function onSignal(stops: (() => Promise<unknown>)[]): void {
  let first: number | null = null
  const stop = async () => {
    const signalled = performance.now()
    if (first !== null && signalled - first > 1000) process.exit(1)
    if (first !== null) return
    first = signalled
    await stopAll(stops)
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
}

async function stopAll(stops: (() => Promise<unknown>)[]): Promise<void> {
  for (const each of stops) await each()
}

function say(line: string): void {
  console.log(line)
}

const stops: (() => Promise<unknown>)[] = []
try {
  await main(stops)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  // What was started before it failed: above all the database, which would go on by itself.
  await stopAll(stops)
  process.exit(1)
}
