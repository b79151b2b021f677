import { act, transact } from '../../src/act.ts'
import type { Orm } from '../../src/database/orm.ts'
import type { Made } from '../../src/domain/acts/act.ts'
import { system } from '../../src/domain/acts/actor.ts'
import { checkPassword } from '../../src/domain/parties/access/check-password.ts'
import { confirmEmail, join } from '../../src/domain/parties/access/join.ts'
import { hashPassword } from '../../src/domain/parties/access/passwords.ts'
import { openSession } from '../../src/domain/parties/access/sessions.ts'
import { messagesTo } from '../../src/domain/parties/messages/messages.ts'
import { addParty } from '../../src/domain/parties/people/register-party.ts'

type Work<T> = Parameters<typeof transact<T>>[2]

/** People of a test who join and sign in through the verbs, at the instants it says. */
export function peopleOf(database: { orm: Orm }) {
  const run = <M extends Made>(work: Work<M>, now = new Date(0)) =>
    act(database.orm, { actor: system('cli'), verb: 'test', now }, work).then(done => done.made)
  const change = <T>(work: Work<T>) => transact(database.orm, 'test', work)

  /** The mails to an address, newest first. */
  const mails = (email: string) => messagesTo(database.orm.em.fork(), email, 20)

  /** The code in the newest mail to an address. */
  async function mailedCode(email: string): Promise<string> {
    const [mail] = await mails(email)
    return /\b[A-Z2-9]{8}\b/.exec(mail?.body ?? '')?.[0] ?? ''
  }

  const askToJoin = (email: string, now: Date): Promise<void> =>
    change(em => join(em, { email, name: 'Ann', language: 'en' }, now))

  async function confirm(email: string, code: string, now: Date, password = 'long enough 1') {
    const passwordHash = await hashPassword(password)
    return run(em => confirmEmail(em, { email, code, passwordHash }, now), now)
  }

  /** Somebody with an account. */
  async function joined(email: string, now: Date, password = 'long enough 1') {
    await askToJoin(email, now)
    return confirm(email, await mailedCode(email), now, password)
  }

  const signIn = (email: string, password = 'long enough 1') =>
    checkPassword(database.orm.em.fork(), { email, password })

  const session = (loginId: string, now: Date) => change(em => openSession(em, loginId, now))

  /** Somebody who does not sign in. */
  const party = async (name: string) =>
    (await run(async em => ({ id: await addParty(em, { kind: 'person', name, language: 'en' }) }))).id

  return { run, change, mails, mailedCode, askToJoin, confirm, joined, signIn, session, party }
}
