import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { refuse } from '../refusals.ts'
import { CODE_MINUTES, hashOfCode, minutesAfter, newCode } from './codes.ts'
import type { Joining } from './login.ts'

type Purpose = 'join' | 'reset' | 'firstAdministrator'

/** Makes a one-time code for an address; earlier ones for the same purpose stop working. Returns the code, kept nowhere. */
export async function issueCode(
  em: EntityManager,
  code: { purpose: Purpose; addressKey: string; joining?: Joining },
  now: Date,
): Promise<string> {
  const { purpose, addressKey, joining = null } = code
  await sqlOf(em)
    .updateTable('oneTimeCode')
    .set({ usedAt: now })
    .where('addressKey', '=', addressKey)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .execute()
  const text = newCode()
  const expiresAt = minutesAfter(now, CODE_MINUTES)
  await sqlOf(em)
    .insertInto('oneTimeCode')
    .values({ id: newId(), purpose, addressKey, joining, codeHash: hashOfCode(text), expiresAt })
    .execute()
  return text
}

/** Uses up a code and returns what it was made for. Refuses CODE_WRONG. */
export async function useCode(
  em: EntityManager,
  code: { purpose: Purpose; addressKey: string; text: string },
  now: Date,
): Promise<Joining | null> {
  const used = await sqlOf(em)
    .updateTable('oneTimeCode')
    .set({ usedAt: now })
    .where('purpose', '=', code.purpose)
    .where('addressKey', '=', code.addressKey)
    .where('codeHash', '=', hashOfCode(code.text))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('joining')
    .executeTakeFirst()
  if (used === undefined) throw refuse.CODE_WRONG({ minutes: CODE_MINUTES })
  return used.joining
}
