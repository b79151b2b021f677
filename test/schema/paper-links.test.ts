import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { readZip } from '../../src/documents/archive/read-zip.ts'
import { requestReversal } from '../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../src/domain/dividends/reversal/reverse-distribution.ts'
import { newId } from '../../src/domain/ids.ts'
import { papers } from '../../src/domain/reports/papers/papers.ts'
import { issueMissingInvoicePapers } from '../../src/jobs/issue-invoice-papers.ts'
import { furnish, type House, type Who } from '../support/house.ts'
import { outcome, post } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { worldOf } from '../support/world.ts'

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
  await issueMissingInvoicePapers(server.shop, new Date('2010-02-05T12:00:00Z'))
})

const ask = async (who: Who, query: string) => post(server.url, { query }, house.tokens[who])
const GRANT = (id: string, key: string) => `mutation {
  grantPaperLink(paperId: "${id}", idempotencyKey: "${key}") {
    ... on PaperLinkPayload { id path expiresAt replayed } ... on Refusal { __typename code }
  }
}`
type Link = { id: string; path: string; expiresAt: string; replayed: boolean }

async function linkTo(who: Who, id: string, key = id): Promise<Link> {
  return JSON.parse((await ask(who, GRANT(id, key))).text).data.grantPaperLink
}

const get = (path: string, who: Who = 'nobody', method = 'GET') => {
  const token = house.tokens[who]
  return fetch(`${server.url}${path}`, {
    method,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  })
}

const bare = (id: string) => id.slice(id.indexOf(':') + 1)

type Fetched = { at: string; byId: string | null; linkId: string | null; linkAskedById: string | null }
async function downloadsOf(who: Who, id: string): Promise<Fetched[]> {
  const list = 'downloads { edges { node { at byId linkId linkAskedById } } }'
  const type = id.slice(0, id.indexOf(':'))
  const { data } = JSON.parse((await ask(who, `{ node(id: "${id}") { ... on ${type} { ${list} } } }`)).text)
  return data.node.downloads.edges.map(({ node }: { node: Fetched }) => node)
}

/** Each kind of paper, and who may read it besides finance and the auditor. */
const PAPERS: [name: string, reader: Who, id: () => string][] = [
  ['a statement', 'ann', () => house.ann.statement],
  ['a statement of a period', 'ann', () => house.ann.periodic],
  ['a report on a distribution', 'issuer', () => house.attestation],
  ['an invoice', 'issuer', () => house.invoice],
]

describe.each(PAPERS)('the link to %s', (_name, reader, id) => {
  test('brings the paper to whoever has it, and each time is told to its reader', async () => {
    const link = await linkTo(reader, id())
    expect(link).toMatchObject({ expiresAt: '2010-02-06T12:00:00.000Z', replayed: false })
    expect(await linkTo(reader, id())).toEqual({ ...link, replayed: true })
    const before = await downloadsOf(reader, id())
    const response = await get(link.path)
    const bytes = Buffer.from(await response.arrayBuffer())
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const known = await papers(server.database.orm.em.fork(), [bare(id())])
    expect(known.map(paper => paper.sha256)).toEqual([sha256])
    expect((await get(link.path, 'nobody', 'HEAD')).status).toBe(200)
    expect((await get(`/documents/${bare(id())}`, 'finance')).status).toBe(200)
    const fetched = (await downloadsOf(reader, id())).slice(before.length)
    const at = '2010-02-05T12:00:00.000Z'
    expect(fetched).toEqual([
      { at, byId: null, linkId: link.id, linkAskedById: house.people[reader as 'ann'].id },
      { at, byId: house.people.finance.id, linkId: null, linkAskedById: null },
    ])
    expect(await downloadsOf('auditor', id())).toEqual([...before, ...fetched])
  })

  test('is the same as none when it was altered, is for another paper, or has another owner', async () => {
    const { path } = await linkTo(reader, id())
    const nothing = await get(`/documents/${bare(house.distribution)}`)
    const answer = [nothing.status, await nothing.text()]
    const before = await downloadsOf('auditor', id())
    const other = PAPERS.map(([, , each]) => each()).find(each => each !== id()) ?? ''
    const altered = [
      path.replace(/signature=./, found => `signature=${found.endsWith('0') ? '1' : '0'}`),
      path.replace(/until=1/, 'until=2'),
      path.replace(/link=[^&]+/, `link=${bare(id())}`),
      path.replace(bare(id()), bare(other)),
      `${path}0`,
      path.replace(/&signature=.*/, '&signature='),
    ]
    for (const each of altered) {
      expect(each).not.toBe(path)
      for (const who of ['nobody', 'finance'] as const) {
        const response = await get(each, who)
        expect([response.status, await response.text()]).toEqual(answer)
      }
    }
    expect(await downloadsOf('auditor', id())).toEqual(before)
  })

  test.each(['nobody', 'eve', 'bea', 'approver', 'admin'] as const)('is not given to %s', async who => {
    expect(outcome(await ask(who, GRANT(id(), `of ${who}`)))).toBe(
      who === 'nobody' ? 'UNAUTHENTICATED' : 'NOT_FOUND',
    )
  })

  test('is not given to the auditor, who reads the paper himself', async () => {
    expect(outcome(await ask('auditor', GRANT(id(), 'of auditor')))).toBe('FORBIDDEN')
    expect((await get(`/documents/${bare(id())}`, 'auditor')).status).toBe(200)
  })
})

