import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import { parseAddress, parseName } from '../people/names.ts'
import type { Language } from '../people/party.ts'
import { refuse } from '../refusals.ts'
import { appendGrant } from '../roles/change-role.ts'
import { hasAdministrator } from '../roles/roles.ts'
import { addLogin } from './join.ts'
import { issueCode, useCode } from './use-code.ts'

const NOBODY = '(first administrator)'

/** A code for the first administrator, to be printed once on the operator's screen; null when there is one already. */
export async function inviteFirstAdministrator(em: EntityManager, now: Date): Promise<string | null> {
  if (await hasAdministrator(em)) return null
  return issueCode(em, { purpose: 'firstAdministrator', addressKey: NOBODY }, now)
}

/** Whoever read the code on the operator's screen becomes administrator. Refuses ALREADY_HAS_ADMINISTRATOR, CODE_WRONG. */
export async function claimFirstAdministrator(
  em: EntityManager,
  input: { code: string; email: string; name: string; language: Language; passwordHash: string },
  now: Date,
): Promise<{ loginId: string; partyId: string }> {
  await sql`select pg_advisory_xact_lock(hashtext(${NOBODY}))`.execute(sqlOf(em))
  if (await hasAdministrator(em)) throw refuse.ALREADY_HAS_ADMINISTRATOR({})
  await useCode(em, { purpose: 'firstAdministrator', addressKey: NOBODY, text: input.code }, now)
  const { address } = parseAddress(input.email)
  const { language, passwordHash } = input
  const login = await addLogin(em, { address, name: parseName(input.name), language }, passwordHash)
  await appendGrant(em, { partyId: login.partyId, role: 'admin', scopeId: NOTHING, granted: true })
  return login
}
