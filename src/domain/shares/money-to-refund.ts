import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'

/** What a party's account holds of payments that nobody has given back yet, at most: minor units. */
export type MoneyToRefund = { partyId: string; currency: string; amount: bigint }

/**
 * What payments of orders that ended, and receipts that were given back (paid twice, or too much), are still to go back to
 * the bank account or card they came from, by party (all: null) and currency. It is the payer's own money and no income:
 * where the bank did not say who paid, it waits until the party names an account.
 */
export async function moneyToRefund(em: EntityManager, partyId: string | null): Promise<MoneyToRefund[]> {
  const { rows } = await sql<MoneyToRefund>`
    with payment as (
      select party_id, coalesce(receipt.id, card.id) as id, coalesce(receipt.amount, card.amount) as amount,
             coalesce(receipt.currency, card.currency) as currency
        from subscription_end as ended
        join subscription on subscription.id = ended.subscription_id
        join subscription_payment as pays on pays.subscription_id = subscription.id
        left join receipt on receipt.id = pays.receipt_id
        left join card_payment as card on card.id = pays.card_payment_id
       where how <> 'chargedBack'
      union all
      select target_id, receipt.id, receipt.amount, receipt.currency
        from receipt_claim join receipt on receipt.id = receipt_id
       where purpose = 'return'
    )
    select party_id as "partyId", currency, sum(amount - coalesce(taken, 0))::bigint as amount
      from payment left join payment_taken on payment_id = payment.id
     where payment.id is not null and amount > coalesce(taken, 0)
       and (${partyId}::uuid is null or party_id = ${partyId})
     group by party_id, currency`.execute(sqlOf(em))
  return rows
}
