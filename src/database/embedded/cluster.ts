import { randomBytes } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, runAs } from './account.ts'
import { findBinaries } from './binaries.ts'
import type { Home } from './home.ts'

/** One cluster: its data directory and what lies beside it. */
export type Cluster = {
  data: string
  password: string
  log: string
  bin: string
  account: Account
  durable: boolean
}

/** A server that runs: its first process and its port on 127.0.0.1. */
export type Server = { pid: number; port: number }

/** The owning role and the database are both called so. */
export const NAME = 'tantieme'

/** Starting and stopping are given up after this; replaying the log after a crash may take minutes. */
const PATIENCE_SECONDS = '300'
const ATTEMPTS = 5
/** Reasons in the log that pass: the port was taken in between, or workers of a killed server still live. */
const PASSING = /could not bind|could not create any TCP\/IP sockets|pre-existing shared memory block/

/** The cluster in a home; makes nothing but, if need be, a copy of the programs. */
export async function clusterIn(home: Home, durable: boolean): Promise<Cluster> {
  const bin = await findBinaries(home)
  const unfit = [home.path, bin].find(path => /["$`\\\n]/.test(path))
  // pg_ctl puts the names into a line for the shell, between double quotes, as they are.
  if (unfit) throw new Error(`${unfit} holds one of the characters " $ \` \\, which pg_ctl cannot pass on.`)
  return {
    data: join(home.path, 'cluster'),
    password: join(home.path, 'password'),
    log: join(home.path, 'server.log'),
    bin,
    account: home.account,
    durable,
  }
}

/** Removes what a process left that was killed while it made a cluster or a copy. Only under the lock. */
export async function removeLeftovers(home: Home): Promise<void> {
  // The killed process's initdb may still be writing; it ends as soon as it misses its files.
  const patiently = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }
  for (const name of await readdir(home.path)) {
    if (/^(cluster|native)\.\d+$/.test(name)) await rm(join(home.path, name), patiently)
  }
}

/** Makes the cluster unless it is there, and says whether it did. It is made under another name, then renamed. */
export async function createCluster(cluster: Cluster): Promise<boolean> {
  const { data, password, account, durable } = cluster
  if (existsSync(data)) return false
  await rm(password, { force: true })
  await writeFile(password, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600, flush: true })
  const half = `${data}.${process.pid}`
  await mkdir(half, { mode: 0o700 })
  if (account) for (const path of [password, half]) await chown(path, account.uid, account.gid)
  await runAs(account, join(cluster.bin, 'initdb'), [
    ...['-D', half, '-U', NAME, '--auth=scram-sha-256', `--pwfile=${password}`],
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ...(durable ? [] : ['--no-sync']),
  ])
  await rename(half, data)
  await flushFolder(join(data, '..'))
  return true
}

/** The server that runs on the cluster, or undefined. */
export async function runningServer(cluster: Cluster): Promise<Server | undefined> {
  if (!existsSync(pidFile(cluster))) return undefined
  try {
    await runAs(cluster.account, join(cluster.bin, 'pg_ctl'), ['status', '-D', cluster.data])
  } catch (error) {
    const NOT_RUNNING = 3
    if ((error as { code?: unknown }).code === NOT_RUNNING) return undefined
    throw error
  }
  const server = await readServer(cluster)
  if (await isAlive(server.pid)) return server
  // PostgreSQL would take the stranger for a server and refuse to start.
  await rename(pidFile(cluster), `${pidFile(cluster)}.stale`)
  return undefined
}

/** Whether the server of the cluster did not end in good order; asked while none runs. */
export function endedUncleanly({ data }: Cluster): boolean {
  return ['postmaster.pid', 'postmaster.pid.stale'].some(name => existsSync(join(data, name)))
}

/** Starts the server on a free port of 127.0.0.1 and waits until it takes connections. */
export async function startServer(cluster: Cluster, choosePort = freePort): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const size = await prepareLog(cluster)
    const options = serverOptions(await choosePort(), cluster.durable)
    const args = ['start', '-w', '-t', PATIENCE_SECONDS, '-D', cluster.data, '-l', cluster.log, '-o', options]
    try {
      await runAs(cluster.account, join(cluster.bin, 'pg_ctl'), args)
      await rm(`${pidFile(cluster)}.stale`, { force: true })
      return await readServer(cluster)
    } catch (cause) {
      // A process that was killed while it started the server may have left that to pg_ctl, which was faster.
      const server = await runningServer(cluster)
      if (server) return server
      const said = await logSince(cluster, size)
      if (attempt === ATTEMPTS || !PASSING.test(said)) throw startFailed(cluster, said, cause)
      await sleep(100 * attempt)
    }
  }
}

/** Stops the server: open transactions are rolled back and clients sent away. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const args = ['stop', '-m', 'fast', '-w', '-t', PATIENCE_SECONDS, '-D', cluster.data]
  await runAs(cluster.account, join(cluster.bin, 'pg_ctl'), args)
}

function pidFile({ data }: Cluster): string {
  return join(data, 'postmaster.pid')
}

/** The file's first line is the process, its fourth the port. */
async function readServer(cluster: Cluster): Promise<Server> {
  const lines = (await readFile(pidFile(cluster), 'utf8')).split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]) }
}

/**
 * pg_ctl trusts any process with the server's number: another program that got it after a restart of the
 * machine, or a dead server that nobody buried, as in a container whose first process does not.
 */
async function isAlive(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return /^\d+ \(postgres\) [^ZX]/.test(stat)
}

function serverOptions(port: number, durable: boolean): string {
  const settings = ['listen_addresses=127.0.0.1', "unix_socket_directories=''", 'max_connections=200']
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  return [`-p ${port}`, ...settings.map(setting => `-c ${setting}`)].join(' ')
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise(done => probe.close(done))
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}

/** The server's account writes the log but cannot make files in the home. Gives the log's size. */
async function prepareLog({ log, account }: Cluster): Promise<number> {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW
  const file = await open(log, flags, 0o600)
  try {
    if (account) await file.chown(account.uid, account.gid)
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

async function logSince({ log }: Cluster, position: number): Promise<string> {
  const file = await open(log)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(65_536), position })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

function startFailed({ log }: Cluster, said: string, cause: unknown): Error {
  const lines = said.trim().split('\n').slice(-15).join('\n')
  const shown = lines ? `The end of its log, ${log}:\n${lines}` : (cause as Error).message
  return new Error(`the server did not start. ${shown}`, { cause })
}

/** A rename is only sure to outlive a power cut when its folder is flushed too. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
