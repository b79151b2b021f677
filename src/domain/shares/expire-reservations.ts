import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { lockOffering } from '../offerings/lock-offering.ts'

/**
 * Ends the unpaid orders of an offering whose payment was due, and frees their shares. The caller holds the
 * offering's lock. Returns how many shares became free.
 */
export async function expireReservations(em: EntityManager, offeringId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ freed: number }>`
    with due as (
      select id, shares from subscription
       where offering_id = ${offeringId} and payment_due_at <= ${now}
         and not exists (select from subscription_payment where subscription_id = id)
         and not exists (select from subscription_end where subscription_id = id)
    ), ended as (
      insert into subscription_end (subscription_id, how, ended_at) select id, 'expired', ${now} from due
    )
    select coalesce(sum(shares), 0)::int as freed from due`.execute(sqlOf(em))
  const freed = rows[0]?.freed ?? 0
  if (freed > 0) await releaseShares(em, offeringId, freed)
  return freed
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

/** Gives shares back to the counter of an offering. The caller holds its lock. */
export async function releaseShares(em: EntityManager, offeringId: string, shares: number): Promise<void> {
  await sqlOf(em)
    .updateTable('offeringCounter')
    .set(({ eb }) => ({ taken: eb('taken', '-', shares) }))
    .where('offeringId', '=', offeringId)
    .execute()
}
