import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { clusterIn, startServer } from '../../src/database/embedded/cluster.ts'
import { findHome } from '../../src/database/embedded/home.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import {
  ask,
  bracketsOf,
  type Child,
  children,
  cleanUp,
  ended,
  isRoot,
  kill,
  makeTemplate,
  pidOf,
  removeTemplate,
  server,
  startChild,
  temporary,
  withCluster,
} from '../support/embedded.ts'

beforeAll(makeTemplate)
afterEach(cleanUp)
afterAll(removeTemplate)

describe('a server of its own', () => {
  test('is made, keeps its data over a restart, and is stopped once', async () => {
    const folder = join(temporary(), 'data')
    mkdirSync(join(folder, 'postgresql', 'cluster.1'), { recursive: true })
    writeFileSync(
      join(folder, 'postgresql', 'password'),
      'of a process that was killed while it made a cluster',
    )

    const first = await startEmbedded({ folder })
    expect(first.notice).toBe(`Embedded PostgreSQL: created an empty database and started ${server(folder)}.`)
    expect(existsSync(join(folder, 'postgresql', 'cluster.1'))).toBe(false)
    await ask(first.url, 'create table kept as select 42 as answer')
    const stopped = first.stop()
    expect(await stopped).toBe(`Embedded PostgreSQL: stopped ${bracketsOf(first.notice)}.`)
    expect(await first.stop()).toBe(await stopped)

    const second = await startEmbedded({ folder })
    expect(second.notice).toBe(`Embedded PostgreSQL: started ${server(folder)}.`)
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
    expect(await first.stop()).toBe(await stopped)
    expect(await second.stop()).toContain('stopped')
  })

  test('is durable, private and the same on every machine', async () => {
    const folder = withCluster()
    const { url } = await startEmbedded({ folder })

    expect(
      await ask(
        url,
        `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes',
         'listen_addresses', 'unix_socket_directories', 'password_encryption', 'TimeZone', 'server_encoding')
         order by name collate "C"`,
      ).then(rows => Object.fromEntries(rows.map(row => [row.name, row.setting]))),
    ).toEqual({
      TimeZone: 'UTC',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      password_encryption: 'scram-sha-256',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
      unix_socket_directories: '',
    })
    expect(
      await ask(url, 'select datlocprovider, datlocale from pg_database where datname = current_database()'),
    ).toEqual([{ datlocprovider: 'b', datlocale: 'C.UTF-8' }])
    expect(await ask(url, 'select distinct auth_method from pg_hba_file_rules')).toEqual([
      { auth_method: 'scram-sha-256' },
    ])

    const { port, password } = new URL(url)
    expect(statSync(join(folder, 'postgresql', 'password')).mode & 0o777).toBe(0o600)
    expect(password.length).toBeGreaterThanOrEqual(32)
    for (const wrong of ['', 'tantieme']) {
      const attempt = ask(url.replace(password, wrong), 'select 1')
      await expect(attempt).rejects.toThrow(wrong ? 'password authentication failed' : 'password')
    }
    const outside = Object.values(networkInterfaces()).flatMap(list => list ?? [])
    for (const { address, internal, family } of outside) {
      if (internal || family !== 'IPv4') continue
      await expect(ask(url.replace('127.0.0.1', address), 'select 1')).rejects.toThrow(`${address}:${port}`)
    }
  })

  test('makes the database again when it was dropped, also when it is adopted', async () => {
    const folder = withCluster()
    const first = await startEmbedded({ folder, durable: false })
    await ask(first.url.replace(/tantieme$/, 'postgres'), 'drop database tantieme')
    const second = await startEmbedded({ folder, durable: false })

    expect(
      await ask(second.url, "select current_database() as name, current_setting('fsync') as fsync"),
    ).toEqual([{ name: 'tantieme', fsync: 'off' }])
  })

  test('takes another port when its own was taken in between', async () => {
    const folder = withCluster()
    const cluster = await clusterIn(await findHome(folder), false)
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const ports = [port, port]

    const started = await startServer(cluster, async () => ports.shift() ?? (await freePort()))
    taken.close()
    expect(ports).toEqual([])
    expect(started.port).not.toBe(port)
    expect((await startEmbedded({ folder, durable: false })).notice).toContain(`adopted`)
  })
})

describe('processes that share or leave a server', () => {
  test('a server outlives a killed process and is adopted; a killed server is recovered', async () => {
    const folder = withCluster()
    const child = await startChild(folder, { durable: true })
    await ask(child.url, 'create table kept as select 42 as answer')
    await kill(child.process)

    const adopted = await startEmbedded({ folder })
    expect(adopted.notice).toBe(
      `Embedded PostgreSQL: adopted the running server of another or an earlier process ${server(folder)}.`,
    )
    expect(bracketsOf(adopted.notice)).toBe(bracketsOf(child.notice))

    const pid = pidOf(folder)
    process.kill(pid, 'SIGKILL')
    await ended(pid)
    const recovered = await startEmbedded({ folder })
    expect(recovered.notice).toBe(
      `Embedded PostgreSQL: started and recovered after an unclean stop ${server(folder)}.`,
    )
    expect(await ask(recovered.url, 'select answer from kept')).toEqual([{ answer: 42 }])
    expect(await recovered.stop()).toContain('stopped')
    expect(await adopted.stop()).toBe('Embedded PostgreSQL: had stopped already.')
  })

  test('a stranger who got the number of a dead server is not taken for it', async () => {
    const folder = withCluster()
    await startEmbedded({ folder, durable: false })
    const pid = pidOf(folder)
    process.kill(pid, 'SIGKILL')
    await ended(pid)
    const { uid, gid } = statSync(join(folder, 'postgresql', 'cluster'))
    const stranger = spawn('sleep', ['60'], isRoot ? { uid, gid } : {})
    children.push(stranger)
    const file = join(folder, 'postgresql', 'cluster', 'postmaster.pid')
    writeFileSync(file, readFileSync(file, 'utf8').replace(String(pid), String(stranger.pid)))

    const { notice, stop } = await startEmbedded({ folder, durable: false })
    expect(notice).toContain('started and recovered after an unclean stop')
    expect(stranger.exitCode ?? stranger.signalCode).toBe(null)
    expect(await stop()).toContain('stopped')
    expect((await startEmbedded({ folder, durable: false })).notice).toContain(': started (pid')
  })

  test('of three that start at once one starts the server; it is left to who still uses it, the last stops it', async () => {
    const folder = temporary()
    const all = await Promise.all([startChild(folder), startChild(folder), startChild(folder)])

    expect(all.map(child => child.notice.replace(/ \(.*/, '')).sort()).toEqual([
      'Embedded PostgreSQL: adopted the running server of another or an earlier process',
      'Embedded PostgreSQL: adopted the running server of another or an earlier process',
      'Embedded PostgreSQL: created an empty database and started',
    ])
    expect(new Set(all.map(child => child.url)).size).toBe(1)

    const [first, second, third] = all as [Child, Child, Child]
    await kill(first.process)
    const client = new pg.Client({ connectionString: third.url, application_name: 'a report' })
    await client.connect()
    expect((await second.stop()).replace(/ \(connection \d+\)/g, '')).toBe(
      `Embedded PostgreSQL: left running ${server(folder)} for tantieme process ${third.process.pid}, a report.`,
    )
    expect((await client.query('select 1 as alive')).rows).toEqual([{ alive: 1 }])
    await client.end()
    expect(await third.stop()).toBe(`Embedded PostgreSQL: stopped ${bracketsOf(third.notice)}.`)
  })
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}
