import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { furnish, type House, type Who } from '../support/house.ts'
import { type GraphqlAnswer, outcome, post, raw } from '../support/http.ts'
import { distroKid13, template } from '../support/revenue-files.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
})

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64')
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')
const december = { period_start: '2009-12-01', period_end: '2009-12-31' }
const kept = () => readdirSync(server.shop.paper.folder)

const LOOK = `query ($input: PreviewRevenueFileInput!) {
  previewRevenueFile(input: $input) {
    sha256 format currency salesFrom salesUntil lineCount exactNet problemCount warningCount
    lines { source category units gross { amount } deduction { amount } }
    gross { amount currency } deductions { amount } net { amount }
    problems { line column message } warnings { line message } refusal { code message field } report { id }
  }
}`
const BRING = `mutation ($input: ImportRevenueFileInput!) {
  importRevenueFile(input: $input) {
    ... on RevenueReportPayload {
      replayed
      report {
        id state net { amount }
        evidence { fileName sha256 bytes format lines currency exchangeRate path }
      }
    }
    ... on Refusal { code message field }
  }
}`

async function ask(query: string, input: object, who: Who = 'issuer') {
  const answer = await post(server.url, { query, variables: { input } }, house.tokens[who])
  const { data, errors } = JSON.parse(answer.text) as GraphqlAnswer
  expect([answer.status, errors ?? []]).toEqual([200, []])
  const [result] = Object.values(data ?? {})
  return result as { report: { id: string; evidence: { path: string } } }
}

const look = (content: string | Uint8Array, more: object = {}) =>
  ask(LOOK, { projectId: house.open.project, content: base64(content), ...more })

let keys = 0
const bring = (content: string | Uint8Array, more: object = {}) => {
  keys += 1
  const usual = { idempotencyKey: `file-${keys}`, projectId: house.open.project, fileName: 'statement.csv' }
  return ask(BRING, { ...usual, content: base64(content), ...more })
}

describe('a look at a file', () => {
  test('says what would be reported, and keeps nothing', async () => {
    const rows = [
      { ...december, category: 'streams', gross: '80.005', deductions: '12.5', net: '67.505', units: '9000' },
      { ...december, gross: '-2', net: '-2' },
    ]
    const files = kept()
    const content = template(rows)
    expect(await look(content)).toEqual({
      sha256: sha256(content),
      format: 'template',
      currency: 'EUR',
      salesFrom: '2009-12-01',
      salesUntil: '2009-12-31',
      lineCount: 2,
      exactNet: '65.505',
      problemCount: 0,
      warningCount: 0,
      lines: [
        {
          source: 'Concert',
          category: null,
          units: '0',
          gross: { amount: '-2.00' },
          deduction: { amount: '0.00' },
        },
        {
          source: 'Concert',
          category: 'streams',
          units: '9000',
          gross: { amount: '80.01' },
          deduction: { amount: '12.50' },
        },
      ],
      gross: { amount: '78.01', currency: 'EUR' },
      deductions: { amount: '12.50' },
      net: { amount: '65.51' },
      problems: [],
      warnings: [],
      refusal: null,
      report: null,
    })
    expect(kept()).toEqual(files)
  })

  test('names each problem and each doubt', async () => {
    const rows = [december, december, { ...december, gross: '1.234,56' }]
    expect(await look(template(rows))).toMatchObject({
      lineCount: 3,
      exactNet: '20',
      lines: [],
      problemCount: 1,
      problems: [{ line: 4, column: 'gross', message: expect.stringContaining('found "1.234,56"') }],
      warnings: [{ line: 3, message: 'the same as line 2; both count' }],
      refusal: { code: 'FILE_HAS_PROBLEMS', field: 'content' },
    })
  })

  test('says why it would be refused as it stands', async () => {
    expect(await look(template([{}]))).toMatchObject({
      refusal: { code: 'PERIOD_REPORTED', field: 'periodStart' },
    })
    const dollars = distroKid13([{ 'Sale Month': '2009-12' }])
    expect(await look(dollars)).toMatchObject({ currency: 'USD', refusal: { code: 'EXCHANGE_RATE_WRONG' } })
    expect(await look(dollars, { exchangeRate: '0.5' })).toMatchObject({
      refusal: null,
      net: { amount: '0.02' },
    })
  })
})

