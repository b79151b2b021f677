import { expect, test } from '@jest/globals'
import { furnish } from '../support/house.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

test('a holder, finance and the auditor get the certificate of what he holds, and for nobody else there is one', async () => {
  const { people, tokens, open } = await furnish(server)
  const query = `query ($id: ID!) { node(id: $id) { ... on Party { holdings { certificatePath shareClass { id } } } } }`
  const { node } = await people.ann.ask<{
    node: { holdings: { certificatePath: string; shareClass: { id: string } }[] }
  }>(query, { id: people.ann.id })
  const path = node.holdings.find(held => held.shareClass.id === open.shareClass)?.certificatePath ?? ''
  const get = (token: string | null, at = path) =>
    fetch(`${server.url}${at}`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } })
  const papers: string[] = []
  for (const who of ['ann', 'finance', 'auditor'] as const) {
    const paper = await get(tokens[who])
    expect([paper.status, paper.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(paper.headers.get('content-disposition')).toMatch(/filename=T-[A-Z0-9-]+\.pdf/)
    papers.push(Buffer.from(await paper.arrayBuffer()).toString('latin1'))
  }
  expect(new Set(papers).size).toBe(1)
  for (const who of ['nobody', 'bea', 'eve', 'issuer', 'approver', 'admin'] as const)
    expect((await get(tokens[who])).status).toBe(404)
  expect((await get(tokens.finance, '/shares/x/y')).status).toBe(404)
  // Eve holds nothing of it.
  const ofEve = path.replace(/[^/]+$/, people.eve.id.replace('Party:', ''))
  expect((await get(tokens.finance, ofEve)).status).toBe(404)
})
