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
