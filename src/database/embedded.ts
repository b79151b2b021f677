import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import {
  type Cluster,
  clusterIn,
  createCluster,
  endedUncleanly,
  NAME,
  removeLeftovers,
  runningServer,
  type Server,
  startServer,
  stopServer,
} from './embedded/cluster.ts'
import { findHome, type Home } from './embedded/home.ts'
import { locked } from './embedded/lock.ts'

/** An embedded server this process uses. */
export type Embedded = {
  /** The owning role, superuser of this private cluster: postgresql://tantieme:…@127.0.0.1:<port>/tantieme */
  url: string
  /** For the operator: what happened (created, started, recovered, adopted) and where the data is when moved. */
  notice: string
  /** Stops the server unless another process still uses it, and says which. A second call changes nothing. */
  stop(): Promise<string>
}

/**
 * `folder`: where the data goes, such as ./data; it is made if need be. `durable`: false turns off fsync,
 * synchronous_commit and full_page_writes, which is faster and for tests only.
 */
export type EmbeddedOptions = { folder: string; durable?: boolean }

/**
 * Starts PostgreSQL on the cluster under `folder`, or adopts the server that already runs on it, and makes the
 * cluster and the database if they are absent. Any number of processes may do so at once; they share one server.
 * The server listens on 127.0.0.1 only, asks for a password, and outlives a process that is killed.
 * Throws an Error that says what failed, with the end of the server's log, and the remedy.
 */
export async function startEmbedded({ folder, durable = true }: EmbeddedOptions): Promise<Embedded> {
  try {
    const home = await findHome(resolve(folder))
    return await locked(join(home.path, 'lock'), () => start(home, durable))
  } catch (cause) {
    const reason = (cause as Error).message
    throw new Error(
      `The embedded PostgreSQL in ${folder} cannot be used: ${reason.trim()}\n` +
        'Remedy: set DATABASE_URL to a PostgreSQL server of your own, or put right what is said above.',
      { cause },
    )
  }
}

/** What pg's types leave out: whether a connection keeps the process from ending. */
type Connection = pg.Client & { ref(): void; unref(): void }

async function start(home: Home, durable: boolean): Promise<Embedded> {
  await removeLeftovers(home)
  const cluster = await clusterIn(home, durable)
  const created = await createCluster(cluster)
  const found = await runningServer(cluster)
  // Asked now, because the server clears the traces when it starts.
  const unclean = !found && endedUncleanly(cluster)
  const server = found ?? (await startServer(cluster))
  const claim = await connect(cluster, server)
  await createDatabase(claim)
  // It alone shall not keep the process from ending.
  claim.unref()
  let stopped: Promise<string> | undefined
  return {
    url: `postgresql://${NAME}:${claim.password}@127.0.0.1:${server.port}/${NAME}`,
    notice: [
      `Embedded PostgreSQL: ${whatHappened({ found, created, unclean })} ${inBrackets(server)}.`,
      ...home.remarks,
    ].join(' '),
    stop: () => (stopped ??= stop(home, cluster, claim)),
  }
}

function whatHappened(told: { found: Server | undefined; created: boolean; unclean: boolean }): string {
  if (told.found) return 'adopted the running server of another or an earlier process'
  if (told.created) return 'created an empty database and started'
  return told.unclean ? 'started and recovered after an unclean stop' : 'started'
}

/**
 * Every process keeps one connection open as long as it uses the server, even while its pool is empty: that is
 * how the others know. It goes to the database "postgres", so that it never stands in the way of a `drop`.
 */
async function connect(cluster: Cluster, server: Server): Promise<Connection> {
  const password = (await readFile(cluster.password, 'utf8')).trim()
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({
      ...{ host: '127.0.0.1', port: server.port, user: NAME, password, database: 'postgres' },
      ...{ ssl: false, application_name: `${NAME} process ${process.pid}` },
    })
    // A server that ends takes this connection with it; those who use it notice on their own.
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client as Connection
    } catch (error) {
      if (!(await isPassing(error, attempt))) throw error
    }
  }
}

/** A server that another process was starting when it was killed may still be replaying its log. */
async function isPassing(error: unknown, attempt: number): Promise<boolean> {
  const code = (error as { code?: string }).code
  const attempts = code === '57P03' ? 3000 : code === 'ECONNREFUSED' ? 50 : 0
  await sleep(100)
  return attempt < attempts
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [NAME])
  if (rowCount === 0) await client.query(`create database ${NAME}`)
}

async function stop(home: Home, cluster: Cluster, claim: Connection): Promise<string> {
  claim.ref()
  await claim.end()
  return await locked(join(home.path, 'lock'), async () => {
    const server = await runningServer(cluster)
    if (!server) return 'Embedded PostgreSQL: had stopped already.'
    const users = await remainingUsers(cluster, server)
    if (users.length > 0) {
      return `Embedded PostgreSQL: left running ${inBrackets(server)} for ${users.join(', ')}.`
    }
    await stopServer(cluster)
    return `Embedded PostgreSQL: stopped ${inBrackets(server)}.`
  })
}

/** Waits a moment for connections that are just closing. */
async function remainingUsers(cluster: Cluster, server: Server): Promise<string[]> {
  const client = await connect(cluster, server)
  try {
    let users = await othersThan(client)
    for (let times = 0; times < 20 && users.length > 0; times++) {
      await sleep(100)
      users = await othersThan(client)
    }
    return users
  } finally {
    await client.end()
  }
}

/** The other connections to the cluster, each as its application calls itself. */
async function othersThan(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select coalesce(nullif(application_name, ''), 'a client') || ' (connection ' || pid || ')' as name
     from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid`,
  )
  return rows.map(row => row.name)
}

function inBrackets({ pid, port }: Server): string {
  return `(pid ${pid}, port ${port})`
}
