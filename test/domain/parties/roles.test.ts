import { beforeAll, describe, expect, test } from '@jest/globals'
import { NOTHING, newId } from '../../../src/domain/ids.ts'
import { viewersOf } from '../../../src/domain/parties/access/viewer.ts'
import { appendGrant, changeRole, type RoleChange } from '../../../src/domain/parties/roles/change-role.ts'
import { holdsRole, rolesOf } from '../../../src/domain/parties/roles/roles.ts'
import { useDatabase } from '../../support/database.ts'
import { peopleOf } from '../../support/people.ts'

const database = useDatabase()
const people = peopleOf(database)
const [project, another] = [newId(), newId()]
let [ann, byId] = ['', '']

const administrator = async (name: string) => {
  const partyId = await people.party(name)
  await people.run(async em => {
    await appendGrant(em, { partyId, role: 'admin', scopeId: NOTHING, granted: true })
    return { partyId }
  })
  return partyId
}

beforeAll(async () => {
  ann = await people.party('Ann')
  byId = await administrator('Adrienne')
})

const change = (role: RoleChange['role'], granted: boolean, rest: Partial<RoleChange> = {}) =>
  people.run(em => changeRole(em, { partyId: ann, role, projectId: null, granted, byId, ...rest }))
const held = async (partyId: string) =>
  (await rolesOf(database.orm.em.fork(), [partyId])).map(({ role, scopeId }) => [role, scopeId])

describe('a role', () => {
  test('is given and taken as often as needed, and the story stays', async () => {
    for (const granted of [true, false, true, false]) {
      await change('auditor', granted)
      expect(await holdsRole(database.orm.em.fork(), ann, 'auditor')).toBe(granted)
    }
    expect(await held(ann)).toEqual([])
  })

  test.each([true, false])('is given and taken by another person only (given: %s)', async granted => {
    const refused = change('finance', granted, { byId: ann })
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOR_YOURSELF', field: 'partyId' })
  })

  test('that is held is not given again, and one that is not held is not taken', async () => {
    await expect(change('finance', false)).rejects.toMatchObject({
      code: 'ROLE_UNCHANGED',
      message: 'The role "finance" is not held.',
    })
    await change('finance', true)
    await expect(change('finance', true)).rejects.toMatchObject({
      code: 'ROLE_UNCHANGED',
      message: 'The role "finance" is already held.',
    })
    await change('finance', false)
  })

  test('that two administrators give at once is given once', async () => {
    const all = await Promise.allSettled([change('approver', true), change('approver', true)])
    expect(all.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await held(ann)).toEqual([['approver', NOTHING]])
  })

  test.each(['issuer', 'partner'] as const)('of %s is held in one project and no other', async role => {
    await expect(change(role, true)).rejects.toMatchObject({
      code: 'ROLE_SCOPE_WRONG',
      message: `The role "${role}" needs a project.`,
    })
    const bea = await people.party('Bea')
    await change(role, true, { partyId: bea, projectId: project })
    expect(await held(bea)).toEqual([[role, project]])
    expect(await holdsRole(database.orm.em.fork(), bea, role, another)).toBe(false)
    await expect(change(role, false, { partyId: bea, projectId: another })).rejects.toMatchObject({
      code: 'ROLE_UNCHANGED',
    })
  })

  test.each(['finance', 'approver', 'auditor', 'admin', 'service'] as const)(
    'of %s is tied to no project',
    async role => {
      await expect(change(role, true, { projectId: project })).rejects.toMatchObject({
        code: 'ROLE_SCOPE_WRONG',
        message: `The role "${role}" is not tied to a project.`,
      })
    },
  )

  test('needs somebody to hold it', async () => {
    const partyId = newId()
    await expect(change('finance', true, { partyId })).rejects.toMatchObject({
      code: 'PARTY_UNKNOWN',
      message: expect.stringContaining(partyId),
    })
  })

  test('is changed by an administrator only, as he is when it is his turn', async () => {
    const bea = await people.party('Bea')
    const refused = expect.objectContaining({ code: 'NOT_ADMINISTRATOR' })
    await expect(change('auditor', true, { byId: bea })).rejects.toEqual(refused)
    await change('finance', true, { partyId: bea })
    await expect(change('auditor', true, { byId: bea })).rejects.toEqual(refused)
    await change('admin', true, { partyId: bea })
    await change('auditor', true, { byId: bea })
    await change('admin', false, { partyId: bea })
    await expect(change('auditor', false, { byId: bea })).rejects.toEqual(refused)
  })

  test.each([2, 3, 4])(
    'of administrator is never taken from all of %i who take it from each other at once',
    async count => {
      const ring = await Promise.all(Array.from({ length: count }, (_, index) => administrator(`A${index}`)))
      const taken = await Promise.allSettled(
        ring.map((partyId, index) =>
          change('admin', false, { partyId, byId: ring[(index + 1) % count] as string }),
        ),
      )
      const refused = taken.flatMap(each => (each.status === 'rejected' ? [each.reason.code] : []))
      expect(refused).toEqual(refused.map(() => 'NOT_ADMINISTRATOR'))
      const left = (await rolesOf(database.orm.em.fork(), ring)).filter(({ role }) => role === 'admin')
      expect(left.length).toBe(refused.length)
      expect(left.length).toBeGreaterThan(0)
    },
  )

  test('counts, and stops to count, for a session that is open', async () => {
    const now = new Date('2025-03-01T12:00:00Z')
    const { loginId, partyId } = await people.joined('cid@x.example', now)
    const { sessionId } = await people.session(loginId, now)
    const roles = async () => [
      ...((await viewersOf(database.orm.em.fork(), [{ sessionId, now }]))[0]?.roles ?? []),
    ]
    expect(await roles()).toEqual([])
    await change('approver', true, { partyId })
    expect(await roles()).toEqual(['approver'])
    await change('approver', false, { partyId })
    expect(await roles()).toEqual([])
  })
})
