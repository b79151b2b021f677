import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from '@jest/globals'
import type { EntityManager } from '@mikro-orm/postgresql'
import { newId } from '../../../src/domain/ids.ts'
import { endMandate } from '../../../src/domain/parties/mandates/end-mandate.ts'
import { giveMandate, type NewMandate } from '../../../src/domain/parties/mandates/give-mandate.ts'
import { mandatesInForce } from '../../../src/domain/parties/mandates/mandates.ts'
import { useDatabase } from '../../support/database.ts'
import { peopleOf } from '../../support/people.ts'

const database = useDatabase()
const people = peopleOf(database)
const day = (text: string) => new Date(`${text}T00:00:00Z`)
const inForce = async (agentId: string, now: Date) =>
  (await mandatesInForce(database.orm.em.fork(), agentId, now)).map(each => each.principalId)

let [firm, ann] = ['', '']
beforeAll(async () => {
  firm = await people.party('Firm')
  ann = await people.party('Ann')
})

type Given = Partial<NewMandate & { byId: string }>
const giving = (mandate: Given) => (em: EntityManager) => {
  const usual = { principalId: firm, agentId: ann, startsAt: day('2025-01-01'), endsAt: null }
  return giveMandate(em, { ...usual, givenUnderId: null, byId: firm, ...mandate })
}
const give = (mandate: Given) => people.run(giving(mandate))
const end = (mandateId: string, byId: string, ended = day('2025-05-01')) =>
  people.run(em => endMandate(em, { mandateId, byId }, ended))

/** The firm lets a director act, he an employee, she a temp; and a friend whom the firm lets act beside them. */
async function chain() {
  const [director, employee, temp, friend] = [
    await people.party('Director'),
    await people.party('Employee'),
    await people.party('Temp'),
    await people.party('Friend'),
  ]
  const { mandateId: top } = await give({ agentId: director })
  const { mandateId: middle } = await give({ agentId: employee, byId: director, givenUnderId: top })
  const { mandateId: low } = await give({ agentId: temp, byId: employee, givenUnderId: middle })
  await give({ agentId: friend })
  return { people: { firm, director, employee, temp, friend }, mandates: { top, middle, low } }
}

test.each([
  ['top', ['firm', 'director'], ['employee', 'temp', 'friend']],
  ['middle', ['firm', 'director', 'employee'], ['temp', 'friend']],
  ['low', ['firm', 'director', 'employee', 'temp'], ['friend']],
] as const)('a mandate at the %s of a chain is ended by %j and not by %j', async (which, may, mayNot) => {
  const made = await chain()
  for (const who of mayNot) {
    await expect(end(made.mandates[which], made.people[who])).rejects.toMatchObject({
      code: 'MANDATE_NOT_YOURS',
    })
  }
  expect(await inForce(made.people.temp, day('2025-06-01'))).toEqual([firm])
  for (const who of may) {
    const again = await chain()
    await end(again.mandates[which], again.people[who])
    expect(await inForce(again.people.temp, day('2025-06-01'))).toEqual([])
  }
})

test('a mandate that there is not is ended by nobody', async () => {
  await expect(end(newId(), ann)).rejects.toMatchObject({ code: 'MANDATE_NOT_YOURS' })
})

test('a mandate is given on only under one of the giver’s own, for the same party, that is in force', async () => {
  const { people: who, mandates } = await chain()
  const fifth = { agentId: await people.party('Fifth'), byId: who.director, givenUnderId: mandates.top }
  const until = day('2025-02-01')
  const { mandateId: short } = await give({ agentId: who.director, endsAt: until })
  await end(mandates.middle, who.director, day('2025-03-01'))
  for (const wrong of [
    { byId: who.friend },
    { givenUnderId: mandates.low },
    { principalId: ann },
    { givenUnderId: newId() },
    { givenUnderId: short, startsAt: until },
    { givenUnderId: mandates.middle, byId: who.employee },
  ]) {
    await expect(give({ ...fifth, ...wrong })).rejects.toMatchObject({ code: 'MANDATE_UNKNOWN' })
  }
  await give(fifth)
})

test('a mandate that is given on while the one above it is ended does not outlive it', async () => {
  const { people: who, mandates } = await chain()
  const late = await people.party('Late')
  const giveOn = giving({ agentId: late, byId: who.director, givenUnderId: mandates.top })
  const [given, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const giver = people.run(async em => {
    const made = await giveOn(em)
    given.resolve()
    await go.promise
    return made
  })
  await given.promise
  const ender = end(mandates.top, firm)
  await sleep(100)
  go.resolve()
  await Promise.all([giver, ender])
  expect(await inForce(late, day('2025-06-01'))).toEqual([])
})

test('a mandate is not given on by a request that waited while the one above it was ended', async () => {
  const { people: who, mandates } = await chain()
  const [ended, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const ender = people.run(async em => {
    const made = await endMandate(em, { mandateId: mandates.top, byId: firm }, day('2025-05-01'))
    ended.resolve()
    await go.promise
    return made
  })
  await ended.promise
  const giver = give({ agentId: ann, byId: who.director, givenUnderId: mandates.top })
  const refused = expect(giver).rejects.toMatchObject({ code: 'MANDATE_UNKNOWN' })
  await sleep(100)
  go.resolve()
  await Promise.all([ender, refused])
})
