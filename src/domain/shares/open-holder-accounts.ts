import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { accountsFor } from '../ledger/accounts-for.ts'
import { holderAccount } from './shares-accounts.ts'

/**
 * The accounts of holders of a class, in the same order; those that do not exist yet are opened. Their holdings name them
 * from now on, locked in the order in which lots move them.
 */
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
    with locked as materialized (
      select holder_id from holding where class_id = ${classId} and holder_id = any(${holderIds}::uuid[])
       order by holder_id for no key update)
    update holding set account_id = opened.account_id
      from locked join unnest(${holderIds}::uuid[], ${accountIds}::uuid[]) as opened (holder_id, account_id)
             using (holder_id)
     where class_id = ${classId} and holding.holder_id = locked.holder_id`.execute(sqlOf(em))
  return accountIds
}
