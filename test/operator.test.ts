import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from '@jest/globals'
import { ask } from '../src/cli/demo/client.ts'
import { cleanUp, ended, pidOf, temporary } from './support/embedded.ts'
import { dropTargets, newTarget, sourceFile } from './support/moving.ts'

/*
 * The commands of the operator's journey, one after the other on one data folder, and what they print. npm only passes
 * them on, and the port is a free one; else they are what the text says.
 */
const TEXT = readFileSync(new URL('../demo/journeys/operator.md', import.meta.url), 'utf8')
const folder = temporary()
let program: ChildProcess | undefined
let screen = ''
let target = ''

afterAll(async () => {
  await end('SIGINT')
  await cleanUp()
  await dropTargets()
})

const COMMANDS: Record<string, () => Promise<unknown>> = {
  'npm start': () => start(),
  'npm run outbox -- fred@platform.example': async () => {
    const [, url = ''] = /answers at (\S+)\/graphql/.exec(screen) ?? []
    await ask(
      url,
      `mutation { join(input: { email: "fred@platform.example", name: "Fred", language: fr }) {
      ... on Refusal { code } } }`,
    )
    await run('cli/outbox.ts', ['fred@platform.example'])
  },
  '^C': () => end('SIGINT'),
  'kill -9 $(pgrep -f src/main.ts)': () => end('SIGKILL'),
  'kill -9 $(pgrep -f src/main.ts) $(head -1 data/postgresql/cluster/postmaster.pid)': async () => {
    const server = pidOf(folder)
    await end('SIGKILL')
    process.kill(server, 'SIGKILL')
    await ended(server)
  },
  'npm run move -- postgresql://user:password@host/database': async () => {
    target = await newTarget('empty')
    await run('cli/move.ts', [target])
  },
  'DATABASE_URL=postgresql://user:password@host/database npm start': () => start({ DATABASE_URL: target }),
}

describe("each command of the operator's journey prints what it shows", () => {
  test.each(commandsOf(TEXT))('$command', async ({ command, shown }) => {
    const type = COMMANDS[command]
    if (type === undefined) throw new Error(`This test does not know how to "${command}"`)
    await type()
    expect(screen).toMatch(patternOf(shown))
  })
})

/** What is typed in the console blocks of a text, and the lines that follow it. */
function commandsOf(text: string): { command: string; shown: string[] }[] {
  const consoles = [...text.matchAll(/```console\n([\s\S]*?)```/g)].map(([, body = '']) => body)
  return consoles.flatMap(body =>
    body
      .split(/^\$ /m)
      .filter(Boolean)
      .map(typed => {
        const [command = '', ...shown] = typed.trimEnd().split('\n')
        return { command, shown }
      }),
  )
}

/** These lines in this order, others between them; "…" stands for anything, and the port is another here. */
function patternOf(lines: readonly string[]): RegExp {
  const patterns = lines.map(line =>
    line
      .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('…', '.*')
      .replace(':4000', ':\\d+'),
  )
  return new RegExp(patterns.map(pattern => `^${pattern}$[^]*`).join(''), 'm')
}

/** Starts the program and waits until it has said all of its first screen. */
async function start(environment: NodeJS.ProcessEnv = {}): Promise<void> {
  spawned('main.ts', [], environment)
  while (!/good for 15 minutes: \w+\n/.test(screen)) await sleep(20)
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const ending = program
  program = undefined
  screen = ''
  if (ending === undefined || ending.exitCode !== null) return
  ending.kill(signal)
  // The database that a killed program leaves behind may hold on to its screen.
  await once(ending, signal === 'SIGKILL' ? 'exit' : 'close')
}

async function run(file: string, args: string[]): Promise<void> {
  const running = program
  await once(spawned(file, args), 'close')
  program = running
}

function spawned(file: string, args: string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const { DATABASE_URL: _, ...env } = process.env
  screen = ''
  const child = spawn(process.execPath, [sourceFile(file), ...args], {
    env: { ...env, NODE_ENV: 'development', DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', ...environment },
  })
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', text => {
      screen += text
    })
  program = child
  return child
}
