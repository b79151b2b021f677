import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { isObjectType } from 'graphql'
import { newId } from '../../src/domain/ids.ts'
import { schema } from '../../src/schema/schema.ts'
import { bare, bothAnswers } from '../support/both-answers.ts'
import { certifyYear } from '../support/certificates-of-house.ts'
import { loseInHouse } from '../support/certified-house.ts'
import { giveInHouse } from '../support/gifts-of-house.ts'
import { furnish, type House, type Who } from '../support/house.ts'
import { outcome, post, raw } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
let [certificate, receipt] = ['', '']
let lost = { shares: '', loss: '' }
beforeAll(async () => {
  house = await furnish(server)
  const { id } = house.people.ann
  ;[certificate, receipt] = [await certifyYear(server, id), await giveInHouse(server, id)]
  lost = await loseInHouse(server, id)
})

const NOT_ANN: Who[] = ['bea', 'eve', 'issuer', 'approver', 'admin']
/** Something of each type that has an id, and strangers to whom it is not there. */
const NOT_YOURS: Record<string, { strangers: Who[]; id: () => string }> = {
  Party: { strangers: ['nobody', 'bea', 'issuer'], id: () => house.people.ann.id },
  Project: { strangers: ['nobody', 'ann', 'eve', 'admin'], id: () => house.hidden.project },
  ShareClass: { strangers: ['nobody', 'ann', 'eve', 'admin'], id: () => house.hidden.shareClass },
  Contract: { strangers: ['nobody', 'ann', 'eve', 'admin'], id: () => house.hidden.contract },
  Offering: { strangers: ['nobody', 'ann', 'eve', 'admin'], id: () => house.hidden.offering },
  ShareSubscription: { strangers: ['nobody', 'bea', 'issuer', 'admin'], id: () => house.ann.subscription },
  Receipt: { strangers: ['nobody', 'ann', 'issuer', 'admin'], id: () => house.receipt },
  Invoice: { strangers: ['nobody', 'ann', 'eve', 'approver', 'admin'], id: () => house.invoice },
  Adjustment: { strangers: ['nobody', 'eve', 'ann', 'admin'], id: () => house.adjustment },
  RevenueReport: { strangers: ['nobody', 'eve', 'ann', 'admin'], id: () => house.hidden.report },
  Distribution: { strangers: ['nobody', 'eve', 'admin'], id: () => house.distribution },
  Dividend: { strangers: ['nobody', 'bea', 'eve', 'issuer', 'admin'], id: () => house.ann.dividend },
  DistributionAttestation: { strangers: ['nobody', 'ann', 'approver'], id: () => house.attestation },
  PeriodicStatement: { strangers: NOT_ANN, id: () => house.ann.periodic },
  DonationReceipt: { strangers: NOT_ANN, id: () => receipt },
  YearlyCertificate: { strangers: NOT_ANN, id: () => certificate },
  ShareCertificate: { strangers: NOT_ANN, id: () => lost.shares },
  LossCertificate: { strangers: NOT_ANN, id: () => lost.loss },
  Statement: { strangers: NOT_ANN, id: () => house.ann.statement },
}

const NODES = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(type => type.getInterfaces().some(each => each.name === 'Node'))
  .map(type => type.name)

/** The ways to ask for something by its id. */
const ASKS = [
  (id: string) => ({ query: `{ node(id: "${id}") { id } }` }),
  (id: string) => ({ query: `{ nodes(ids: ["${house.open.project}", "${id}"]) { id } }` }),
  (id: string) => ({ query: 'query ($id: ID!) { node(id: $id) { __typename } }', variables: { id } }),
]

