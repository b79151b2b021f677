import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { TEXTS } from '../messages/texts.ts'
import { writeMessage } from '../messages/write-message.ts'
import { lockParty } from '../people/lock-party.ts'
import { parseAddress } from '../people/names.ts'
import { profileOf } from '../people/profiles.ts'
import { refuse } from '../refusals.ts'
import { CODE_MINUTES } from './codes.ts'
import { loginOf, passwordHashOf } from './logins.ts'
import { issueCode, useCode } from './use-code.ts'

/** Sends a code to the mailbox of an account. For an address without account nothing happens, and nobody can tell. */
export async function requestPasswordReset(
  em: EntityManager,
  input: { email: string },
  now: Date,
): Promise<void> {
  const { key } = parseAddress(input.email)
  const login = await loginOf(em, key)
  if (login === undefined) return
  const { language } = await profileOf(em, login.partyId)
  const code = await issueCode(em, { purpose: 'reset', addressKey: key }, now)
  await writeMessage(
    em,
    { address: login.address, ...TEXTS[language].reset({ code, minutes: CODE_MINUTES }) },
    now,
  )
}

/** Sets a new password with the code, and ends every session. Refuses CODE_WRONG. */
export async function resetPassword(
  em: EntityManager,
  input: { email: string; code: string; passwordHash: string },
  now: Date,
): Promise<{ loginId: string; partyId: string }> {
  const { key } = parseAddress(input.email)
  await useCode(em, { purpose: 'reset', addressKey: key, text: input.code }, now)
  const login = await loginOf(em, key)
  if (login === undefined) throw refuse.CODE_WRONG({ minutes: CODE_MINUTES })
  const { loginId, partyId } = login
  await lockParty(em, partyId)
  const { version } = await passwordHashOf(em, loginId)
  await sqlOf(em)
    .insertInto('credential')
    .values({ loginId, version: version + 1, hash: input.passwordHash })
    .execute()
  await sqlOf(em)
    .updateTable('session')
    .set({ endedAt: now })
    .where('loginId', '=', loginId)
    .where('endedAt', 'is', null)
    .execute()
  return { loginId, partyId }
}
