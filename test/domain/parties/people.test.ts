import { describe, expect, test } from '@jest/globals'
import { sqlOf } from '../../../src/database/sql.ts'
import { newId } from '../../../src/domain/ids.ts'
import { changeProfile, type ProfileChange } from '../../../src/domain/parties/people/change-profile.ts'
import { parseName } from '../../../src/domain/parties/people/names.ts'
import { profileOf } from '../../../src/domain/parties/people/profiles.ts'
import { addParty } from '../../../src/domain/parties/people/register-party.ts'
import { useDatabase } from '../../support/database.ts'
import { peopleOf } from '../../support/people.ts'

const database = useDatabase()
const people = peopleOf(database)
const change = (partyId: string, what: Omit<ProfileChange, 'partyId'>) =>
  people.run(em => changeProfile(em, { partyId, ...what }))
const profile = (partyId: string) => profileOf(database.orm.em.fork(), partyId)

describe('a profile', () => {
  test('is never changed: each change is a version of its own', async () => {
    const partyId = await people.party('Ann Ardent')
    await change(partyId, { name: 'Ann Brave', language: 'fr' })
    await change(partyId, { country: 'FR' })
    await change(partyId, { country: null })
    const versions = await sqlOf(database.orm.em.fork())
      .selectFrom('profile')
      .select(['version', 'name', 'language', 'country'])
      .where('partyId', '=', partyId)
      .orderBy('version')
      .execute()
    expect(versions).toEqual([
      { version: 1, name: 'Ann Ardent', language: 'en', country: null },
      { version: 2, name: 'Ann Brave', language: 'fr', country: null },
      { version: 3, name: 'Ann Brave', language: 'fr', country: 'FR' },
      { version: 4, name: 'Ann Brave', language: 'fr', country: null },
    ])
    expect(await profile(partyId)).toEqual({ partyId, kind: 'person', ...versions[3] })
  })

  test('that is changed ten times at once has ten more versions', async () => {
    const partyId = await people.party('Bea')
    await Promise.all(Array.from({ length: 10 }, (_, index) => change(partyId, { name: `Bea ${index}` })))
    expect(await profile(partyId)).toMatchObject({ version: 11 })
  })

  test.each(['update profile set name = $$Eve$$', 'delete from profile', 'truncate profile'])(
    'is kept by the database: %s',
    async statement => {
      const write = people.change(em =>
        em.getConnection().execute(statement, [], 'run', em.getTransactionContext()),
      )
      await expect(write).rejects.toThrow(/permission denied|never changed/)
    },
  )

  test('of nobody cannot be changed', async () => {
    await expect(change(newId(), { name: 'Nobody' })).rejects.toMatchObject({ code: 'PARTY_UNKNOWN' })
  })

  test.each(['', 'F', 'fr', 'FRA', 'F\u0000'])('does not take %j for a country', async country => {
    const partyId = await people.party('Cid')
    const refused = { code: 'COUNTRY_MALFORMED', field: 'country' }
    await expect(change(partyId, { country })).rejects.toMatchObject(refused)
    const firm = { kind: 'firm', name: 'Firm', language: 'en', country } as const
    await expect(people.run(async em => ({ id: await addParty(em, firm) }))).rejects.toMatchObject(refused)
  })
})

describe('a name', () => {
  test.each([
    ['  Ann  ', 'Ann'],
    ['Zoe\u0308', 'Zoë'],
    ["Jean-Marie d'Été", "Jean-Marie d'Été"],
    ['李小龍', '李小龍'],
    ['عائشة', 'عائشة'],
    ['x'.repeat(200), 'x'.repeat(200)],
  ])('%j is kept as it will be printed', (text, name) => {
    expect(parseName(text)).toBe(name)
  })

  test.each([
    ['nothing', ''],
    ['spaces alone', '   '],
    ['201 characters', 'x'.repeat(201)],
    ['a NUL', 'Ann\u0000'],
    ['a line feed', 'Ann\nPaid: 1,000.00'],
    ['a tab', 'Ann\tArdent'],
    ['a line separator', 'Ann\u2028Ardent'],
    ['a paragraph separator', 'Ann\u2029Ardent'],
    ['half a character', 'Ann\uD83D'],
    ['an override of direction', 'Ann\u202Etfig'],
    ['an isolate', 'Ann\u2066x\u2069'],
    ['a mark of direction', 'Ann\u200F1'],
    ['an Arabic mark of direction', 'Ann\u061C1'],
  ])('of %s is refused', (_what, text) => {
    expect(() => parseName(text)).toThrow(
      expect.objectContaining({ code: 'NAME_MALFORMED', message: expect.stringMatching(/this one has \d+/) }),
    )
  })
})