describe('what is not yours does not exist:', () => {
  test('this is tried with each type that has an id', () => {
    expect(new Set(Object.keys(NOT_YOURS))).toEqual(new Set(NODES))
  })

  describe.each(Object.entries(NOT_YOURS))('%s', (typename, { strangers, id }) => {
    test('is there for staff', async () => {
      expect(id()).toMatch(new RegExp(`^${typename}:`))
      const query = `{ node(id: "${id()}") { id __typename } }`
      const answer = await post(server.url, { query }, house.tokens.auditor)
      expect(JSON.parse(answer.text)).toEqual({ data: { node: { id: id(), __typename: typename } } })
    })

    test(`is not there for ${strangers.join(', ')}`, async () => {
      for (const who of strangers) {
        for (const asks of ASKS) {
          const { theirs, nothing } = await bothAnswers(id(), some =>
            post(server.url, asks(some), house.tokens[who]),
          )
          expect({ who, ...theirs }).toEqual({ who, ...nothing })
          expect(outcome({ ...theirs, headers: new Headers() })).toBe('NOT_FOUND')
          expect(theirs.text).toContain(id())
        }
      }
    })
  })

  test.each(['bea', 'eve', 'finance', 'admin'] as const)('an order that %s withdraws', async who => {
    const query = `mutation ($id: ID!) {
      withdraw(input: { idempotencyKey: "k", subscriptionId: $id }) { ... on Refusal { code message field } }
    }`
    const { theirs, nothing } = await bothAnswers(house.ann.subscription, id =>
      post(server.url, { query, variables: { id } }, house.tokens[who]),
    )
    expect(theirs).toEqual(nothing)
    expect(JSON.parse(theirs.text)).toMatchObject({ data: { withdraw: { code: 'SUBSCRIPTION_UNKNOWN' } } })
    expect(theirs.text).toContain(`There is no order ${house.ann.subscription}.`) // the id as it was sent
  })

  test.each(['ann', 'eve', 'admin'] as const)('a project or offering that %s asks for', async who => {
    for (const [field, id] of [
      ['project', house.hidden.project],
      ['offering', house.hidden.offering],
    ] as const) {
      const { theirs, nothing } = await bothAnswers(id, some =>
        post(server.url, { query: `{ ${field}(id: "${some}") { id } }` }, house.tokens[who]),
      )
      expect(theirs).toEqual(nothing)
      expect(theirs.text).toBe(`{"data":{"${field}":null}}\n`)
    }
  })

  test('an order in an offering that is not published', async () => {
    const query = `mutation ($id: ID!) {
      subscribe(input: { idempotencyKey: "k", offeringId: $id, shares: 1 }) { ... on Refusal { code message } }
    }`
    const { theirs, nothing } = await bothAnswers(house.hidden.offering, id =>
      post(server.url, { query, variables: { id } }, house.tokens.ann),
    )
    expect(theirs).toEqual(nothing)
    expect(theirs.text).toContain(`There is no offering ${house.hidden.offering}.`)
  })
})

