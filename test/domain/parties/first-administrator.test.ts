import { describe, expect, test } from '@jest/globals'
import {
  claimFirstAdministrator,
  inviteFirstAdministrator,
} from '../../../src/domain/parties/access/first-administrator.ts'
import { rolesOf } from '../../../src/domain/parties/roles/roles.ts'
import { useDatabase } from '../../support/database.ts'
import { peopleOf } from '../../support/people.ts'

const database = useDatabase()
const people = peopleOf(database)
const noon = new Date('2025-03-01T12:00:00Z')
const later = new Date(noon.getTime() + 15 * 60_000)

const invite = (now = noon) => people.change(em => inviteFirstAdministrator(em, now))
const claim = (code: string | null, email = 'admin@x.example', now = noon) => {
  const person = { email, name: 'Ada', language: 'en', passwordHash: 'not used here' } as const
  return people.run(em => claimFirstAdministrator(em, { code: code ?? '', ...person }, now), now)
}

/** There is one first administrator per database, so these tests follow each other. */
describe('the first administrator', () => {
  test('is nobody who does not know the code that was printed', async () => {
    const code = await invite()
    expect(code).toMatch(/^[A-Z2-9]{8}$/)
    for (const [text, now] of [
      ['AAAAAAAA', noon],
      ['', noon],
      [code, later],
    ] as const) {
      await expect(claim(text, 'eve@x.example', now)).rejects.toMatchObject({ code: 'CODE_WRONG' })
    }
  })

  test('is not made with a code that was mailed for joining', async () => {
    await people.askToJoin('eve@x.example', noon)
    const code = await people.mailedCode('eve@x.example')
    await expect(claim(code, 'eve@x.example')).rejects.toMatchObject({ code: 'CODE_WRONG' })
  })

  test('needs the newest code: the program printed another at its next start', async () => {
    const [before] = [await invite(), await invite()]
    await expect(claim(before)).rejects.toMatchObject({ code: 'CODE_WRONG' })
  })

  test('needs an address and a name, and may try again with the same code', async () => {
    const code = await invite()
    await expect(claim(code, 'no address')).rejects.toMatchObject({ code: 'ADDRESS_MALFORMED' })
    await expect(claim('AAAAAAAA')).rejects.toMatchObject({ code: 'CODE_WRONG' })
  })

  test('is one, however many claim it at once', async () => {
    const code = await invite()
    const all = await Promise.allSettled(['ada', 'bob', 'cy'].map(name => claim(code, `${name}@x.example`)))
    const made = all.flatMap(each => (each.status === 'fulfilled' ? [each.value.partyId] : []))
    const refused = all.flatMap(each => (each.status === 'rejected' ? [each.reason.code] : []))
    expect(made).toHaveLength(1)
    expect(refused).toEqual(['ALREADY_HAS_ADMINISTRATOR', 'ALREADY_HAS_ADMINISTRATOR'])
    expect(await rolesOf(database.orm.em.fork(), made)).toMatchObject([{ role: 'admin' }])
  })

  test('is not made again: no code is printed, and none works', async () => {
    expect(await invite()).toBeNull()
    await expect(claim('AAAAAAAA', 'second@x.example')).rejects.toMatchObject({
      code: 'ALREADY_HAS_ADMINISTRATOR',
    })
  })
})
