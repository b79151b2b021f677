import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { accountsFor } from '../ledger/accounts-for.ts'
import { holderAccount } from './shares-accounts.ts'

/** The accounts of holders of a class, in the same order; those that do not exist yet are opened. Their holdings name them from now on. */
export async function openHolderAccounts(
  em: EntityManager,
  { classId, currency }: { classId: string; currency: string },
  holderIds: readonly string[],
): Promise<string[]> {
  const accountIds = await accountsFor(
    em,
    holderIds.map(holderId => holderAccount(holderId, currency)),
  )
  await sql`
    update holding set account_id = opened.account_id
      from unnest(${holderIds}::uuid[], ${accountIds}::uuid[]) as opened (holder_id, account_id)
     where class_id = ${classId} and holding.holder_id = opened.holder_id`.execute(sqlOf(em))
  return accountIds
}
