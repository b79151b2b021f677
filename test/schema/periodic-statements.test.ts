import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { newId } from '../../src/domain/ids.ts'
import { issueMissingPeriodicStatements } from '../../src/jobs/issue-periodic-statements.ts'
import { textOf } from '../documents/paper.ts'
import { feedCaughtUp } from '../support/feed.ts'
import { furnish, type House, type Who } from '../support/house.ts'
import { outcome, post, raw } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
})

const FIELDS = 'id number period from to version sha256 figuresSha256 bytes path'
type Event = { node: { about: ({ id: string } | null)[] } }
type Paper = Record<'id' | 'number' | 'sha256' | 'figuresSha256' | 'path', string>

async function ask(who: Who, query: string) {
  return JSON.parse((await post(server.url, { query }, house.tokens[who])).text)
}

async function get(path: string, who: Who) {
  const token = house.tokens[who]
  const headers = token === null ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(`${server.url}${path}`, { headers })
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

async function paperOf(who: 'ann' | 'bea', by: Who = who): Promise<Paper> {
  const list = `periodicStatements { edges { node { ${FIELDS} } } }`
  const { data } = await ask(by, `{ node(id: "${house.people[who].id}") { ... on Party { ${list} } } }`)
  return data.node.periodicStatements.edges[0].node
}

describe('the paper on a period', () => {
  test.each(['ann', 'finance', 'auditor'] as const)('is listed and downloaded by %s', async who => {
    const paper = await paperOf('ann', who)
    expect(paper).toMatchObject({ period: '2010-01', from: '2010-01-01', to: '2010-01-31', version: 1 })
    const { response, bytes } = await get(paper.path, who)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(paper.sha256)
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${paper.number}.pdf`)
  })

  test.each(['nobody', 'ended', 'bea', 'eve', 'issuer', 'approver', 'admin'] as const)(
    'does not exist for %s',
    async who => {
      const { path } = await paperOf('ann')
      const { response } = await get(path, who)
      expect(response.status).toBe(who === 'ended' ? 401 : 404)
    },
  )

  test.each(['sha256', 'figuresSha256'] as const)('is verified by anybody by its %s', async field => {
    const paper = await paperOf('ann')
    const verify = (hash: string) =>
      ask('nobody', `{ verifyDocument(hash: "${hash}") { number sha256 replaces replacedBy } }`)
    const { number, sha256 } = paper
    for (const hash of [paper[field], paper[field].toUpperCase()]) {
      expect(await verify(hash)).toEqual({
        data: { verifyDocument: { number, sha256, replaces: null, replacedBy: null } },
      })
    }
    for (const hash of ['', paper[field].slice(1), '0'.repeat(64)]) {
      expect(await verify(hash)).toEqual({ data: { verifyDocument: null } })
    }
    expect(await ask('nobody', '{ verifyDocument { number } }')).toEqual({ data: { verifyDocument: null } })
  })

  test('a paper on a run is verified by its hash too', async () => {
    const query = `{ node(id: "${house.ann.statement}") { ... on Statement { number sha256 figuresSha256 } } }`
    const { number, sha256, figuresSha256 } = (await ask('ann', query)).data.node
    expect(figuresSha256).toMatch(/^[0-9a-f]{64}$/)
    for (const hash of [sha256, figuresSha256]) {
      const found = await ask('nobody', `{ verifyDocument(hash: "${hash}") { number figuresSha256 } }`)
      expect(found).toEqual({ data: { verifyDocument: { number, figuresSha256 } } })
    }
  })
})

describe('all papers on a period', () => {
  test.each(['nobody', 'ann', 'issuer', 'approver', 'admin'] as const)('are no archive for %s', async who => {
    expect((await get('/statements/2010-01.zip', who)).response.status).toBe(404)
  })

  test('are one archive for finance, with the bytes that were issued', async () => {
    expect((await get('/statements/2010-02.zip', 'finance')).response.status).toBe(404)
    const { response, bytes } = await get('/statements/2010-01.zip', 'finance')
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip'])
    const { data } = await ask('finance', '{ statementPeriods { name holders issued archivePath } }')
    expect(data.statementPeriods).toEqual([
      { name: '2010-01', holders: 2, issued: 2, archivePath: '/statements/2010-01.zip' },
    ])
    for (const who of ['ann', 'bea'] as const) {
      const { bytes: paper } = await get((await paperOf(who)).path, who)
      expect(bytes.includes(paper)).toBe(true)
    }
  })
})

test('a corrected version says which one it replaces, and both are verified', async () => {
  const first = await paperOf('ann')
  const correct = (key: string, reason = 'The name was wrong', id = first.id) =>
    post(
      server.url,
      {
        query: `mutation { requestStatementCorrection(statementId: "${id}", reason: "${reason}", idempotencyKey: "${key}") {
          ... on PeriodicStatementPayload { statement { id } } ... on Refusal { __typename code message } } }`,
      },
      house.tokens.finance,
    )
  const unknown = await correct('unknown', 'x', `PeriodicStatement:${newId()}`)
  expect(outcome(unknown)).toBe('PERIODIC_STATEMENT_UNKNOWN')
  expect(outcome(await correct('empty', ' '))).toBe('CORRECTION_REASON_MALFORMED')
  for (const key of ['one', 'two']) expect((await correct(key)).text).toContain(first.id)
  await issueMissingPeriodicStatements(server.shop, server.clock.now())
  await issueMissingPeriodicStatements(server.shop, server.clock.now())
  const list = `periodicStatements { edges { node { id number version path replaces { number } replacedBy { number } } } }`
  const { data } = await ask('ann', `{ node(id: "${house.people.ann.id}") { ... on Party { ${list} } } }`)
  const papers = data.node.periodicStatements.edges.map(({ node }: { node: Paper }) => node)
  const second = papers[1]
  expect(papers).toMatchObject([
    { number: first.number, version: 1, replaces: null, replacedBy: { number: second.number } },
    { version: 2, replaces: { number: first.number }, replacedBy: null },
  ])
  const verified = JSON.parse((await raw(`${server.url}/verify/${first.number}`)).text)
  expect(verified).toMatchObject({ number: first.number, replaces: null, replacedBy: second.number })
  const { bytes } = await get('/statements/2010-01.zip', 'finance')
  expect([first.number, second.number].map(number => bytes.includes(`${number}.pdf`))).toEqual([false, true])
  await feedCaughtUp(server.database.orm)
  const { data: feed } = await ask('ann', '{ events(first: 100) { edges { node { about { id } } } } }')
  const about = feed.events.edges.flatMap((edge: Event) => edge.node.about.map(each => each?.id))
  const own = about.filter((id: string) => id?.startsWith('PeriodicStatement:'))
  expect(own).toEqual(papers.map(({ id }: Paper) => id))
  const { bytes: paper } = await get(second.path, 'ann')
  expect(await textOf(paper)).toContain(`Corrects This paper takes the place of ${first.number}`)
})
