import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbedded } from '../../src/database/embedded.ts'
import { prepareDatabase } from '../../src/database/prepare.ts'
import { installQueue } from '../../src/jobs/queue.ts'

/** A server of the tests' own in a temporary folder, and one migrated database that every test file gets a copy of. */
export default async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-test-'))
  chmodSync(folder, 0o755) // the account that runs PostgreSQL must be able to enter
  const server = await startEmbedded({ folder, durable: false })
  // Many tests start the program as a process: all but the first find it compiled.
  process.env.TEST_COMPILE_CACHE = join(folder, 'compiled')
  const { url } = await prepareDatabase(server.url, installQueue)
  await oneProcessEach(server.url)
  process.env.TEST_OWNER_URL = server.url
  process.env.TEST_APP_URL = url
  Object.assign(globalThis, { testServer: { server, folder } })
}

/**
 * The tables of a test are a handful of rows that nobody has counted: the server takes them for large, and starts workers
 * for them, which costs 40 ms a query.
 */
async function oneProcessEach(url: string): Promise<void> {
  const owner = new Client({ connectionString: url })
  await owner.connect()
  await owner.query('alter role tantieme_app set max_parallel_workers_per_gather = 0')
  await owner.end()
}
