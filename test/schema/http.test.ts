import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { serverAudits } from 'graphql-http'
import { Client } from 'pg'
import { newId } from '../../src/domain/ids.ts'
import { type GraphqlAnswer, outcome, post, raw } from '../support/http.ts'
import { useServer } from '../support/server.ts'

// Express prints errors that nobody handles, but not when it is told that this is a test.
process.env.NODE_ENV = 'development'
const server = useServer()
const graphql = (init: RequestInit) => raw(`${server.url}/graphql`, { method: 'POST', ...init })
const json = { 'content-type': 'application/json' }
const JOIN = `mutation ($email: String!) {
  join(input: { email: $email, name: "Vic Victim", language: en }) {
    ... on MailSent { email } ... on Refusal { code }
  }
}`

describe('GraphQL over HTTP', () => {
  test('passes all 61 audits', async () => {
    const audits = serverAudits({ url: () => `${server.url}/graphql`, fetchFn: fetch })
    const results = await Promise.all(audits.map(({ fn }) => fn()))
    const failed = results.filter(result => result.status !== 'ok')
    expect(failed.map(({ name, status, reason }) => `${name}: ${status}, ${reason}`)).toEqual([])
    expect(results).toHaveLength(61)
  })
})

describe('a request that cannot be read', () => {
  const SECRET = 'eve@secret.example'
  const printed: string[] = []
  beforeAll(() => {
    jest.spyOn(console, 'error').mockImplementation((...said) => {
      printed.push(said.join(' '))
    })
  })
  afterEach(() => {
    expect([...server.logged, ...printed].join('\n')).not.toContain('secret')
  })
  afterAll(() => {
    jest.restoreAllMocks()
  })

  test.each([
    ['is no JSON', `{"query": "{ now }", "variables": {"email": "${SECRET}"`],
    ['is a bare word', SECRET],
    ['is a number', '7'],
    ['is empty', ''],
    ['is cut in the middle of a letter', Buffer.from('{"query":"é', 'utf8').subarray(0, -1)],
  ])('because it %s is refused, and not a word of it is logged', async (_what, body) => {
    const answer = await graphql({ headers: json, body })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(JSON.parse(answer.text)).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }],
    })
  })

  test('because it is too large is told so', async () => {
    const body = JSON.stringify({ query: '{ now }', variables: { email: SECRET.repeat(120_000) } })
    const answer = await graphql({ headers: json, body })
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      413,
      { errors: [{ message: 'The request is larger than 2 MB.', extensions: { code: 'BAD_REQUEST' } }] },
    ])
  })

  test('because it is no JSON by its own word is refused', async () => {
    const answer = await graphql({ headers: { 'content-type': 'text/plain' }, body: SECRET })
    expect([answer.status, outcome(answer)]).toEqual([400, 'BAD_REQUEST'])
  })

  test('because it holds a NUL, however written, is refused', async () => {
    const nul = `${SECRET}\u0000`
    const query = 'query ($email: String!) { mailbox(email: $email) { body } }'
    for (const asked of [
      graphql({ headers: json, body: JSON.stringify({ query, variables: { email: nul } }) }),
      post(server.url, { query: String.raw`{ mailbox(email: "secret\u0000") { body } }` }),
      post(server.url, { query: String.raw`{ mailbox(email: "secret\u{0}") { body } }` }),
      raw(
        `${server.url}/graphql?${new URLSearchParams({ query, variables: JSON.stringify({ email: nul }) })}`,
      ),
    ]) {
      const answer = await asked
      expect([answer.status, outcome(answer)]).toEqual([400, 'BAD_REQUEST'])
    }
  })
})

