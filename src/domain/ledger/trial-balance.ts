import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'
import type { AccountKind } from './kinds.ts'

/** The accounts of one kind in one currency. Minor units. */
export type TrialBalanceRow = {
  kind: AccountKind
  currency: Currency
  accounts: number
  debit: bigint
  credit: bigint
}

/** The whole of the books by kind and currency. */
export async function trialBalance(em: EntityManager): Promise<TrialBalanceRow[]> {
  const { rows } = await sql<TrialBalanceRow>`
    select kind, account.currency, count(distinct account.id)::int as accounts,
           coalesce(sum(amount) filter (where amount > 0), 0)::bigint as debit,
           coalesce(-sum(amount) filter (where amount < 0), 0)::bigint as credit
      from account join posting on posting.account_id = account.id
     group by kind, account.currency order by account.currency, kind`.execute(sqlOf(em))
  return rows
}
