import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll } from '@jest/globals'
import type { PgBoss } from 'pg-boss'
import { transact } from '../../src/act.ts'
import { assembleStaff, type Staff } from '../../src/cli/demo/stage.ts'
import { type Clock, testClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { inviteFirstAdministrator } from '../../src/domain/parties/access/first-administrator.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { SCHEDULE } from '../../src/jobs/schedule.ts'
import { openQueue, startWorker } from '../../src/jobs/worker.ts'
import type { Log } from '../../src/log.ts'
import type { Processor } from '../../src/processor/processor.ts'
import { openRateLimits } from '../../src/schema/rate-limits.ts'
import { startServer } from '../../src/server.ts'
import { type TestDatabase, useDatabase } from './database.ts'

/** A whole server in the test's own process, on its own database and on a clock that the test moves. */
export type TestServer = {
  url: string
  database: TestDatabase
  clock: Clock
  shop: Workshop
  boss: PgBoss
  /** Everything that was logged, as text. */
  logged: string[]
  /** Makes the first administrator and the other staff, through the API. */
  staff(): Promise<Staff>
}

export type TestServerOptions = {
  starts?: string
  production?: boolean
  /** Opens what charges cards, when the server starts; not given: there is nothing. */
  processor?: () => Promise<Processor>
}

/** Gives a test file its server. */
export function useServer({
  starts = '2010-01-01T09:00:00Z',
  production = false,
  processor: openProcessor,
}: TestServerOptions = {}): TestServer {
  const database = useDatabase()
  const server = {
    database,
    logged: [] as string[],
    clock: testClock(new Date(starts)),
  } as unknown as TestServer
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-server-'))

  beforeAll(async () => {
    const { url, orm } = database
    const { clock } = server
    const secret = 'a secret of the tests, long enough to sign'
    const environment = {
      DATA_DIR: folder,
      TOKEN_SECRET: secret,
      NODE_ENV: production ? 'production' : 'test',
    }
    const config = readConfig(environment)
    const log = logInto(server.logged)
    const limits = openRateLimits(url)
    const processor = openProcessor === undefined ? null : await openProcessor()
    const boss = await openQueue(url, log)
    const http = await startServer(
      { orm, boss, clock, config, log, limits, documents: folder, processor },
      { host: '127.0.0.1', port: 0 },
    )
    const platform = { name: 'Tantième', contact: 'help@tantieme.example', verifyUrl: `${http.url}/verify` }
    const shop: Workshop = { orm, clock, log, paper: { folder, platform }, processor }
    await startWorker(boss, SCHEDULE, shop)
    Object.assign(server, { url: http.url, boss, shop, staff: () => staffOf(server) })
    database.beforeDrop.push(
      () => http.stop(),
      () => boss.stop({ graceful: true, timeout: 10_000 }),
      () => limits.close(),
      async () => rmSync(folder, { recursive: true, force: true }),
    )
  })
  return server
}

async function staffOf({ url, database, clock }: TestServer): Promise<Staff> {
  const code = await transact(database.orm, 'invite', em => inviteFirstAdministrator(em, clock.now()))
  return assembleStaff(url, code ?? '')
}

function logInto(lines: string[]): Log {
  const write = (facts: object, text: string) => {
    lines.push(`${text} ${JSON.stringify(facts)}`)
  }
  return { info: write, warn: write, error: write }
}
