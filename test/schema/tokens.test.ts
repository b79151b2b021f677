import { beforeAll, describe, expect, test } from '@jest/globals'
import { SignJWT, UnsecuredJWT } from 'jose'
import { Person } from '../../src/cli/demo/client.ts'
import { newId } from '../../src/domain/ids.ts'
import { signToken } from '../../src/schema/tokens.ts'
import { post, raw } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const STARTS = '2025-03-01T12:00:00Z'
const server = useServer({ starts: STARTS })
const SECRET = 'a secret of the tests, long enough to sign'
const now = new Date(STARTS)
const seconds = (minutes: number) => now.getTime() / 1000 + minutes * 60

let ann: Person
let good: string
let sessionId: string
beforeAll(async () => {
  ann = await Person.join(server.url, {
    email: 'ann@x.example',
    name: 'Ann',
    password: 'long enough 1',
    language: 'en',
  })
  good = await ann.token()
  sessionId = JSON.parse(Buffer.from(good.split('.')[1] ?? '', 'base64url').toString()).sub
})

type Forged = { alg?: string; typ?: string | null; secret?: string; claims?: Record<string, unknown> }

/** A token like ours for Ann's session, but for what is said. */
function forge({ alg = 'HS256', typ = 'at+jwt', secret = SECRET, claims = {} }: Forged): Promise<string> {
  const usual = { sub: sessionId, iss: 'tantieme', aud: 'tantieme-api', iat: seconds(0), exp: seconds(15) }
  return new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg, ...(typ === null ? {} : { typ }) })
    .sign(new TextEncoder().encode(secret))
}

const VIEWER = { query: '{ viewer { email } }' }
const withHeader = (authorization: string, url = `${server.url}/graphql`) =>
  raw(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(VIEWER),
  })

describe('a token', () => {
  test('is good when it is ours', async () => {
    for (const token of [good, await forge({})]) {
      expect((await post(server.url, VIEWER, token)).text).toBe(
        '{"data":{"viewer":{"email":"ann@x.example"}}}\n',
      )
    }
  })

  test.each<[string, () => Promise<string> | string]>([
    ['is garbage', () => 'garbage'],
    ['is garbage in three parts', () => 'a.b.c'],
    ['is half of one', () => good.slice(0, -10)],
    ['was altered', () => good.replace(/\.(.)/, (_all, letter) => `.${letter === 'e' ? 'f' : 'e'}`)],
    ['is not signed', () => unsigned()],
    ['is not signed and keeps our name', () => `${unsigned().split('.')[0]}.${good.split('.')[1]}.`],
    ['is signed by another secret', () => forge({ secret: 'another secret that is long enough to sign' })],
    ['is signed by almost our secret', () => forge({ secret: `${SECRET} ` })],
    ['is signed by another method', () => forge({ alg: 'HS512' })],
    ['is for another audience', () => forge({ claims: { aud: 'another-api' } })],
    ['is of another issuer', () => forge({ claims: { iss: 'another' } })],
    ['is of another type', () => forge({ typ: 'JWT' })],
    ['is of no type', () => forge({ typ: null })],
    ['never expires', () => forge({ claims: { exp: undefined } })],
    ['has expired', () => forge({ claims: { exp: seconds(0) } })],
    ['is not good yet', () => forge({ claims: { nbf: seconds(10) } })],
    ['names no session', () => forge({ claims: { sub: undefined } })],
    ['names a session there is not', () => forge({ claims: { sub: newId() } })],
    [
      'names a person in the place of a session',
      () => forge({ claims: { sub: ann.id.replace('Party:', '') } }),
    ],
  ])('that %s is refused, and its bearer is not taken for a stranger', async (_what, make) => {
    const answer = await post(server.url, VIEWER, await make())
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      401,
      { errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })] },
    ])
    expect(server.logged.filter(line => line.startsWith('a request failed'))).toEqual([])
  })

  test('is read whatever the case of its scheme', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect(await withHeader(`${scheme} ${good}`)).toMatchObject({ status: 200 })
    }
  })

  test.each(['Bearer', 'Bearer ', 'Basic YW5uOmFubg==', 'Digest x'])(
    'is not what stands in the header "%s"',
    async header => {
      expect(await withHeader(header)).toMatchObject({ status: 200, text: '{"data":{"viewer":null}}\n' })
    },
  )

  test('is not taken from a cookie or an address', async () => {
    const asked = await raw(`${server.url}/graphql?access_token=${good}&token=${good}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `token=${good}; authorization=Bearer ${good}` },
      body: JSON.stringify(VIEWER),
    })
    expect(asked.text).toBe('{"data":{"viewer":null}}\n')
  })

  test('is good for 15 minutes, and its session gives another', async () => {
    const last = new Date(seconds(15) * 1000 - 1000)
    server.clock.move?.(last)
    expect(await post(server.url, VIEWER, good)).toMatchObject({ status: 200 })
    server.clock.move?.(new Date(seconds(15) * 1000))
    expect(await post(server.url, VIEWER, good)).toMatchObject({ status: 401 })
    const another = await signToken(SECRET, sessionId, server.clock.now())
    expect(await post(server.url, VIEWER, another.token)).toMatchObject({ status: 200 })
    expect(await post(server.url, VIEWER)).toMatchObject({ status: 200 })
  })
})

function unsigned(): string {
  return new UnsecuredJWT({ sub: sessionId })
    .setIssuer('tantieme')
    .setAudience('tantieme-api')
    .setIssuedAt(seconds(0))
    .setExpirationTime(seconds(15))
    .encode()
}

describe('guessing', () => {
  const attempt = async (query: string) => JSON.parse((await post(server.url, { query })).text).data
  const CODE = '{ ... on Refusal { code message retryable } }'

  test.each([
    ['passwords', (email: string) => `signIn(email: "${email}", password: "wrong password") ${CODE}`],
    [
      'codes',
      (email: string) =>
        `confirmEmail(email: "${email}", code: "AAAAAAAA", password: "long enough 1") ${CODE}`,
    ],
    [
      'codes of a reset',
      (email: string) => `resetPassword(email: "${email}", code: "A", password: "0123456789") ${CODE}`,
    ],
    ['addresses', (email: string) => `requestPasswordReset(email: "${email}") ${CODE}`],
  ])(
    '%s is stopped at the eleventh time, for accounts there are and accounts there are not',
    async (what, asks) => {
      const name = what.replaceAll(' ', '-')
      await Person.join(server.url, {
        email: `${name}@x.example`,
        name,
        password: 'long enough 1',
        language: 'en',
      })
      for (const email of [`${name}@x.example`, `${name}-unknown@x.example`]) {
        const codes: string[] = []
        for (let count = 0; count < 11; count++) {
          const written = count % 2 === 0 ? email : ` ${email.toUpperCase()} `
          const [result] = Object.values(await attempt(`mutation { ${asks(written)} }`)) as {
            code?: string
          }[]
          codes.push(result?.code ?? 'ok')
        }
        expect(codes.slice(0, 9)).not.toContain('TOO_MANY_ATTEMPTS')
        expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS')
      }
    },
  )
})
