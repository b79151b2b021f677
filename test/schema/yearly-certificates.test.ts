import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { textOf } from '../documents/paper.ts'
import { certifyYear } from '../support/certificates-of-house.ts'
import { furnish, type House, type Who } from '../support/house.ts'
import { outcome, post } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
  await certifyYear(server, house.people.ann.id)
})

async function ask(who: Who, query: string) {
  return JSON.parse((await post(server.url, { query }, house.tokens[who])).text)
}

async function get(path: string, who: Who) {
  const token = house.tokens[who]
  const response = await fetch(`${server.url}${path}`, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  })
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

async function paperOf(who: Who): Promise<Record<'number' | 'sha256' | 'figuresSha256' | 'path', string>> {
  const fields = 'number year version sha256 figuresSha256 path amounts { received { amount } income }'
  const { data } = await ask(
    who,
    `{ node(id: "${house.people.ann.id}") { ... on Party { yearlyCertificate(year: 2010) { ${fields} } none: yearlyCertificate(year: 2009) { number } } } }`,
  )
  expect(data.node.none).toBeNull()
  return data.node.yearlyCertificate
}

describe('the certificate of a year', () => {
  test.each(['ann', 'finance', 'auditor'] as const)('is listed and downloaded by %s', async who => {
    const paper = await paperOf(who)
    expect(paper).toMatchObject({ year: 2010, version: 1, amounts: [{ income: null }] })
    const { response, bytes } = await get(paper.path, who)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(paper.sha256)
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${paper.number}.pdf`)
    expect(await textOf(bytes)).toContain('What you were paid in 2010')
  })

  test.each(['nobody', 'bea', 'eve', 'issuer', 'approver', 'admin'] as const)(
    'does not exist for %s',
    async who => {
      const { path } = await paperOf('ann')
      expect((await get(path, who)).response.status).toBe(404)
    },
  )

  test('is verified by anybody by its number, its bytes and its figures', async () => {
    const { number, sha256, figuresSha256 } = await paperOf('ann')
    for (const by of [`number: "${number}"`, `hash: "${sha256}"`, `hash: "${figuresSha256}"`]) {
      const found = await ask('nobody', `{ verifyDocument(${by}) { number sha256 replaces replacedBy } }`)
      expect(found).toEqual({
        data: { verifyDocument: { number, sha256, replaces: null, replacedBy: null } },
      })
    }
    expect(number).toMatch(/^C-\w{4}-\w{4}-\w{4}$/)
  })

  test('is asked for once the year is over, and of a year in which something was paid', async () => {
    const asked = (year: number) =>
      post(
        server.url,
        {
          query: `mutation { requestYearlyCertificate(input: { idempotencyKey: "y${year}", year: ${year} }) {
            ... on PartyPayload { replayed } ... on Refusal { __typename code message } } }`,
        },
        house.tokens.ann,
      )
    expect(outcome(await asked(2010))).toBe('CERTIFICATE_YEAR_NOT_OVER')
    expect(outcome(await asked(2009))).toBe('CERTIFICATE_EMPTY')
    for (const year of [1, 1899, 9001, 2_147_483_647])
      expect(outcome(await asked(year))).toBe('CERTIFICATE_EMPTY')
  })
})