describe('a paper', () => {
  const get = (id: string, who: Who) => {
    const token = house.tokens[who]
    return fetch(`${server.url}/documents/${id}`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    })
  }

  test.each(['ann', 'finance', 'auditor'] as const)('is there for %s', async who => {
    const response = await get(bare(house.ann.statement), who)
    const bytes = Buffer.from(await response.arrayBuffer())
    const query = `{ node(id: "${house.ann.statement}") { ... on Statement { sha256 bytes path number } } }`
    const { text } = await post(server.url, { query }, house.tokens[who])
    const { node } = JSON.parse(text).data
    expect(node).toMatchObject({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      path: new URL(response.url).pathname,
    })
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename=${node.number}.pdf`,
      'cache-control': 'no-store',
    })
  })

  test.each(['nobody', 'bea', 'eve', 'issuer', 'approver', 'admin'] as const)(
    'is not there for %s',
    async who => {
      const { theirs, nothing } = await bothAnswers(house.ann.statement, async id => {
        const response = await get(bare(id), who)
        return { status: response.status, text: await response.text(), headers: response.headers }
      })
      expect(theirs).toEqual(nothing)
      expect(theirs).toMatchObject({ status: 404 })
      expect(JSON.parse(theirs.text)).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    },
  )

  test('is found at the line it is about by the same people', async () => {
    const query = `{ node(id: "${house.ann.dividend}") { ... on Dividend { statement { id } } } }`
    for (const who of ['ann', 'finance', 'auditor', 'approver'] as const) {
      const { data } = JSON.parse((await post(server.url, { query }, house.tokens[who])).text)
      expect([who, data.node.statement?.id]).toEqual([
        who,
        who === 'approver' ? undefined : house.ann.statement,
      ])
    }
  })

  test('is refused to a session that was ended', async () => {
    const response = await get(bare(house.ann.statement), 'ended')
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })

  test('can be verified by anybody, who learns no name and no amount', async () => {
    const query = `{ node(id: "${house.ann.statement}") { ... on Statement { sha256 number issuedAt } } }`
    const { node } = JSON.parse((await post(server.url, { query }, house.tokens.ann)).text).data
    for (const number of [node.number, node.number.toLowerCase()]) {
      const { status, text } = await raw(`${server.url}/verify/${number}`)
      const shown = { ...node, reversedAt: null, compare: expect.any(String) }
      expect([status, JSON.parse(text)]).toMatchObject([200, shown])
    }
    const asked = await post(server.url, {
      query: `{ verifyDocument(number: "${node.number}") { sha256 number issuedAt } }`,
    })
    expect(JSON.parse(asked.text)).toEqual({ data: { verifyDocument: node } })
  })
})

describe('an id that cannot be one', () => {
  const uuid = newId()
  test.each([
    ['nothing', ''],
    ['a word', 'x'],
    ['no type', uuid],
    ['no parts', ':'],
    ['a type alone', 'Party:'],
    ['a part too many', `Party:${uuid}:`],
    ['capital letters', `Party:${uuid.toUpperCase()}`],
    ['a space', `Party:${uuid} `],
    ['the parts of a line', `Party:${uuid}:${uuid}:${uuid}`],
    ['one part of a line', `Dividend:${uuid}`],
    ['two parts of a line', `Dividend:${uuid}:${uuid}`],
    ['a type without ids', `Money:${uuid}`],
    ['a type that is not asked for by id', `Mandate:${uuid}`],
    ['a type there is not', `Nothing:${uuid}`],
    ['a word of the language', `__proto__:${uuid}`],
    ['a long text', `Party:${'x'.repeat(100_000)}`],
    ['SQL', `Party:'; drop table act; --`],
  ])('is not found: %s', async (_what, id) => {
    for (const who of ['nobody', 'finance', 'admin'] as const) {
      for (const query of [
        'query ($id: ID!) { node(id: $id) { id } }',
        'query ($id: ID!) { nodes(ids: [$id]) { id } }',
      ]) {
        const answer = await post(server.url, { query, variables: { id } }, house.tokens[who])
        expect(outcome(answer)).toBe('NOT_FOUND')
        expect(answer.text.length).toBeLessThan(600)
      }
    }
  })

  test('of another type is not found where one type is asked for', async () => {
    for (const query of [
      `{ project(id: "${house.open.offering}") { id } }`,
      `{ offering(id: "${house.open.project}") { id } }`,
      `{ distribution(id: "${house.ann.dividend}") { id } }`,
    ]) {
      expect(outcome(await post(server.url, { query }, house.tokens.auditor))).toBe('NOT_FOUND')
    }
  })

  const NO_PAPERS = ['x', '-'.repeat(36), '%00', '..%2f..%2fetc%2fpasswd', uuid.toUpperCase()]
  test.each(NO_PAPERS)('is no paper: /documents/%s', async id => {
    const headers = { authorization: `Bearer ${house.tokens.auditor}` }
    expect(await raw(`${server.url}/documents/${id}`, { headers })).toMatchObject({ status: 404 })
  })
})