describe('a file that is imported', () => {
  const november = { period_start: '2009-11-01', period_end: '2009-11-30' }
  const content = template([{ ...november, source: 'Théâtre', gross: '100.125', net: '100.125' }])

  test('is a report with its evidence, once', async () => {
    const first = await bring(content, { fileName: 'Relevé “11”.csv', idempotencyKey: 'november' })
    expect(first).toMatchObject({
      replayed: false,
      report: {
        state: 'submitted',
        net: { amount: '100.13' },
        evidence: {
          fileName: 'Relevé “11”.csv',
          sha256: sha256(content),
          bytes: Buffer.byteLength(content),
          format: 'template',
          lines: 1,
          currency: 'EUR',
          exchangeRate: null,
          path: expect.stringMatching(/^\/documents\/[0-9a-f-]{36}$/),
        },
      },
    })
    const { id } = first.report
    expect(await bring(content, { fileName: 'Relevé “11”.csv', idempotencyKey: 'november' })).toMatchObject({
      replayed: true,
      report: { id },
    })
    expect(await bring(content)).toMatchObject({ replayed: false, report: { id } })
    expect(await look(content)).toMatchObject({ refusal: null, lines: [], report: { id } })
    const other = template([december])
    expect(await bring(other, { fileName: 'Relevé “11”.csv', idempotencyKey: 'november' })).toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    })
    expect(kept()).not.toContain(sha256(other))
  })

  test('is given back to staff and the project’s own people, byte by byte, and to nobody else', async () => {
    const { report } = await bring(content)
    const get = (who: Who) => {
      const token = house.tokens[who]
      const headers = token === null ? {} : { authorization: `Bearer ${token}` }
      return fetch(`${server.url}${report.evidence.path}`, { headers })
    }
    for (const who of ['issuer', 'finance', 'approver', 'auditor'] as const) {
      const response = await get(who)
      expect(Buffer.from(await response.arrayBuffer()).toString()).toBe(content)
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': expect.stringMatching(/^attachment; filename="/),
      })
    }
    for (const who of ['nobody', 'ann', 'eve', 'admin'] as const) expect((await get(who)).status).toBe(404)
  })

  test.each<[string, string, object]>([
    ['FILE_HAS_PROBLEMS', template([{ ...december, gross: 'x' }]), {}],
    ['PERIOD_REPORTED', template([{ note: 'January' }]), {}],
    ['NAME_MALFORMED', template([december]), { fileName: '\u202e.csv' }],
    ['EXCHANGE_RATE_WRONG', template([december]), { exchangeRate: '2' }],
  ])('is not kept when it is refused: %s', async (code, refused, more) => {
    const files = kept()
    expect(await bring(refused, more)).toMatchObject({ code })
    expect(kept()).toEqual(files)
  })
})

describe('the content of a file', () => {
  const codeOf = async (content: string) => {
    const input = { projectId: house.open.project, content }
    return outcome(await post(server.url, { query: LOOK, variables: { input } }, house.tokens.issuer))
  }

  test.each(['x', 'ab=', 'a b=', 'data:text/csv;base64,AAAA', '====', 'ab-_', 'é'])(
    'is not %j',
    async content => {
      expect(await codeOf(content)).toBe('FILE_NOT_BASE64')
    },
  )

  test('may be broken into lines', async () => {
    const content = template([december])
    const broken = base64(content).replaceAll(/.{76}/g, '$&\r\n')
    const input = { projectId: house.open.project, content: `${broken}\n` }
    expect(await ask(LOOK, input)).toMatchObject({ sha256: sha256(content), problemCount: 0 })
  })

  test('is at most 5 MB, and only who is signed in may send as much', async () => {
    const most = base64(Buffer.alloc(5 * 2 ** 20 - 1, 'x'))
    expect(await codeOf(most)).toBe('ok')
    expect(await codeOf(base64(Buffer.alloc(5 * 2 ** 20 + 3, 'x')))).toBe('FILE_TOO_LARGE')
    const variables = { input: { projectId: house.open.project, content: most } }
    const stranger = await post(server.url, { query: LOOK, variables }, null)
    expect([stranger.status, stranger.text]).toEqual([413, expect.stringContaining('larger than 2 MB')])
    // With a token that is not good any more he signs in again, as for any other request.
    for (const token of ['x', `${house.tokens.issuer}x`]) {
      const answer = await post(server.url, { query: LOOK, variables }, token)
      expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('UNAUTHENTICATED')])
    }
    const body = JSON.stringify({ query: LOOK, variables: { input: { ...variables.input, more: most } } })
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${house.tokens.issuer}` }
    const answer = await raw(`${server.url}/graphql`, { method: 'POST', headers, body })
    expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('larger than 8 MB')])
  })

  test('is read a few times per request, not hundreds of times', async () => {
    const many = Array.from(
      { length: 4 },
      (_, index) => `a${index}: previewRevenueFile(input: $input) { sha256 }`,
    )
    const query = `query ($input: PreviewRevenueFileInput!) { ${many.join(' ')} }`
    const variables = { input: { projectId: house.open.project, content: '' } }
    expect(outcome(await post(server.url, { query, variables }, house.tokens.issuer))).toBe(
      'QUERY_TOO_COMPLEX',
    )
  })

  test.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['NUL', '\u0000'.repeat(100)],
    ['half a letter', Buffer.from([0xc3])],
    ['UTF-16', Buffer.from(`\uFEFF${template([december])}`, 'utf16le')],
    ['a prototype', '__proto__,constructor\n1,2'],
    ['a field of 3 MB', `${template([december])}${'9'.repeat(3_000_000)}`],
    ['a quote', '"'],
    ['numbers of other scripts', template([{ ...december, gross: '١٢٫٣٤', net: '∞', units: '½' }])],
  ])('of any kind is answered: %s', async (_what, content) => {
    expect(await look(content)).toMatchObject({ sha256: sha256(content) })
    expect(server.logged.filter(line => line.includes('a request failed'))).toEqual([])
  })
})
