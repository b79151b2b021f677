import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { TEXTS } from '../messages/texts.ts'
import { writeMessage } from '../messages/write-message.ts'
import { parseAddress, parseName } from '../people/names.ts'
import type { Language } from '../people/party.ts'
import { addParty } from '../people/register-party.ts'
import { refuse } from '../refusals.ts'
import { CODE_MINUTES } from './codes.ts'
import type { Joining } from './login.ts'
import { loginOf } from './logins.ts'
import { issueCode, useCode } from './use-code.ts'

/**
 * Somebody asks to join: a code goes to his mailbox, and nothing else happens before he brings it back. The answer
 * is the same whether or not the address has an account; only its owner's mail tells.
 */
export async function join(
  em: EntityManager,
  input: { email: string; name: string; language: Language },
  now: Date,
): Promise<void> {
  const { address, key } = parseAddress(input.email)
  const { language } = input
  const joining = { address, name: parseName(input.name), language }
  if ((await loginOf(em, key)) !== undefined) {
    return writeMessage(em, { address, ...TEXTS[language].alreadyJoined() }, now)
  }
  const code = await issueCode(em, { purpose: 'join', addressKey: key, joining }, now)
  await writeMessage(em, { address, ...TEXTS[language].join({ code, minutes: CODE_MINUTES }) }, now)
}

/**
 * He brought the code back and chose a password: the account comes into being. The password comes only now, from
 * whoever reads the mailbox: a stranger who asks in his name cannot choose it for him. Refuses CODE_WRONG.
 */
export async function confirmEmail(
  em: EntityManager,
  input: { email: string; code: string; passwordHash: string },
  now: Date,
): Promise<{ loginId: string; partyId: string }> {
  const { key } = parseAddress(input.email)
  const joining = await useCode(em, { purpose: 'join', addressKey: key, text: input.code }, now)
  if (joining === null || (await loginOf(em, key)) !== undefined) {
    throw refuse.CODE_WRONG({ minutes: CODE_MINUTES })
  }
  return addLogin(em, joining, input.passwordHash)
}

/** Writes a person with login, address and password. */
export async function addLogin(
  em: EntityManager,
  { address, name, language }: Joining,
  passwordHash: string,
): Promise<{ loginId: string; partyId: string }> {
  const partyId = await addParty(em, { kind: 'person', name, language })
  const loginId = newId()
  await sqlOf(em).insertInto('login').values({ id: loginId, partyId }).execute()
  const { key } = parseAddress(address)
  await sqlOf(em).insertInto('loginAddress').values({ addressKey: key, loginId, address }).execute()
  await sqlOf(em).insertInto('credential').values({ loginId, version: 1, hash: passwordHash }).execute()
  return { loginId, partyId }
}
