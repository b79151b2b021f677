import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { hashOfSecret, minutesAfter, newRefreshCode } from './codes.ts'

/** A session that was opened or renewed. The refresh code is told once and kept as a hash. */
export type OpenedSession = { sessionId: string; loginId: string; refreshCode: string }

/** Minutes a session lives without being renewed: 30 days. */
const SESSION_MINUTES = 30 * 24 * 60

/** Opens a session for a login. */
export async function openSession(
  em: EntityManager,
  loginId: string,
  now: Date,
  minutes = SESSION_MINUTES,
): Promise<OpenedSession> {
  const session = { sessionId: newId(), loginId, refreshCode: newRefreshCode() }
  await sqlOf(em)
    .insertInto('session')
    .values({
      id: session.sessionId,
      loginId,
      refreshHash: hashOfSecret(session.refreshCode),
      expiresAt: minutesAfter(now, minutes),
    })
    .execute()
  return session
}

/**
 * Renews a session: the old refresh code stops working. Null when there is none to renew. A code that was used before
 * ends the session it belonged to: somebody has a copy, and it cannot be told who.
 */
export async function renewSession(
  em: EntityManager,
  refreshCode: string,
  now: Date,
): Promise<OpenedSession | null> {
  const [used, next] = [hashOfSecret(refreshCode), newRefreshCode()]
  const renewed = await sqlOf(em)
    .updateTable('session')
    .set({
      refreshHash: hashOfSecret(next),
      previousHash: used,
      expiresAt: minutesAfter(now, SESSION_MINUTES),
    })
    .where('refreshHash', '=', used)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning(['id', 'loginId'])
    .executeTakeFirst()
  if (renewed !== undefined) return { sessionId: renewed.id, loginId: renewed.loginId, refreshCode: next }
  await sqlOf(em)
    .updateTable('session')
    .set({ endedAt: now })
    .where('previousHash', '=', used)
    .where('endedAt', 'is', null)
    .execute()
  return null
}

/** Ends a session: its tokens stop working at once. */
export async function endSession(em: EntityManager, sessionId: string, now: Date): Promise<void> {
  await sqlOf(em)
    .updateTable('session')
    .set({ endedAt: now })
    .where('id', '=', sessionId)
    .where('endedAt', 'is', null)
    .execute()
}
