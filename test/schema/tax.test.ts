import { beforeAll, describe, expect, test } from '@jest/globals'
import { Person } from '../../src/cli/demo/client.ts'
import type { Staff } from '../../src/cli/demo/stage.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { newId } from '../../src/domain/ids.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ starts: '2026-06-01T12:00:00Z' })
const HASH = 'a'.repeat(64)
const REFUSED = '... on Refusal { __typename code message field }'
const TAX = 'tax { residence { country provedOn evidence } waivers { year income receivedOn evidence } }'
const DECLARE = `mutation ($input: DeclareTaxResidenceInput!) {
  declareTaxResidence(input: $input) { ... on PartyPayload { party { id ${TAX} } replayed } ${REFUSED} }
}`
const WAIVE = `mutation ($input: RequestWaiverInput!) {
  requestWaiver(input: $input) { ... on PartyPayload { party { id ${TAX} } replayed } ${REFUSED} }
}`

describe('the taxes of a party', () => {
  let [ann, eve] = [] as unknown as [Person, Person]
  let staff: Staff
  beforeAll(async () => {
    staff = await server.staff()
    const join = (name: string) => {
      const email = `${name.toLowerCase()}@x.example`
      return Person.join(server.url, { email, name, password: 'long enough 1', language: 'en' })
    }
    ;[ann, eve] = [await join('Ann'), await join('Eve')]
  })
  const today = () => server.clock.now().toISOString().slice(0, 10)
  const declare = (who: Person, key: string, input: object) =>
    who.ask(DECLARE, { input: { idempotencyKey: key, ...input } })
  const waive = (who: Person, key: string, input: object) =>
    who.ask(WAIVE, { input: { idempotencyKey: key, income: 'dividend', ...input } })
  const party = (residence: object, waivers: object[] = []) => ({
    id: ann.id,
    tax: { residence: { provedOn: null, evidence: null, ...residence }, waivers },
  })

  test('the holder declares and asks for himself, and a key does it once', async () => {
    const declared = { party: party({ country: 'DE' }), replayed: false }
    expect(await declare(ann, 'home', { country: 'DE' })).toEqual({ declareTaxResidence: declared })
    expect(await declare(ann, 'home', { country: 'DE' })).toEqual({
      declareTaxResidence: { ...declared, replayed: true },
    })
    const year = Number(today().slice(0, 4)) + 1
    const waiver = { year, income: 'dividend', receivedOn: today(), evidence: null }
    expect(await waive(ann, 'waiver', { year })).toEqual({
      requestWaiver: { party: party({ country: 'DE' }, [waiver]), replayed: false },
    })
  })

  test('finance enter the proof, in their own name, and see it as the auditor does', async () => {
    const proof = { country: 'DE', provedOn: '2026-05-01', evidence: HASH }
    await declare(staff.finance, 'proof', { onBehalfOf: ann.id, ...proof })
    const act = await sqlOf(server.database.orm.em.fork())
      .selectFrom('act')
      .select(['actorId', 'onBehalfOfId', 'verb'])
      .orderBy('id', 'desc')
      .executeTakeFirst()
    expect(act).toEqual({
      actorId: staff.finance.id.replace('Party:', ''),
      onBehalfOfId: null,
      verb: 'declareTaxResidence',
    })
    const seen = `query ($id: ID!) { node(id: $id) { ... on Party { id ${TAX} } } }`
    expect(await staff.auditor.ask(seen, { id: ann.id })).toMatchObject({
      node: { tax: { residence: { country: 'DE', provedOn: '2026-05-01', evidence: HASH } } },
    })
    await expect(eve.ask(seen, { id: ann.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('one key of finance is for one party', async () => {
    await declare(staff.finance, 'both', { onBehalfOf: ann.id, country: 'DE' })
    const other = declare(staff.finance, 'both', { onBehalfOf: eve.id, country: 'DE' })
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
  })

  test('finance prove nothing for themselves or who they act for', async () => {
    const proof = { country: 'DE', provedOn: '2026-05-01' }
    const register = `mutation { registerParty(input: { idempotencyKey: "firm", kind: firm, name: "Firm", language: en }) {
      ... on PartyPayload { party { id } } } }`
    const made = await staff.finance.ask<{ registerParty: { party: { id: string } } }>(register)
    for (const [index, onBehalfOf] of [undefined, staff.finance.id, made.registerParty.party.id].entries()) {
      await expect(declare(staff.finance, `own-${index}`, { onBehalfOf, ...proof })).rejects.toMatchObject({
        code: 'PROOF_BY_FINANCE',
      })
    }
  })

  test('nobody else declares for a party, whether it is there or not', async () => {
    for (const onBehalfOf of [ann.id, `Party:${newId()}`]) {
      for (const who of [eve, staff.auditor, staff.approver]) {
        await expect(declare(who, 'foreign', { country: 'DE', onBehalfOf })).rejects.toMatchObject({
          code: 'MANDATE_UNKNOWN',
        })
      }
    }
    const gone = declare(staff.finance, 'gone', { country: 'DE', onBehalfOf: `Party:${newId()}` })
    await expect(gone).rejects.toMatchObject({ code: 'PARTY_UNKNOWN' })
  })
})
