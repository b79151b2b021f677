import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/**
 * What investors of a project came to owe it by charge-backs, less what disputes that were won and refunds
 * that failed settled of it, in minor units by party: other than what reversals left to be recovered, it never lay on the account of the project.
 */
export async function owedForCards(em: EntityManager, projectId: string): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ partyId: string; owed: bigint }>`
    select party_id as "partyId", sum(went.owed)::bigint as owed
      from (select card_payment_id, recoverable as owed from refund where card_payment_id is not null
            union all
            select card_payment_id, recoverable from card_dispute
            union all
            select card_payment_id, -recovered from card_refund_failure join refund on id = refund_id
            union all
            select card_payment_id, -recovered from card_dispute_win join card_dispute on id = dispute_id) as went
      join subscription_payment using (card_payment_id)
      join subscription on subscription.id = subscription_id
      join offering on offering.id = offering_id
     where project_id = ${projectId}
     group by party_id having sum(went.owed) > 0`.execute(sqlOf(em))
  return new Map(rows.map(row => [row.partyId, row.owed]))
}