describe('a query that would cost too much', () => {
  const nested = (depth: number): string =>
    depth === 0 ? 'name' : `project { classes { ${depth === 1 ? 'name' : nested(depth - 1)} } }`

  test.each([
    ['too deep', 'depth', `{ project(id: "x") { classes { ${nested(8)} } } }`],
    ['too wide', 'breadth', `{ ${Array.from({ length: 401 }, (_, index) => `a${index}: now`).join(' ')} }`],
    [
      'too much',
      'complexity',
      '{ projects(first: 100) { edges { node { distributions(first: 100) { edges { node { number } } } } } } }',
    ],
    [
      'too much by ids',
      'complexity',
      `{ nodes(ids: [${`"Party:${newId()}" `.repeat(100)}]) { ... on Party { dividends(first: 100) { edges { cursor } } } } }`,
    ],
  ])('because it asks %s is refused', async (_what, kind, query) => {
    const answer = JSON.parse((await post(server.url, { query })).text) as GraphqlAnswer
    expect(answer.errors?.[0]).toMatchObject({
      extensions: { code: 'QUERY_TOO_COMPLEX' },
      message: expect.stringMatching(new RegExp(`^The ${kind} of the query is \\d+; at most \\d+ `)),
    })
  })

  test('because it has 3,000 words is refused before it is read', async () => {
    const answer = await post(server.url, { query: `{ ${'now '.repeat(3000)} }` })
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      200,
      {
        errors: [{ message: expect.stringContaining('2000'), extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
      },
    ])
  })

  test('changes nothing', async () => {
    const many = Array.from({ length: 401 }, (_, index) => `a${index}: now`).join(' ')
    const joins = `join(input: { email: "cost@x.example", name: "Cost", language: en })`
    const query = `mutation { ${joins} { ... on MailSent { email } ... on Refusal { code } } ${many.replaceAll('now', 'signOut')} }`
    expect(JSON.parse((await post(server.url, { query })).text).data ?? null).toBeNull()
    const mailbox = await post(server.url, { query: '{ mailbox(email: "cost@x.example") { body } }' })
    expect(mailbox.text).toBe('{"data":{"mailbox":[]}}\n')
  })
})

describe('a fault of ours', () => {
  async function asOwner(statement: string): Promise<void> {
    const owner = new Client({ connectionString: server.database.ownerUrl })
    await owner.connect()
    await owner.query(statement)
    await owner.end()
  }

  test('shows a number only, and the log keeps what happened under it, without values', async () => {
    await asOwner(`alter table message add constraint no_mail check (address <> 'victim@x.example')`)
    const { text } = await post(server.url, { query: JOIN, variables: { email: 'victim@x.example' } })
    const { data, errors } = JSON.parse(text) as GraphqlAnswer
    const errorId = errors?.[0]?.extensions.errorId ?? ''
    expect(errorId).toMatch(/^[0-9a-f-]{36}$/)
    expect({ data, errors }).toEqual({
      data: null,
      errors: [
        {
          message: `Something went wrong on our side. Tell us this number: ${errorId}`,
          locations: [expect.anything()],
          path: ['join'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
        },
      ],
    })
    const lines = server.logged.filter(line => line.includes(errorId))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/"code":"23514","constraint":"no_mail","stack":\[" +at /)
    expect(server.logged.join('\n')).not.toMatch(/victim|Victim|argon2id|Your code/i)
    await asOwner('alter table message drop constraint no_mail')
  })

  test('leaves the server whole', async () => {
    await asOwner('alter table message rename to message_gone')
    const query = '{ mailbox(email: "ann@x.example") { body } }'
    expect(outcome(await post(server.url, { query }))).toBe('INTERNAL_SERVER_ERROR')
    await asOwner('alter table message_gone rename to message')
    expect(outcome(await post(server.url, { query }))).toBe('ok')
  })

  test('outside GraphQL is told the same way', async () => {
    await asOwner('alter table statement rename to statement_gone')
    const answer = await raw(`${server.url}/verify/S-0000-0000-0000`)
    await asOwner('alter table statement_gone rename to statement')
    const { errors } = JSON.parse(answer.text) as GraphqlAnswer
    expect([answer.status, errors?.[0]?.extensions.code]).toEqual([500, 'INTERNAL_SERVER_ERROR'])
    const errorId = errors?.[0]?.extensions.errorId ?? ''
    expect(errors?.[0]?.message).toContain(errorId)
    expect(server.logged.filter(line => line.includes(errorId))).toEqual([
      expect.stringContaining('"code":"42P01"'),
    ])
  })
})

describe('the addresses beside GraphQL', () => {
  test.each([
    '/',
    '/nothing',
    '/verify/S-0000-0000-0000',
    '/verify/x',
    '/verify/%00',
    '/verify/',
    '/documents/x',
  ])('have nothing at %s', async path => {
    const { status, text } = await raw(`${server.url}${path}`)
    expect([status, JSON.parse(text)]).toEqual([
      404,
      { errors: [{ message: 'There is nothing here.', extensions: { code: 'NOT_FOUND' } }] },
    ])
  })

  test('refuse one that cannot be read', async () => {
    const { status, text } = await raw(`${server.url}/verify/%E0%A4%A`)
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST'])
  })

  test('say whether the database is there', async () => {
    expect(await raw(`${server.url}/health`)).toMatchObject({ status: 200, text: '{"database":"up"}' })
  })

  test.each(['/graphql?query={now}', '/health', '/verify/x', '/nothing'])(
    'are kept by nobody and name no maker: %s',
    async path => {
      const { headers } = await raw(`${server.url}${path}`)
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      expect(headers.get('x-powered-by')).toBeNull()
    },
  )
})
