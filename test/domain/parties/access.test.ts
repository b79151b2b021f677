import { describe, expect, test } from '@jest/globals'
import { passwordHashOf, sessionsOf } from '../../../src/domain/parties/access/logins.ts'
import { hashPassword, passwordMatches } from '../../../src/domain/parties/access/passwords.ts'
import { requestPasswordReset, resetPassword } from '../../../src/domain/parties/access/reset-password.ts'
import { endSession, renewSession } from '../../../src/domain/parties/access/sessions.ts'
import { viewersOf } from '../../../src/domain/parties/access/viewer.ts'
import { useDatabase } from '../../support/database.ts'
import { peopleOf } from '../../support/people.ts'

const database = useDatabase()
const people = peopleOf(database)
const noon = new Date('2025-03-01T12:00:00Z')
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
const DAYS = 24 * 60
const WRONG = { code: 'CODE_WRONG', message: expect.stringContaining('15 minutes') }

describe('joining', () => {
  test('makes an account only when the code comes back', async () => {
    await people.askToJoin('ann@x.example', noon)
    await expect(people.signIn('ann@x.example')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    const { loginId } = await people.confirm('ann@x.example', await people.mailedCode('ann@x.example'), noon)
    expect(await people.signIn('ann@x.example')).toBe(loginId)
  })

  test('reads the code without regard to case, spaces and dashes', async () => {
    await people.askToJoin('bea@x.example', noon)
    const code = await people.mailedCode('bea@x.example')
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `
    expect(await people.confirm('BEA@x.example', typed, noon)).toHaveProperty('loginId')
  })

  test('takes each code once', async () => {
    await people.askToJoin('cid@x.example', noon)
    const code = await people.mailedCode('cid@x.example')
    const all = await Promise.allSettled([1, 2, 3].map(() => people.confirm('cid@x.example', code, noon)))
    expect(all.filter(each => each.status === 'fulfilled')).toHaveLength(1)
    await expect(people.confirm('cid@x.example', code, noon)).rejects.toMatchObject(WRONG)
  })

  test('refuses a wrong code, one of another address, and one that is older than its time', async () => {
    await people.askToJoin('dan@x.example', noon)
    await people.askToJoin('eve@x.example', noon)
    const code = await people.mailedCode('dan@x.example')
    for (const [email, text, now] of [
      ['dan@x.example', 'AAAAAAAA', noon],
      ['dan@x.example', '', noon],
      ['eve@x.example', code, noon],
      ['nobody@x.example', code, noon],
      ['dan@x.example', code, later(15)],
    ] as const) {
      await expect(people.confirm(email, text, now)).rejects.toMatchObject(WRONG)
    }
    expect(await people.confirm('dan@x.example', code, later(14.9))).toHaveProperty('loginId')
  })

  test('again gives a new code, and the one before works no more', async () => {
    await people.askToJoin('fay@x.example', noon)
    const first = await people.mailedCode('fay@x.example')
    await people.askToJoin('fay@x.example', noon)
    const second = await people.mailedCode('fay@x.example')
    await expect(people.confirm('fay@x.example', first, noon)).rejects.toMatchObject(WRONG)
    expect(await people.confirm('fay@x.example', second, noon)).toHaveProperty('loginId')
  })

  test('with an address that has an account tells nobody but its owner', async () => {
    await people.joined('gus@x.example', noon)
    expect(await people.askToJoin('gus@x.example', noon)).toBeUndefined()
    expect(await people.askToJoin('Gus@X.example', noon)).toBeUndefined()
    const [mail] = await people.mails('gus@x.example')
    expect(mail).toMatchObject({ subject: 'You already have an account' })
    expect(await people.mailedCode('gus@x.example')).toBe('')
    expect(await people.signIn('gus@x.example')).toEqual(expect.any(String))
    await expect(people.signIn('gus@x.example', 'another password')).rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
    })
  })

  test.each(['', 'ann', 'ann@', '@x.example', 'a b@x.example', 'ann@x', 'ann@x.example\nBcc: all@x.example'])(
    'refuses the address %j',
    async email => {
      await expect(people.askToJoin(email, noon)).rejects.toMatchObject({
        code: 'ADDRESS_MALFORMED',
        field: 'email',
      })
    },
  )
})

describe('a password', () => {
  test.each([0, 1, 9, 201])('of %i characters is refused', async length => {
    await expect(hashPassword('x'.repeat(length))).rejects.toMatchObject({
      code: 'PASSWORD_TOO_SHORT',
      message: expect.stringContaining(`this one has ${length}`),
    })
  })

  test('is kept as Argon2id of 19 MiB and 2 passes, with a salt of its own', async () => {
    const [one, two] = [await hashPassword('long enough 1'), await hashPassword('long enough 1')]
    const format = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/
    expect(one).toMatch(format)
    expect(two).toMatch(format)
    expect(one).not.toBe(two)
    expect(await passwordMatches('long enough 1', one)).toBe(true)
    expect(await passwordMatches('long enough 2', one)).toBe(false)
  })

  test('is checked by what its hash says about itself', async () => {
    // From the test vectors of the reference implementation (phc-winner-argon2, src/test.c): 64 MiB, 2 passes.
    const other = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    expect(await passwordMatches('password', other)).toBe(true)
    expect(await passwordMatches('Password', other)).toBe(false)
  })

  test('of 10 and of 200 characters works', async () => {
    for (const password of ['0123456789', 'é'.repeat(200)]) {
      expect(await passwordMatches(password, await hashPassword(password))).toBe(true)
    }
  })

  test('that only begins like the right one is wrong', async () => {
    const longest = 'x'.repeat(200)
    expect(await passwordMatches(`${longest}y`, await hashPassword(longest))).toBe(false)
  })

  test('is wrong for an address without account, in the same words', async () => {
    await people.joined('hal@x.example', noon)
    const [unknown, wrong] = await Promise.allSettled([
      people.signIn('unknown@x.example'),
      people.signIn('hal@x.example', 'wrong password'),
    ])
    expect(unknown).toEqual(wrong)
    expect(unknown).toMatchObject({ status: 'rejected', reason: { code: 'SIGN_IN_FAILED', field: null } })
    expect(await passwordMatches('anything at all', undefined)).toBe(false)
  })
})

describe('a forgotten password', () => {
  const reset = (email: string, code: string, password: string, now = noon) =>
    hashPassword(password).then(passwordHash =>
      people.run(em => resetPassword(em, { email, code, passwordHash }, now), now),
    )
  const request = (email: string, now = noon) => people.change(em => requestPasswordReset(em, { email }, now))

  test('is replaced with the code from the mail, and all sessions end', async () => {
    const { loginId, partyId } = await people.joined('ida@x.example', noon)
    const sessions = [await people.session(loginId, noon), await people.session(loginId, noon)]
    await request('ida@x.example')
    await reset('ida@x.example', await people.mailedCode('ida@x.example'), 'a new password')
    const em = database.orm.em.fork()
    for (const { sessionId, refreshCode } of sessions) {
      expect((await sessionsOf(em, [sessionId])).get(sessionId)).toBeUndefined()
      expect(await people.change(tx => renewSession(tx, refreshCode, noon))).toBeNull()
    }
    await expect(people.signIn('ida@x.example')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(await people.signIn('ida@x.example', 'a new password')).toBe(loginId)
    expect(await passwordHashOf(em, loginId)).toMatchObject({ version: 2 })
    expect(partyId).toEqual(expect.any(String))
  })

  test('stays when nobody brings the code back', async () => {
    await people.joined('jim@x.example', noon)
    await request('jim@x.example')
    expect(await people.signIn('jim@x.example')).toEqual(expect.any(String))
  })

  test('of an address without account is asked for in vain, and nobody can tell', async () => {
    expect(await request('stranger@x.example')).toBeUndefined()
    expect(await people.mails('stranger@x.example')).toEqual([])
    await expect(reset('stranger@x.example', 'AAAAAAAA', 'a new password')).rejects.toMatchObject(WRONG)
  })

  test('is not replaced with a code for joining, a used code or an old one', async () => {
    await people.askToJoin('kim@x.example', noon)
    const joining = await people.mailedCode('kim@x.example')
    await people.confirm('kim@x.example', joining, noon)
    await request('kim@x.example')
    const code = await people.mailedCode('kim@x.example')
    await expect(reset('kim@x.example', joining, 'a new password')).rejects.toMatchObject(WRONG)
    await expect(reset('kim@x.example', code, 'a new password', later(15))).rejects.toMatchObject(WRONG)
    await reset('kim@x.example', code, 'a new password')
    await expect(reset('kim@x.example', code, 'a third password')).rejects.toMatchObject(WRONG)
  })
})

describe('a session', () => {
  const renew = (refreshCode: string, now: Date) => people.change(em => renewSession(em, refreshCode, now))
  const personAt = async (sessionId: string, now: Date) => {
    const [viewer] = await viewersOf(database.orm.em.fork(), [{ sessionId, now }])
    return viewer ? { loginId: viewer.loginId, partyId: viewer.partyId } : undefined
  }

  test('is renewed with its latest code only, which changes each time', async () => {
    const { loginId, partyId } = await people.joined('lea@x.example', noon)
    const first = await people.session(loginId, noon)
    const second = await renew(first.refreshCode, later(1))
    expect(second).toEqual({ ...first, refreshCode: expect.any(String) })
    expect(second?.refreshCode).not.toBe(first.refreshCode)
    expect(await personAt(first.sessionId, later(2))).toEqual({ loginId, partyId })
    expect(await renew(second?.refreshCode ?? '', later(3))).toHaveProperty('refreshCode')
    expect(await renew('never given', later(3))).toBeNull()
  })

  test('ends when a code that was used comes again: somebody has a copy', async () => {
    const { loginId } = await people.joined('max@x.example', noon)
    const first = await people.session(loginId, noon)
    const second = await renew(first.refreshCode, later(1))
    expect(await renew(first.refreshCode, later(2))).toBeNull()
    expect(await personAt(first.sessionId, later(2))).toBeUndefined()
    expect(await renew(second?.refreshCode ?? '', later(2))).toBeNull()
  })

  test('that two devices renew at once is renewed once', async () => {
    const { loginId } = await people.joined('mia@x.example', noon)
    const { refreshCode } = await people.session(loginId, noon)
    const all = await Promise.all([1, 2, 3].map(() => renew(refreshCode, noon)))
    expect(all.filter(renewed => renewed !== null)).toHaveLength(1)
  })

  test('lives 30 days from its last renewal', async () => {
    const { loginId } = await people.joined('ned@x.example', noon)
    const { sessionId, refreshCode } = await people.session(loginId, noon)
    expect(await personAt(sessionId, later(30 * DAYS - 1))).toMatchObject({ loginId })
    const next = await renew(refreshCode, later(30 * DAYS - 1))
    expect(await personAt(sessionId, later(60 * DAYS - 2))).toMatchObject({ loginId })
    expect(await personAt(sessionId, later(60 * DAYS - 1))).toBeUndefined()
    expect(await renew(next?.refreshCode ?? '', later(60 * DAYS - 1))).toBeNull()
  })

  test('that is ended stops at once, and no other one with it', async () => {
    const { loginId } = await people.joined('ole@x.example', noon)
    const [here, there] = [await people.session(loginId, noon), await people.session(loginId, noon)]
    await people.change(em => endSession(em, here.sessionId, noon))
    expect(await personAt(here.sessionId, noon)).toBeUndefined()
    expect(await renew(here.refreshCode, noon)).toBeNull()
    expect(await personAt(there.sessionId, noon)).toMatchObject({ loginId })
  })
})
