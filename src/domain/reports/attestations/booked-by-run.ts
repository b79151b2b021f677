import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { AccountKind } from '../../ledger/kinds.ts'

/** What the entry of a run moved on the accounts of one kind, in minor units: credits above zero. */
export type RunPosting = { account: AccountKind; amount: bigint }

/** The entry of a run in the ledger by kind of account, the debits first. */
export async function bookedByRun(em: EntityManager, distributionId: string): Promise<RunPosting[]> {
  const { rows } = await sql<RunPosting>`
    select account.kind as account, -sum(posting.amount)::bigint as amount
      from entry join posting on entry_id = entry.id join account on account.id = account_id
     where entry.kind = 'revenueDistributed' and fact_id = ${distributionId}
     group by account.kind having sum(posting.amount) <> 0
     order by 2, 1`.execute(sqlOf(em))
  return rows
}
