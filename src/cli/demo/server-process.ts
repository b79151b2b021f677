import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The server as a process of its own, as an operator starts it. */
export type ServerProcess = { url: string; adminCode: string; process: ChildProcess; stop(): Promise<void> }

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url))

/**
 * Starts the server on its own data folder and clock, and reads from its first screen where it answers and how to
 * become administrator. Throws with what it complained of when it does not start.
 */
export async function startServerProcess(
  environment: Record<string, string | undefined>,
  args: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  const complaints: string[] = []
  child.stderr.setEncoding('utf8').on('data', text => complaints.push(text))
  let url = ''
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    url = /answers at (\S+)\/graphql/.exec(line)?.[1] ?? url
    const [, adminCode] = /with this code.*: (\w{8})$/.exec(line) ?? []
    if (adminCode !== undefined) {
      child.stdout.resume()
      child.stderr.removeAllListeners('data').pipe(process.stderr)
      return { url, adminCode, process: child, stop: () => stop(child) }
    }
  }
  const why = complaints.join('').trim()
  throw new Error(why === '' ? `The server did not start:\n${said.join('\n')}` : why)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
