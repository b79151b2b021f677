import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { type AccountName, accountsFor } from './accounts-for.ts'
import { balanceOf } from './balances.ts'

/** Locks an account against other spending until the transaction ends, and says what lies on it. */
export async function lockAccount(em: EntityManager, name: AccountName): Promise<bigint> {
  const [id] = await accountsFor(em, [name])
  await sqlOf(em)
    .selectFrom('account')
    .select('id')
    .where('id', '=', id as string)
    .forUpdate()
    .execute()
  return balanceOf(em, name)
}