test('all papers of a period as one archive are a download of each', async () => {
  const before = await downloadsOf('ann', house.ann.periodic)
  const response = await get('/statements/2010-01.zip', 'auditor')
  await response.arrayBuffer()
  expect((await downloadsOf('ann', house.ann.periodic)).slice(before.length)).toMatchObject([
    { byId: house.people.auditor.id, linkId: null },
  ])
})

test('all papers of a holder are listed together, each of its own type', async () => {
  const list = async (who: Who, kind = '') => {
    const query = `{ node(id: "${house.people.ann.id}") { ... on Party {
      papers${kind} { edges { node { __typename number version replaces { number } ... on Node { id } } } } } } }`
    return JSON.parse((await ask(who, query)).text).data.node.papers?.edges.map(
      (edge: { node: object }) => edge.node,
    )
  }
  const all = await list('ann')
  expect(all).toMatchObject([
    { __typename: 'Statement', id: house.ann.statement, version: 1, replaces: null },
    { __typename: 'PeriodicStatement', id: house.ann.periodic, version: 1, replaces: null },
  ])
  expect(await list('auditor')).toEqual(all)
  expect(await list('finance', '(kind: periodic)')).toEqual([all[1]])
})

test('a pack of an auditor goes by a link too, and is recorded as often as it is fetched', async () => {
  const made = `mutation { makeAuditPack(seed: "7", count: 1, idempotencyKey: "pack") {
    ... on AuditPackPayload { auditPack { id } } } }`
  const pack = JSON.parse((await ask('auditor', made)).text).data.makeAuditPack.auditPack.id
  const link = await linkTo('finance', pack)
  expect(link).toMatchObject({ replayed: false })
  const response = await get(link.path)
  expect(response.headers.get('content-disposition')).toMatch(/=audit-pack-[0-9a-f]{12}\.zip$/)
  expect(outcome(await ask('issuer', GRANT(pack, 'pack')))).toBe('NOT_FOUND')
  expect((await get(`/documents/${bare(pack)}`, 'issuer')).status).toBe(404)
  const list = '{ auditPacks { edges { node { downloads { edges { node { linkId linkAskedById } } } } } } }'
  const { edges } = JSON.parse((await ask('finance', list)).text).data.auditPacks
  expect(edges[0].node.downloads.edges).toEqual([
    { node: { linkId: link.id, linkAskedById: house.people.finance.id } },
  ])
})

test('all papers of a holder come as one archive too, to him and to who reads papers, each a recorded download', async () => {
  const before = await downloadsOf('ann', house.ann.statement)
  const path = `/papers/${bare(house.people.ann.id)}.zip`
  for (const who of ['ann', 'finance'] as const) {
    const files = readZip(Buffer.from(await (await get(path, who)).arrayBuffer()))
    expect(files.map(file => file.name.slice(0, 2))).toEqual(['S-', 'P-'])
  }
  for (const who of ['nobody', 'bea', 'approver', 'admin'] as const) {
    expect((await get(path, who)).status).toBe(404)
  }
  expect((await downloadsOf('ann', house.ann.statement)).slice(before.length)).toMatchObject([
    { byId: house.people.ann.id },
    { byId: house.people.finance.id },
  ])
})

test('the archive of a holder has no paper of a run that was taken back', async () => {
  const [paper] = await papers(server.database.orm.em.fork(), [bare(house.ann.statement)])
  const asked = { distributionId: paper?.runId ?? '', line: null, reason: 'Wrong', requesterId: newId() }
  const now = new Date('2010-02-05T12:00:00Z')
  const { run } = worldOf(server.database)
  const { requestId } = await run(now, em => requestReversal(em, asked, now))
  await run(now, em => reverseDistribution(em, { requestId, approverId: newId() }, now))
  const archive = await get(`/papers/${bare(house.people.ann.id)}.zip`, 'ann')
  const files = readZip(Buffer.from(await archive.arrayBuffer()))
  expect(files.map(file => file.name.slice(0, 2))).toEqual(['P-'])
})

// The last: it moves the clock.
test('a link is good up to its last millisecond', async () => {
  const { path } = await linkTo('issuer', house.attestation)
  server.clock.move?.(new Date('2010-02-06T11:59:59.999Z'))
  expect((await get(path)).status).toBe(200)
  server.clock.move?.(new Date('2010-02-06T12:00:00.000Z'))
  expect((await get(path)).status).toBe(404)
})
