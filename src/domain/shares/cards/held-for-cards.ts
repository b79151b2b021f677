import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** What does not leave to a party, because card payments of his may still be charged back: minor units, and until when. */
export type CardHold = { partyId: string; currency: string; amount: bigint; until: Date }

/**
 * The card payments of a party, or of all (null), that are younger than the days for which the terms of their orders hold money, by currency,
 * less what went back of them. A payment is held until just before the last of its days is over, counted in hours.
 */
export async function heldForCards(
  em: EntityManager,
  partyId: string | null,
  now: Date,
): Promise<CardHold[]> {
  const { rows } = await sql<CardHold>`
    select party_id as "partyId", currency, sum(amount)::bigint as amount, max(until) as until
      from (select party_id, payment.currency, payment.amount - coalesce(taken, 0) as amount,
                   paid_at + make_interval(hours => 24 * hold_days) as until
              from subscription as ordered
              join card_intent as intent on intent.subscription_id = ordered.id
              join card_payment as payment on payment.intent_id = intent.id
              join lateral (select hold_days from card_terms
                             where card_terms.offering_id = ordered.offering_id and version <= terms_version
                             order by version desc limit 1) as terms on true
              left join payment_taken on payment_id = payment.id
             where ${partyId}::uuid is null or party_id = ${partyId}) as held
     where until > ${now} and amount > 0
     group by party_id, currency order by party_id, currency`.execute(sqlOf(em))
  return rows
}
