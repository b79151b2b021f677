import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { lockOffering } from '../offerings/lock-offering.ts'
import { overdueOrders } from './bank/overdue-orders.ts'
import { releaseOrders } from './release-orders.ts'

/**
 * Ends the unpaid orders of an offering whose payment was due and is not waited for any more (`overdueOrders`), and frees
 * their shares. The caller holds the offering's lock. Returns the orders that ended.
 */
export async function expireReservations(
  em: EntityManager,
  offeringId: string,
  now: Date,
): Promise<string[]> {
  const overdue = await overdueOrders(em, now, offeringId)
  if (overdue.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with due as (
      select id from subscription
       where offering_id = ${offeringId} and payment_due_at = any(${overdue.map(each => each.paymentDueAt)}::timestamptz[])
         and not exists (select from subscription_payment where subscription_id = id)
         and not exists (select from receipt_hold where target_id = id)
         and not exists (select from subscription_end where subscription_id = id)
    ), ended as (
      insert into subscription_end (subscription_id, how, ended_at) select id, 'expired', ${now} from due
    )
    select id from due`.execute(sqlOf(em))
  const ended = rows.map(row => row.id)
  await releaseOrders(em, offeringId, ended, now)
  return ended
}

/** A job expires what is due in one offering. */
export async function expireDue(
  em: EntityManager,
  input: { offeringId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  await lockOffering(em, input.offeringId)
  await expireReservations(em, input.offeringId, now)
  return { offeringId: input.offeringId }
}
