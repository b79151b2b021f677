import { beforeAll, describe, expect, test } from '@jest/globals'
import { ask } from '../../src/cli/demo/client.ts'
import { schema } from '../../src/schema/schema.ts'
import { changingRights } from '../support/changing-rights.ts'
import { furnish, type House, WHO } from '../support/house.ts'
import { outcome, post } from '../support/http.ts'
import { readingRights } from '../support/reading-rights.ts'
import type { Rights } from '../support/rights.ts'
import { useServer } from '../support/server.ts'

const REFUSED = '... on Refusal { __typename code message }'
const NIL = {
  periodStart: '2009-12-01',
  periodEnd: '2009-12-31',
  lines: [{ source: 'Sales', gross: { amount: '0.00', currency: 'EUR' } }],
}
const REPORT = `mutation ($input: ReportRevenueInput!) {
  reportRevenue(input: $input) { ... on RevenueReportPayload { report { id } } ${REFUSED} }
}`

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
})

const MUTATIONS = Object.keys(schema.getMutationType()?.getFields() ?? {})
const QUERIES = Object.keys(schema.getQueryType()?.getFields() ?? {})
/** Ends the session it comes with, so it is asked for apart. */
const APART = 'signOut'

describe.each([
  ['read', 'query', QUERIES, readingRights],
  ['change', 'mutation', MUTATIONS.filter(name => name !== APART), changingRights],
] as const)('who may %s', (_what, operation, fields, rightsOf) => {
  test('is written down for each field', () => {
    expect(new Set(Object.keys(rightsOf(house)))).toEqual(new Set(fields))
  })

  test.each(fields)('%s', async field => {
    const rights: Rights = rightsOf(house)
    for (const { asks, gets } of rights[field] ?? []) {
      const selection = operation === 'query' ? '' : ' { ... on Refusal { code } }'
      const query = `${operation} { ${asks}${['moveClock', 'ping'].includes(field) ? '' : selection} }`
      const answers = WHO.map(async who => [
        who,
        outcome(await post(server.url, { query }, house.tokens[who])),
      ])
      const wanted = WHO.map(who => [
        who,
        gets[who] ?? (house.tokens[who] && who !== 'ended' ? 'FORBIDDEN' : 'UNAUTHENTICATED'),
      ])
      expect({ asks, ...Object.fromEntries(await Promise.all(answers)) }).toEqual({
        asks,
        ...Object.fromEntries(wanted),
      })
    }
  })
})

describe('signing out', () => {
  const query = 'mutation { signOut }'

  test('is for who is signed in', async () => {
    expect(outcome(await post(server.url, { query }))).toBe('UNAUTHENTICATED')
    expect(outcome(await post(server.url, { query }, house.tokens.ended))).toBe('UNAUTHENTICATED')
  })

  test.each(['ann', 'issuer', 'finance', 'admin'] as const)('ends the session of %s at once', async who => {
    const [here, there] = [await house.people[who].token(), house.tokens[who]]
    expect(outcome(await post(server.url, { query: '{ viewer { email } }' }, here))).toBe('ok')
    expect(outcome(await post(server.url, { query }, here))).toBe('ok')
    expect(outcome(await post(server.url, { query: '{ viewer { email } }' }, here))).toBe('UNAUTHENTICATED')
    expect(outcome(await post(server.url, { query: '{ viewer { email } }' }, there))).toBe('ok')
  })

  test('counts for the rest of the same request', async () => {
    const rename =
      'changeProfile(input: { idempotencyKey: "after", name: "Gone" }) { ... on Refusal { code } }'
    const answer = await post(
      server.url,
      { query: `mutation { signOut ${rename} }` },
      await house.people.eve.token(),
    )
    expect(JSON.parse(answer.text)).toMatchObject({
      data: { signOut: true, changeProfile: { code: 'UNAUTHENTICATED' } },
    })
  })
})

describe('an issuer without the role', () => {
  const session = `{ ... on Session { refreshCode viewer { issuerOf { id } } } ${REFUSED} }`

  test('is told of all his projects when he signs in and when he renews his session', async () => {
    const issuerOf = expect.arrayContaining([{ id: house.open.project }, { id: house.hidden.project }])
    type Signed = { signIn: { refreshCode: string } }
    const signed = await ask<Signed>(
      server.url,
      `mutation { signIn(email: "iris@x.example", password: "long enough 1") ${session} }`,
    )
    expect(signed).toMatchObject({ signIn: { viewer: { issuerOf } } })
    const renew = `mutation ($refreshCode: String!) { renewSession(refreshCode: $refreshCode) ${session} }`
    expect(await ask(server.url, renew, signed.signIn)).toMatchObject({
      renewSession: { viewer: { issuerOf } },
    })
  })

  test('reports also in the request in which he registers a party', async () => {
    const input = { ...NIL, idempotencyKey: 'hidden', projectId: house.hidden.project }
    const query = `mutation ($input: ReportRevenueInput!) {
      registerParty(input: { idempotencyKey: "firm", kind: firm, name: "Firm", language: en }) { ${REFUSED} }
      reportRevenue(input: $input) { ... on RevenueReportPayload { replayed } ${REFUSED} }
    }`
    expect(await house.people.issuer.ask(query, { input })).toMatchObject({
      reportRevenue: { replayed: false },
    })
  })
})

describe('the approval of a report', () => {
  test('is not given by the party for whom it was sent by mandate', async () => {
    const { issuer, approver, auditor } = house.people
    await approver.ask(
      `mutation ($id: ID!) { giveMandate(input: { idempotencyKey: "mine", agentId: $id }) { ${REFUSED} } }`,
      { id: issuer.id },
    )
    const { reportRevenue } = await issuer.ask<{ reportRevenue: { report: { id: string } } }>(REPORT, {
      input: { ...NIL, idempotencyKey: 'his', projectId: house.open.project, onBehalfOf: approver.id },
    })
    const approve = `mutation ($id: ID!) { approveRevenue(reportId: $id, idempotencyKey: "own") { ${REFUSED} } }`
    await expect(approver.ask(approve, reportRevenue.report)).rejects.toMatchObject({
      code: 'APPROVER_REPORTED',
    })
    const state = 'query ($id: ID!) { node(id: $id) { ... on RevenueReport { state } } }'
    expect(await auditor.ask(state, reportRevenue.report)).toEqual({ node: { state: 'submitted' } })
  })
})
