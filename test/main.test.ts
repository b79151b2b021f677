import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from '@jest/globals'
import { ask } from '../src/cli/demo/client.ts'
import { startServerProcess } from '../src/cli/demo/server-process.ts'
import { useDatabase } from './support/database.ts'

const database = useDatabase()
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'tantieme-main-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const environment = () => ({ DATABASE_URL: database.ownerUrl, DATA_DIR: folder, PORT: '0' })

/** Starts the program and answers what it said and how it ended. */
async function run(extra: Record<string, string>, args: string[] = []) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...environment(), ...extra },
  })
  const [said, complained, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  return { said, complained, code }
}

describe('the program', () => {
  test('answers, tells how to become administrator, and stops when it is told to', async () => {
    const server = await startServerProcess(environment())
    expect(await ask(server.url, '{ viewer { email } }')).toEqual({ viewer: null })
    expect(server.adminCode).toMatch(/^[A-Z2-9]{8}$/)
    await server.stop()
    expect(server.process.exitCode).toBe(0)
    await expect(fetch(server.url)).rejects.toThrow()
  })

  test('runs as two processes on one database', async () => {
    const servers = [await startServerProcess(environment()), await startServerProcess(environment())]
    for (const { url } of servers)
      expect(await (await fetch(`${url}/health`)).json()).toEqual({ database: 'up' })
    for (const server of servers) await server.stop()
  })

  test.each<[string, Record<string, string>, string[], string]>([
    [
      'a test clock in production',
      { NODE_ENV: 'production', TOKEN_SECRET: 'x'.repeat(40) },
      ['--clock', '2010-01-01T00:00:00Z'],
      '--clock is refused in production',
    ],
    ['no secret in production', { NODE_ENV: 'production' }, [], 'TOKEN_SECRET is needed in production'],
    [
      'to be reached from outside except in production',
      { HOST: '0.0.0.0', NODE_ENV: 'development' },
      [],
      'Set NODE_ENV=production, or leave HOST at 127.0.0.1.',
    ],
    ['a port that is none', { PORT: '70000' }, [], 'PORT: '],
    ['a clock that is none', {}, ['--clock', 'yesterday'], '--clock yesterday is not an instant'],
    [
      'a database that is not there',
      { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' },
      [],
      'ECONNREFUSED',
    ],
  ])('refuses %s, and says why', async (_what, extra, args, message) => {
    const { complained, code } = await run(extra, args)
    expect([code, complained]).toEqual([1, expect.stringContaining(message)])
  })
})
