import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { GONE } from '../../payments/cards/missing.ts'

/**
 * What investors of a project came to owe it by charge-backs, less what disputes that were won and refunds
 * that failed settled of it, in minor units by party: other than what reversals left to be recovered, it never lay on the account of the project.
 */
export async function owedForCards(em: EntityManager, projectId: string): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ partyId: string; owed: bigint }>`
    select party_id as "partyId", sum(gone.recoverable)::bigint as owed
      from ${GONE} as gone
      join subscription_payment using (card_payment_id)
      join subscription on subscription.id = subscription_id
      join offering on offering.id = offering_id
     where project_id = ${projectId}
     group by party_id having sum(gone.recoverable) > 0`.execute(sqlOf(em))
  return new Map(rows.map(row => [row.partyId, row.owed]))
}

/** What a party owes because card payments of his were taken back: minor units. */
export type CardDebt = { partyId: string; currency: string; amount: bigint }

/**
 * What went back of card payments of a party, or of all (null), for orders that use none or only a part of the money, as far as it is
 * still to be recovered; by currency. That money lies with us and was given back already: so much of it waits. What is owed
 * for any other reason is set off against payouts.
 */
export async function heldForDisputes(em: EntityManager, partyId: string | null): Promise<CardDebt[]> {
  const { rows } = await sql<CardDebt>`
    with missing as (
      select party_id, project_id, payment.currency, sum(gone.recoverable) as amount
        from ${GONE} as gone
        join card_payment as payment on payment.id = gone.card_payment_id
        join subscription_payment as pays on pays.card_payment_id = payment.id
        join subscription on subscription.id = pays.subscription_id
        join offering on offering.id = offering_id
        left join subscription_allotment as got on got.subscription_id = subscription.id
        left join subscription_end as ended on ended.subscription_id = subscription.id
       where (${partyId}::uuid is null or party_id = ${partyId})
         and (how is not null or got.amount < subscription.amount)
       group by party_id, project_id, payment.currency having sum(gone.recoverable) > 0
    )
    select party_id as "partyId", missing.currency, sum(least(missing.amount, owed))::bigint as amount
      from missing cross join lateral (
        select coalesce(sum(posting.amount), 0) as owed
          from account join posting on posting.account_id = account.id
         where kind = 'recoverable' and owner_id = party_id and scope_id = project_id
           and account.currency = missing.currency) as still
     where owed > 0 group by party_id, missing.currency`.execute(sqlOf(em))
  return rows
}
