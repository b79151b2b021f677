import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { book } from '../../ledger/book.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { surcharges } from '../cards/surcharges.ts'
import { returnHeld } from '../currencies/return-held.ts'
import { releaseOrders } from '../release-orders.ts'
import { holderAccount, subscriberAccount } from '../shares-accounts.ts'
import type { SubscriptionRow } from '../subscriptions.ts'

/**
 * Ends all orders of a failed offering and credits what was paid to the investors' accounts, in one entry. Of one that was
 * cancelled some may not be paid.
 */
export async function refundOrders(
  em: EntityManager,
  failure: { offering: OfferingRow; orders: readonly SubscriptionRow[]; closureId: string },
  now: Date,
): Promise<void> {
  const { offering, orders, closureId } = failure
  await endRefunded(em, offering.id, orders, now)
  const paid = orders.filter(order => order.paidAt !== null && order.heldAt === null)
  if (paid.length === 0) return
  const beyond = await surcharges(
    em,
    paid.map(order => order.id),
  )
  const postings = paid.flatMap(order => {
    const amount = order.amount + beyond(order.id)
    return [
      { account: subscriberAccount(order), amount },
      { account: holderAccount(order.partyId, order.currency), amount: -amount },
    ]
  })
  await book(em, { kind: 'offeringFailed', factId: closureId, bookedOn: dayOf(now, PLATFORM_ZONE) }, postings)
}

/**
 * Ends orders that got nothing, and gives back what they had taken, and what is held for them in another currency. The caller
 * books their money, but for that which the bank has to change back first.
 */
export async function endRefunded(
  em: EntityManager,
  offeringId: string,
  orders: readonly SubscriptionRow[],
  now: Date,
): Promise<void> {
  const ids = orders.map(order => order.id)
  await sql`
    insert into subscription_end (subscription_id, how, ended_at)
    select id, 'refunded', ${now} from unnest(${ids}::uuid[]) as id`.execute(sqlOf(em))
  await releaseOrders(em, offeringId, ids, now)
  await returnHeld(em, orders, now)
}
