import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

export type LoginRow = { loginId: string; partyId: string; address: string }

/** The login of a mail address, if it has one. */
export function loginOf(em: EntityManager, addressKey: string): Promise<LoginRow | undefined> {
  return logins(em).where('addressKey', '=', addressKey).executeTakeFirst()
}

/** The logins of people, with their mail addresses. */
export function loginsOfParties(em: EntityManager, partyIds: readonly string[]): Promise<LoginRow[]> {
  return logins(em).where('login.partyId', 'in', partyIds).execute()
}

function logins(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('loginAddress')
    .innerJoin('login', 'login.id', 'loginAddress.loginId')
    .select(['loginId', 'partyId', 'address'])
}

/** The latest password hash of a login. */
export async function passwordHashOf(
  em: EntityManager,
  loginId: string,
): Promise<{ version: number; hash: string }> {
  return sqlOf(em)
    .selectFrom('credential')
    .select(['version', 'hash'])
    .where('loginId', '=', loginId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

/** The people behind those of these sessions that were not ended, by session, and when each ends by itself. */
export async function sessionsOf(
  em: EntityManager,
  sessionIds: readonly string[],
): Promise<Map<string, { loginId: string; partyId: string; expiresAt: Date }>> {
  const found = await sqlOf(em)
    .selectFrom('session')
    .innerJoin('login', 'login.id', 'session.loginId')
    .select(['session.id', 'loginId', 'partyId', 'expiresAt'])
    .where('session.id', 'in', sessionIds)
    .where('endedAt', 'is', null)
    .execute()
  return new Map(found.map(({ id, ...session }) => [id, session]))
}
