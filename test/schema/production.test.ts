import { beforeAll, describe, expect, test } from '@jest/globals'
import { getIntrospectionQuery } from 'graphql'
import { transact } from '../../src/act.ts'
import { Person } from '../../src/cli/demo/client.ts'
import { type Clock, systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { inviteFirstAdministrator } from '../../src/domain/parties/access/first-administrator.ts'
import { openRateLimits } from '../../src/schema/rate-limits.ts'
import { startServer } from '../../src/server.ts'
import { ask as askDatabase } from '../support/embedded.ts'
import { outcome, post, raw } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ production: true })
let admin: Person
beforeAll(async () => {
  const code = await transact(server.database.orm, 'invite', em =>
    inviteFirstAdministrator(em, server.clock.now()),
  )
  admin = await Person.firstAdministrator(server.url, code ?? '', {
    email: 'admin@x.example',
    name: 'Ada',
    password: 'long enough 1',
    language: 'en',
  })
})

describe('in production', () => {
  test.each([
    ['text/html', 406],
    ['text/html,*/*;q=0.8', 400],
    ['*/*', 400],
  ])('GET /graphql shows no page to %s', async (accept, status) => {
    const answer = await raw(`${server.url}/graphql`, { headers: { accept } })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.text).not.toMatch(/<|eyJ/)
  })

  test.each(['/explorer', '/explorer/', '/explorer/index.html'])('there is nothing at %s', async path => {
    expect(await raw(`${server.url}${path}`)).toMatchObject({ status: 404 })
  })

  test.each([
    ['by a stranger', false],
    ['by an administrator', true],
  ])('the schema cannot be asked for %s', async (_who, isAdmin) => {
    const token = isAdmin ? await admin.token() : null
    for (const query of [
      getIntrospectionQuery(),
      '{ __schema { types { name } } }',
      '{ __type(name: "Query") { name } }',
    ]) {
      const answer = await post(server.url, { query }, token)
      expect(outcome(answer)).toBe('GRAPHQL_VALIDATION_FAILED')
      expect(answer.text).not.toContain('trialBalance')
    }
  })

  test('a wrong name is not told the right one', async () => {
    const answer = await post(server.url, { query: '{ trialBalanc { kind } }' })
    expect(answer.text).not.toContain('trialBalance')
  })

  test('nobody reads the outbox', async () => {
    const query = '{ mailbox(email: "admin@x.example") { body } }'
    for (const token of [null, await admin.token()]) {
      expect(outcome(await post(server.url, { query }, token))).toBe('NOT_IN_PRODUCTION')
    }
  })

  test('people sign in as anywhere', async () => {
    expect(await admin.ask('{ viewer { roles } }')).toEqual({ viewer: { roles: ['admin'] } })
  })
})

describe('the clock', () => {
  const move = (url: string, token: string | null, to: string) =>
    post(url, { query: `mutation { moveClock(to: "${to}") }` }, token)

  test('of a test is moved forward, by an administrator', async () => {
    const start = server.clock.now().toISOString()
    expect(outcome(await move(server.url, null, '2010-01-01T09:05:00Z'))).toBe('UNAUTHENTICATED')
    expect(outcome(await move(server.url, await admin.token(), '2010-01-01T09:05:00Z'))).toBe('ok')
    expect(server.clock.now().toISOString()).toBe('2010-01-01T09:05:00.000Z')
    const back = await move(server.url, await admin.token(), start)
    expect(JSON.parse(back.text).errors).toMatchObject([
      { extensions: { code: 'CLOCK_FIXED' }, message: expect.stringContaining('2010-01-01T09:05:00.000Z') },
    ])
  })

  test('of the real world is moved by nobody', async () => {
    await outsideProduction(systemClock, async url => {
      const signIn = `mutation { signIn(email: "admin@x.example", password: "long enough 1") { ... on Session { token } } }`
      const { token } = JSON.parse((await post(url, { query: signIn })).text).data.signIn
      for (const to of ['2010-01-01T09:10:00Z', '2999-01-01T00:00:00Z']) {
        expect(outcome(await move(url, token, to))).toBe('CLOCK_FIXED')
      }
    })
  })
})

describe('a password', () => {
  const REAL = 'm=19456,t=2,p=1'
  /** What the hash says that its password costs. */
  const costOf = async (email: string) => {
    const hash = `select split_part(hash, '$', 4) as cost from credential join login_address using (login_id) where address = '${email}'`
    return (await askDatabase(server.database.ownerUrl, hash)).map(({ cost }) => cost)
  }
  const credentials = (email: string) => ({
    email,
    name: 'Pat',
    password: 'long enough 1',
    language: 'en' as const,
  })

  test('costs in production what it must, even on the clock of a test', async () => {
    expect(await costOf('admin@x.example')).toEqual([REAL])
  })

  test('costs the same on real time', async () => {
    await outsideProduction(systemClock, url => Person.join(url, credentials('real@x.example')))
    expect(await costOf('real@x.example')).toEqual([REAL])
  })

  test('costs the least on the clock of a test outside production, and is still asked for', async () => {
    await outsideProduction(server.clock, async url => {
      const known = credentials('made-up@x.example')
      await Person.join(url, known)
      expect(await costOf('made-up@x.example')).toEqual(['m=8,t=1,p=1'])
      await Person.enter(url, known)
      await expect(Person.enter(url, { ...known, password: 'long enough 2' })).rejects.toMatchObject({
        code: 'SIGN_IN_FAILED',
      })
    })
  })
})

/** Does work against another server on the same database, which is not in production. */
async function outsideProduction(clock: Clock, work: (url: string) => Promise<unknown>): Promise<void> {
  const { database, boss, shop } = server
  const config = readConfig({ TOKEN_SECRET: 'another secret of the tests, long enough' })
  const limits = openRateLimits(database.url)
  const documents = shop.paper.folder
  const running = await startServer(
    { orm: database.orm, boss, clock, config, log: shop.log, limits, documents, processor: null },
    { host: '127.0.0.1', port: 0 },
  )
  try {
    await work(running.url)
  } finally {
    await running.stop()
    await limits.close()
  }
}
