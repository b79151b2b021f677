import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { EntryKind } from '../../ledger/kinds.ts'
import type { Currency } from '../../money/currency.ts'

/** What a payee owes back for one reason, as far as it is open: minor units, above zero. */
export type OpenDebt = {
  ownerId: string
  currency: Currency
  /** The account on which it stands, and the project for which. */
  accountId: string
  projectId: string
  /** The entry by which it came to be, of which fact, on which day. */
  entryId: string
  kind: EntryKind
  factId: string
  since: string
  amount: bigint
}

/**
 * What a party, or everybody (null), owes back for what was taken from accounts and was not there any more, oldest first. What was
 * set off against a payout settled the debt that it names; all else, such as what runs recovered, is taken to have settled the oldest.
 */
export async function openDebts(em: EntityManager, partyId: string | null): Promise<OpenDebt[]> {
  const { rows } = await sql<OpenDebt>`
    with moved as (
      select account.id as account_id, owner_id, scope_id, account.currency, entry.id as entry_id, entry.kind, fact_id, booked_on,
             sum(posting.amount) as amount
        from account join posting on posting.account_id = account.id join entry on entry.id = posting.entry_id
       where account.kind = 'recoverable' and (${partyId}::uuid is null or owner_id = ${partyId})
         and entry.kind not in ('offsetTaken', 'offsetReturned')
       group by account.id, entry.id
    ), named as (
      select account_id, debt_entry_id, sum(amount) as amount from payout_offset
       where not exists (select from payout_offset_return where offset_id = payout_offset.id)
       group by account_id, debt_entry_id
    ), debt as (
      select moved.*, moved.amount - coalesce(named.amount, 0) as still
        from moved left join named on named.account_id = moved.account_id and debt_entry_id = entry_id
       where moved.amount > 0
    ), layer as (
      select debt.*, sum(still) over (partition by account_id order by booked_on, entry_id) as upto,
             coalesce((select -sum(amount) from moved where moved.account_id = debt.account_id and amount < 0), 0) as settled
        from debt
    )
    select owner_id as "ownerId", currency, account_id as "accountId", scope_id as "projectId", entry_id as "entryId",
           kind, fact_id as "factId", booked_on::text as since, least(still, upto - settled)::bigint as amount
      from layer where least(still, upto - settled) > 0
     order by booked_on, entry_id, account_id`.execute(sqlOf(em))
  return rows
}
