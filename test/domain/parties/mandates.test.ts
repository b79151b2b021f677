import { beforeAll, describe, expect, test } from '@jest/globals'
import { Person } from '../../../src/cli/demo/client.ts'
import { sqlOf } from '../../../src/database/sql.ts'
import { newId } from '../../../src/domain/ids.ts'
import { endMandate } from '../../../src/domain/parties/mandates/end-mandate.ts'
import { giveMandate, type NewMandate } from '../../../src/domain/parties/mandates/give-mandate.ts'
import { mandatesInForce } from '../../../src/domain/parties/mandates/mandates.ts'
import { registerParty } from '../../../src/domain/parties/people/register-party.ts'
import { peopleOf } from '../../support/people.ts'
import { useServer } from '../../support/server.ts'

const server = useServer({ starts: '2025-03-01T12:00:00Z' })
const people = peopleOf({
  get orm() {
    return server.database.orm
  },
})
const day = (text: string) => new Date(`${text}T00:00:00Z`)
const inForce = async (agentId: string, now: Date) =>
  (await mandatesInForce(server.database.orm.em.fork(), agentId, now)).map(each => each.principalId)

describe('a mandate', () => {
  let [firm, ann, bea] = ['', '', '']
  beforeAll(async () => {
    for (const name of ['Firm', 'Ann', 'Bea']) [firm, ann, bea] = [ann, bea, await people.party(name)]
  })
  const give = (mandate: Partial<NewMandate & { byId: string }>) => {
    const usual = { principalId: firm, agentId: ann, startsAt: day('2025-01-01'), endsAt: null }
    const given = { givenUnderId: null, byId: firm }
    return people.run(em => giveMandate(em, { ...usual, ...given, ...mandate }))
  }
  const end = (mandateId: string, byId: string, ended: Date) =>
    people.run(em => endMandate(em, { mandateId, byId }, ended))

  test('is in force from its first instant until just before its last', async () => {
    await give({ startsAt: day('2025-01-01'), endsAt: day('2025-02-01') })
    expect(await inForce(ann, new Date(day('2025-01-01').getTime() - 1))).toEqual([])
    expect(await inForce(ann, day('2025-01-01'))).toEqual([firm])
    expect(await inForce(ann, new Date(day('2025-02-01').getTime() - 1))).toEqual([firm])
    expect(await inForce(ann, day('2025-02-01'))).toEqual([])
    expect(await inForce(firm, day('2025-01-15'))).toEqual([])
  })

  test('ends when it is ended, and ending it again changes nothing', async () => {
    const { mandateId } = await give({ agentId: bea })
    expect(await inForce(bea, day('2030-01-01'))).toEqual([firm])
    for (const ended of ['2025-05-01', '2025-06-01']) {
      await end(mandateId, firm, day(ended))
      expect(await inForce(bea, day('2025-05-01'))).toEqual([])
      expect(await inForce(bea, day('2025-04-30'))).toEqual([firm])
    }
  })

  test('that is given on ends with the one it is given under, at the latest', async () => {
    const [carl, dora] = [await people.party('Carl'), await people.party('Dora')]
    const until = { startsAt: day('2026-01-01'), endsAt: day('2026-06-01') }
    const { mandateId } = await give({ agentId: carl, ...until })
    await give({ agentId: dora, startsAt: day('2026-01-01'), givenUnderId: mandateId, byId: carl })
    expect(await inForce(dora, day('2026-05-31'))).toEqual([firm])
    expect(await inForce(dora, day('2026-06-01'))).toEqual([])
    await end(mandateId, carl, day('2026-03-01'))
    expect(await inForce(dora, day('2026-03-01'))).toEqual([])
    expect(await inForce(carl, day('2026-03-01'))).toEqual([])
  })

  test.each(['2025-01-01', '2024-12-31'])('that starts on 2025-01-01 cannot end on %s', async endsAt => {
    await expect(give({ endsAt: day(endsAt) })).rejects.toMatchObject({
      code: 'MANDATE_PERIOD_WRONG',
      message: expect.stringContaining(endsAt),
    })
  })

  test('is given to another person only', async () => {
    await expect(give({ agentId: firm })).rejects.toMatchObject({ code: 'NOT_FOR_YOURSELF' })
    await expect(give({ agentId: ann, byId: ann })).rejects.toMatchObject({ code: 'NOT_FOR_YOURSELF' })
  })

  test('needs two parties', async () => {
    await expect(give({ agentId: newId() })).rejects.toMatchObject({ code: 'PARTY_UNKNOWN' })
    await expect(give({ principalId: newId() })).rejects.toMatchObject({ code: 'PARTY_UNKNOWN' })
  })

  test('comes with a party that somebody registers', async () => {
    const minor = { kind: 'person', name: 'Minor', language: 'fr', agentId: bea } as const
    const { partyId } = await people.run(em => registerParty(em, minor, day('2025-07-01')))
    expect(await inForce(bea, day('2025-07-01'))).toEqual([partyId])
  })
})

