import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { Person } from '../../src/cli/demo/client.ts'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { openRateLimits } from '../../src/schema/rate-limits.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { outcome, post, raw } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g

beforeAll(async () => {
  await server.staff()
  const credentials = {
    email: 'ann@x.example',
    name: 'Ann',
    password: 'long enough 1',
    language: 'en',
  } as const
  await Person.join(server.url, credentials)
})

/** The page as a browser gets it that calls the server by some name. */
function page(url = server.url, host?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { accept: BROWSER, ...(host === undefined ? {} : { host }) }
    request(`${url}/graphql`, { headers }, response => {
      let text = ''
      response.on('data', chunk => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
      .on('error', reject)
      .end()
  })
}

describe('the explorer', () => {
  test('is what a browser sees at /graphql', async () => {
    const answer = await raw(`${server.url}/graphql`, { headers: { accept: BROWSER } })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test.each(['application/json', 'application/graphql-response+json', '*/*'])(
    'is not what a program sees that asks for %s',
    async accept => {
      const answer = await raw(`${server.url}/graphql?query={now}`, { headers: { accept } })
      expect(JSON.parse(answer.text)).toEqual({ data: { now: server.clock.now().toISOString() } })
    },
  )

  test('does not stand before a query in the address', async () => {
    const answer = await raw(`${server.url}/graphql?query={now}`, { headers: { accept: BROWSER } })
    expect(answer.text).toBe(`{"data":{"now":"${server.clock.now().toISOString()}"}}\n`)
  })

  test('loads nothing from outside', async () => {
    const html = await page()
    const loaded = [...html.matchAll(/<(?:script|link|img|iframe|base)\b[^>]*?(?:src|href)="([^"]*)"/g)]
    const paths = loaded.map(([, path = '']) => path)
    expect(paths.length).toBeGreaterThan(2)
    expect(paths.filter(path => /^(\w+:|\/\/)/.test(path))).toEqual([])
    for (const path of paths.filter(each => each !== '/explorer/')) {
      const found = await raw(new URL(path, `${server.url}/explorer/`).href)
      expect([path, found.status]).toEqual([path, 200])
    }
  })

  test('runs no script but its own', async () => {
    const answer = await raw(`${server.url}/graphql`, { headers: { accept: BROWSER } })
    const policy = Object.fromEntries(
      (answer.headers.get('content-security-policy') ?? '').split('; ').map(rule => {
        const [name = '', ...values] = rule.split(' ')
        return [name, values]
      }),
    )
    const inline = [...answer.text.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
      ([, script = '']) => script,
    )
    const hashes = inline.map(script => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
    expect(hashes).toHaveLength(1)
    expect(policy).toMatchObject({
      'default-src': ["'self'"],
      'script-src': ["'self'", ...hashes],
      'frame-ancestors': ["'none'"],
    })
    expect(Object.values(policy).flat().join(' ')).not.toMatch(/https?:|\*/)
  })

  test('shows no advertisement', async () => {
    expect(await page()).toContain('app-banner-container { display: none }')
  })

  test('has a token of each role, and each works', async () => {
    const roles: string[] = []
    for (const token of new Set((await page()).match(TOKEN))) {
      const { text } = await post(server.url, { query: '{ viewer { roles } }' }, token)
      roles.push(JSON.parse(text).data.viewer.roles.join(' and '))
    }
    expect(roles.toSorted((a, b) => a.localeCompare(b))).toEqual([
      '',
      'admin',
      'approver',
      'auditor',
      'finance',
    ])
  })
})

describe('the tokens of the explorer', () => {
  test.each(['localhost:4000', 'localhost', '127.0.0.1:4000', '[::1]:4000'])(
    'are there for %s',
    async host => {
      expect((await page(server.url, host)).match(TOKEN)).not.toBeNull()
    },
  )

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.0.2.1:4000'])(
    'are not there for a page that calls this machine %s',
    async host => {
      const html = await page(server.url, host)
      expect(html).toContain('AltairGraphQL.init')
      expect(html.match(TOKEN)).toBeNull()
    },
  )

  const outside = Object.values(networkInterfaces())
    .flat()
    .find(each => each?.family === 'IPv4' && !each.internal)?.address

  test('are not there for another machine', async () => {
    if (outside === undefined) return console.info('skipped: this machine has no address but its own')
    const { url, stop } = await openToAll()
    const port = new URL(url).port
    expect((await page(`http://127.0.0.1:${port}`)).match(TOKEN)).not.toBeNull()
    expect((await page(`http://${outside}:${port}`, 'localhost')).match(TOKEN)).toBeNull()
    await stop()
  })

  test('are not there for whom a proxy on this machine brings', async () => {
    for (const header of ['Forwarded', 'X-Forwarded-For']) {
      const headers = { accept: BROWSER, [header]: 'for=192.0.2.1' }
      const { text } = await raw(`${server.url}/graphql`, { headers })
      expect(text).toContain('AltairGraphQL.init')
      expect(text.match(TOKEN)).toBeNull()
    }
  })

  test('are not the only thing that stays here: nor are mails told to another machine', async () => {
    if (outside === undefined) return console.info('skipped: this machine has no address but its own')
    const { url, stop } = await openToAll()
    const port = new URL(url).port
    const mailbox = { query: '{ mailbox(email: "ann@x.example") { body } }' }
    expect(outcome(await post(`http://127.0.0.1:${port}`, mailbox))).toBe('ok')
    expect(outcome(await post(`http://${outside}:${port}`, mailbox))).toBe('NOT_FROM_OUTSIDE')
    await stop()
  })

  test('outlive the story that is told on a test clock', async () => {
    const tokens = new Set((await page()).match(TOKEN))
    expect(tokens.size).toBe(5)
    server.clock.move?.(new Date('2015-01-01T09:00:00Z'))
    for (const token of tokens) {
      expect(outcome(await post(server.url, { query: '{ viewer { email } }' }, token))).toBe('ok')
    }
  })

  test('are as short-lived as any on real time', async () => {
    const { url, stop } = await openToAll(systemClock)
    const [token = ''] = (await page(`http://127.0.0.1:${new URL(url).port}`)).match(TOKEN) ?? []
    const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(exp - iat).toBe(15 * 60)
    await stop()
  })

  /** A second server on the same database that listens on every address of this machine. */
  async function openToAll(clock = server.clock): Promise<RunningServer> {
    const { boss, shop, database } = server
    const config = readConfig({ TOKEN_SECRET: 'another secret of the tests, long enough' })
    const limits = openRateLimits(database.url)
    const documents = shop.paper.folder
    const services = {
      orm: database.orm,
      boss,
      clock,
      config,
      log: shop.log,
      limits,
      documents,
      processor: null,
    }
    const running = await startServer(services, { host: '0.0.0.0', port: 0 })
    return { url: running.url, stop: () => running.stop().then(() => limits.close()) }
  }
})
