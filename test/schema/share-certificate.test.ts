import { expect, test } from '@jest/globals'
import { issueMissingCertificates } from '../../src/jobs/papers/issue-certificates.ts'
import { furnish } from '../support/house.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

const ASK = `mutation ($input: RequestShareCertificateInput!) {
  requestShareCertificate(input: $input) { ... on PartyPayload { replayed } ... on Refusal { code } }
}`
type Held = {
  node: {
    holdings: {
      certificate: { number: string; path: string; version: number } | null
      shareClass: { id: string }
    }[]
  }
}
const HELD = `query ($id: ID!) { node(id: $id) { ... on Party { holdings {
  certificate { number path version shares replaces { number } } shareClass { id } } } } }`

test('a holder, finance and the auditor get the certificate of what he holds, and for nobody else there is one', async () => {
  const { people, tokens, open } = await furnish(server)
  const held = async (who: 'ann' | 'auditor' = 'ann') => {
    const { node } = await people[who].ask<Held>(HELD, { id: people.ann.id })
    return node.holdings.find(each => each.shareClass.id === open.shareClass)?.certificate
  }
  expect(await held()).toBeNull()
  const input = { idempotencyKey: 'mine', shareClassId: open.shareClass }
  expect(await people.ann.ask(ASK, { input })).toEqual({ requestShareCertificate: { replayed: false } })
  const named = { idempotencyKey: 'hers', shareClassId: open.shareClass, holderId: people.ann.id }
  expect(await people.finance.ask(ASK, { input: named })).toEqual({
    requestShareCertificate: { replayed: false },
  })
  const now = new Date('2010-02-05T12:00:00Z')
  expect(await issueMissingCertificates(server.shop, now)).toBe('certificates issued: 1')
  const certificate = await held('auditor')
  expect(certificate).toMatchObject({ version: 1, shares: 3, replaces: null })
  expect(await held()).toEqual(certificate)

  const path = certificate?.path ?? ''
  const get = (token: string | null) =>
    fetch(`${server.url}${path}`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } })
  for (const who of ['ann', 'finance', 'auditor'] as const) {
    const paper = await get(tokens[who])
    expect([paper.status, paper.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(paper.headers.get('content-disposition')).toContain(`${certificate?.number}.pdf`)
  }
  for (const who of ['nobody', 'bea', 'eve', 'issuer', 'approver', 'admin'] as const)
    expect((await get(tokens[who])).status).toBe(404)
  const known = await fetch(`${server.url}/verify/${certificate?.number}`)
  expect(await known.json()).toMatchObject({ number: certificate?.number, replacedBy: null })
})