const REFUSED = '... on Refusal { __typename code message field }'
const REGISTER = `mutation ($input: RegisterPartyInput!) {
  registerParty(input: $input) { ... on PartyPayload { party { id } } ${REFUSED} }
}`
const RENAME = `mutation ($input: ChangeProfileInput!) {
  changeProfile(input: $input) { ... on PartyPayload { party { id name } replayed } ${REFUSED} }
}`
const GIVE = `mutation ($input: GiveMandateInput!) {
  giveMandate(input: $input) { ... on PartyPayload { party { id } } ${REFUSED} }
}`
const END = `mutation ($id: ID!, $key: String!) {
  endMandate(mandateId: $id, idempotencyKey: $key) { ... on PartyPayload { party { id } replayed } ${REFUSED} }
}`
type Named = { changeProfile: { party: { id: string; name: string }; replayed: boolean } }
type Mandates = { viewer: { mandates: { id: string; endsAt: string | null }[]; actsFor: { id: string }[] } }
const MANDATES = '{ viewer { actsFor { id } mandates { id endsAt } } }'

describe('acting for a party', () => {
  let [ann, bea, eve] = [] as unknown as [Person, Person, Person]
  let firmId: string
  beforeAll(async () => {
    const join = (name: string) => {
      const email = `${name.toLowerCase()}@x.example`
      return Person.join(server.url, { email, name, password: 'long enough 1', language: 'en' })
    }
    ;[ann, bea, eve] = [await join('Ann'), await join('Bea'), await join('Eve')]
    const input = { idempotencyKey: 'firm', kind: 'firm', name: 'Firm', language: 'en' }
    const made = await ann.ask<{ registerParty: { party: { id: string } } }>(REGISTER, { input })
    firmId = made.registerParty.party.id
  })
  const rename = (who: Person, name: string, onBehalfOf = firmId) =>
    who.ask<Named>(RENAME, {
      input: { idempotencyKey: `name-${name.replaceAll(' ', '-')}`, onBehalfOf, name },
    })

  test('is for who registered it, and each act shows for whom and by which mandate', async () => {
    expect(await rename(ann, 'Firm Ltd')).toEqual({
      changeProfile: { party: { id: firmId, name: 'Firm Ltd' }, replayed: false },
    })
    const { viewer } = await ann.ask<Mandates>(MANDATES)
    const [mandate] = viewer.mandates
    const act = await sqlOf(server.database.orm.em.fork())
      .selectFrom('act')
      .select(['actorId', 'onBehalfOfId', 'mandateId', 'verb', 'channel'])
      .orderBy('id', 'desc')
      .executeTakeFirst()
    expect(act).toEqual({
      actorId: ann.id.replace('Party:', ''),
      onBehalfOfId: firmId.replace('Party:', ''),
      mandateId: mandate?.id.replace('Mandate:', ''),
      verb: 'changeProfile',
      channel: 'api',
    })
  })

  test('is refused to a stranger, for parties there are and parties there are not', async () => {
    for (const partyId of [firmId, ann.id, `Party:${newId()}`]) {
      await expect(rename(eve, 'Mine', partyId)).rejects.toMatchObject({
        code: 'MANDATE_UNKNOWN',
        message: expect.stringContaining(partyId.replace('Party:', '')),
      })
    }
    await expect(rename(eve, 'Mine', 'Project:not-an-id')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('ends with the mandate, at once and on its day', async () => {
    const until = '2025-03-01T12:10:00Z'
    const mandate = { onBehalfOf: firmId, agentId: bea.id, endsAt: until }
    await ann.ask(GIVE, { input: { ...mandate, idempotencyKey: 'give-1' } })
    await rename(bea, 'Firm of Bea')
    server.clock.move?.(new Date(until))
    await expect(rename(bea, 'Firm of Bea for ever')).rejects.toMatchObject({ code: 'MANDATE_UNKNOWN' })
    await ann.ask(GIVE, { input: { onBehalfOf: firmId, agentId: bea.id, idempotencyKey: 'give-2' } })
    await rename(bea, 'Firm of Bea again')
    const { viewer } = await bea.ask<Mandates>(MANDATES)
    expect(viewer.actsFor).toEqual([{ id: firmId }])
    await ann.ask(END, { id: viewer.mandates[0]?.id, key: 'end-1' })
    await expect(rename(bea, 'Firm of Bea once more')).rejects.toMatchObject({ code: 'MANDATE_UNKNOWN' })
    expect(await bea.ask(MANDATES)).toMatchObject({ viewer: { actsFor: [] } })
  })

  test('is not prolonged by who acts', async () => {
    const mandate = { onBehalfOf: firmId, agentId: bea.id, endsAt: '2025-03-01T13:00:00Z' }
    await ann.ask(GIVE, { input: { ...mandate, idempotencyKey: 'give-3' } })
    const forEver = { onBehalfOf: firmId, agentId: bea.id, idempotencyKey: 'mine' }
    await expect(bea.ask(GIVE, { input: forEver })).rejects.toMatchObject({ code: 'NOT_FOR_YOURSELF' })
  })

  test('is ended by the two of them only, and a key ends one mandate', async () => {
    const { viewer } = await bea.ask<Mandates>(MANDATES)
    const [latest, earlier] = viewer.mandates.map(each => each.id)
    const end = (who: Person, id: string | undefined) => who.ask(END, { id, key: 'end-2' })
    await expect(end(eve, latest)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await end(bea, latest)
    expect(await end(bea, latest)).toMatchObject({ endMandate: { replayed: true } })
    await expect(end(bea, earlier)).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
  })

  test('is not ended by who was let act under it', async () => {
    await ann.ask(GIVE, { input: { onBehalfOf: firmId, agentId: bea.id, idempotencyKey: 'give-on' } })
    const { viewer } = await bea.ask<Mandates>(MANDATES)
    const annsOwn = viewer.mandates.at(-1)?.id
    await expect(bea.ask(END, { id: annsOwn, key: 'coup' })).rejects.toMatchObject({
      code: 'MANDATE_NOT_YOURS',
    })
    expect(await ann.ask(MANDATES)).toMatchObject({ viewer: { actsFor: [{ id: firmId }] } })
    await bea.ask(END, { id: viewer.mandates[0]?.id, key: 'own' })
  })

  test('is seen by both of them', async () => {
    const seen = '{ viewer { mandates { principalName agentName } } }'
    await ann.ask(GIVE, { input: { onBehalfOf: firmId, agentId: bea.id, idempotencyKey: 'give-4' } })
    for (const person of [ann, bea]) {
      expect(await person.ask(seen)).toMatchObject({
        viewer: {
          mandates: expect.arrayContaining([{ principalName: 'Firm of Bea again', agentName: 'Bea' }]),
        },
      })
    }
  })
})
