import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** What is disputed of the payments for shares of a project: minor units. */
export type DisputedMoney = { projectId: string; currency: string; amount: bigint }

/**
 * What card holders took back of payments whose money went to an issuer, while it is neither won back nor recovered from
 * them. It is not paid out to the issuer before that is settled.
 */
export async function disputedOfProjects(em: EntityManager): Promise<DisputedMoney[]> {
  const { rows } = await sql<DisputedMoney>`
    with disputed as (
      select project_id, payment.currency, sum(dispute.recoverable) as amount
        from card_dispute as dispute
        join card_payment as payment on payment.id = dispute.card_payment_id
        join subscription_payment as pays on pays.card_payment_id = payment.id
        join subscription on subscription.id = pays.subscription_id
        join offering on offering.id = offering_id
       where dispute.recoverable > 0
         and not exists (select from card_dispute_win where dispute_id = dispute.id)
       group by project_id, payment.currency
    )
    select project_id as "projectId", disputed.currency, least(disputed.amount, owed)::bigint as amount
      from disputed cross join lateral (
        select coalesce(sum(posting.amount), 0) as owed
          from account join posting on posting.account_id = account.id
         where kind = 'recoverable' and scope_id = project_id and account.currency = disputed.currency) as still
     where owed > 0`.execute(sqlOf(em))
  return rows
}
