import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { bookEach } from '../../ledger/book-each.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { surcharges } from '../cards/surcharges.ts'
import { returnHeld } from '../currencies/return-held.ts'
import { releaseOrders } from '../release-orders.ts'
import { holderAccount, subscriberAccount } from '../shares-accounts.ts'
import { unconfirmedSubscriptions } from '../subscriptions.ts'

/**
 * Ends the orders of an offering that were not reconfirmed in time after a revision: their shares are free again, and all that
 * was paid lies on the investors' accounts. The caller holds the offering's lock.
 */
export async function lapseOrders(em: EntityManager, offeringId: string, now: Date): Promise<void> {
  const orders = await unconfirmedSubscriptions(em, offeringId, now)
  if (orders.length === 0) return
  await sql`
    insert into subscription_end (subscription_id, how, ended_at)
    select id, 'lapsed', ${now} from unnest(${orders.map(order => order.id)}::uuid[]) as id`.execute(
    sqlOf(em),
  )
  await releaseOrders(
    em,
    offeringId,
    orders.map(order => order.id),
    now,
  )
  const bookedOn = dayOf(now, PLATFORM_ZONE)
  await returnHeld(em, orders, now)
  const paid = orders.filter(order => order.paidAt !== null && order.heldAt === null)
  const beyond = await surcharges(
    em,
    paid.map(order => order.id),
  )
  await bookEach(
    em,
    paid.map(order => ({
      kind: 'orderLapsed' as const,
      factId: order.id,
      bookedOn,
      postings: [
        { account: subscriberAccount(order), amount: order.amount + beyond(order.id) },
        { account: holderAccount(order.partyId, order.currency), amount: -order.amount - beyond(order.id) },
      ],
    })),
  )
}

/** A job ends what was not reconfirmed in time in one offering. Refuses OFFERING_UNKNOWN. */
export async function lapseDue(
  em: EntityManager,
  input: { offeringId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  await lockOffering(em, input.offeringId)
  await lapseOrders(em, input.offeringId, now)
  return { offeringId: input.offeringId }
}
