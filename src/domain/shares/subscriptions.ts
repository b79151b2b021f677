import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../database/keyset.ts'
import { PREPARED, sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'
import { refuse } from './refusals.ts'

/** An order with the facts that decide its state. */
export type SubscriptionRow = {
  id: string
  offeringId: string
  partyId: string
  shares: number
  amount: bigint
  currency: Currency
  position: number
  reference: string
  orderedAt: Date
  paymentDueAt: Date
  revocableUntil: Date
  paidAt: Date | null
  /** When what was sent for it in another currency arrived. */
  heldAt: Date | null
  ended: 'withdrawn' | 'expired' | 'refunded' | 'lapsed' | 'chargedBack' | null
  endedAt: Date | null
  allotted: boolean
  /** What it got of what it asked for; null before its offering is funded. */
  allottedShares: number | null
  allottedAmount: bigint | null
  /** The version of the terms that it was made under. */
  termsVersion: number
  /** Until just before then it is to be reconfirmed, for its terms were revised; null: it need not be. */
  suspendedUntil: Date | null
}

/** The orders with these ids, those that exist. */
export function subscriptions(em: EntityManager, ids: readonly string[]): Promise<SubscriptionRow[]> {
  return rows(all(em).where('subscription.id', 'in', ids))
}

/** One order. Refuses SUBSCRIPTION_UNKNOWN. */
export async function subscriptionOf(em: EntityManager, id: string): Promise<SubscriptionRow> {
  const [subscription] = await subscriptions(em, [id])
  if (subscription === undefined) throw refuse.SUBSCRIPTION_UNKNOWN({ id })
  return subscription
}

/** The orders with these references, those that exist. */
export function subscriptionsByReference(
  em: EntityManager,
  references: readonly string[],
): Promise<SubscriptionRow[]> {
  return rows(all(em).where(sql<boolean>`reference = any(${references}::text[])`))
}

/** The order a payer means: the first of these references that is one's. */
export async function subscriptionMeant(
  em: EntityManager,
  references: readonly string[],
): Promise<SubscriptionRow | undefined> {
  const found = await subscriptionsByReference(em, references)
  const byReference = new Map(found.map(order => [order.reference, order]))
  return references.map(each => byReference.get(each)).find(order => order !== undefined)
}

/** The orders of an offering that have not ended, in the order of arrival. */
export function activeSubscriptions(em: EntityManager, offeringId: string): Promise<SubscriptionRow[]> {
  return rows(
    all(em).where('subscription.offeringId', '=', offeringId).where('how', 'is', null).orderBy('position'),
  )
}

/** The orders of an offering that were not reconfirmed in time, in the order of arrival. */
export function unconfirmedSubscriptions(
  em: EntityManager,
  offeringId: string,
  now: Date,
): Promise<SubscriptionRow[]> {
  return rows(
    all(em)
      .where('subscription.offeringId', '=', offeringId)
      .where(sql<boolean>`${SUSPENDED_UNTIL} <= ${now}`)
      .orderBy('position'),
  )
}

/**
 * How many shares each of these parties has ordered in an offering, in orders that have not ended. Party by party: an
 * offering that is being ordered has many orders of others, and no statistics yet.
 */
export async function sharesOrdered(
  em: EntityManager,
  offeringId: string,
  partyIds: readonly string[],
): Promise<Map<string, number>> {
  if (partyIds.length === 0) return new Map()
  const { rows } = await sql<{ partyId: string; shares: number }>`${PREPARED}
    select asked.id as "partyId", ordered.shares
      from (select distinct id from unnest(${partyIds}::uuid[]) as id) as asked
     cross join lateral (
       select coalesce(sum(shares), 0)::int as shares from subscription
        where party_id = asked.id and offering_id = ${offeringId}
          and not exists (select from subscription_end where subscription_id = subscription.id)
     ) as ordered`.execute(sqlOf(em))
  return new Map(rows.map(row => [row.partyId, row.shares]))
}

/** A page of orders by id: those of a party, or those in an offering. */
export function subscriptionsPage(
  em: EntityManager,
  filter: { partyId: string } | { offeringId: string },
  slice: Slice,
): Promise<SubscriptionRow[]> {
  const { within, order, limit } = keyset(['subscription.id'], slice)
  const query = all(em).where(within).orderBy(order).limit(limit)
  return rows(
    'partyId' in filter
      ? query.where('subscription.partyId', '=', filter.partyId)
      : query.where('subscription.offeringId', '=', filter.offeringId),
  )
}

/** When the latest revision that an order was not made under and that its investor did not accept is to be accepted. */
const SUSPENDED_UNTIL = sql<Date | null>`
  (select reconfirm_by from offering_revision_approval as revision
    where revision.offering_id = subscription.offering_id and revision.version > subscription.terms_version
      and subscription_end.how is null and subscription_allotment.shares is null
      and not exists (select from order_reconfirmation as own
                       where own.subscription_id = subscription.id and own.version >= revision.version)
    order by revision.version desc limit 1)`

async function rows(query: ReturnType<typeof all>): Promise<SubscriptionRow[]> {
  const found = await query.execute()
  return found.map(row => ({
    ...row,
    currency: row.currency as Currency,
    allotted: row.allottedShares !== null,
  }))
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('subscription')
    .leftJoin('subscriptionPayment', 'subscriptionPayment.subscriptionId', 'subscription.id')
    .leftJoin('receiptHold', 'receiptHold.targetId', 'subscription.id')
    .leftJoin('subscriptionEnd', 'subscriptionEnd.subscriptionId', 'subscription.id')
    .leftJoin('subscriptionAllotment', 'subscriptionAllotment.subscriptionId', 'subscription.id')
    .select([
      'subscription.id',
      'offeringId',
      'partyId',
      'subscription.shares',
      'subscription.amount',
      'currency',
      'position',
      'reference',
      'orderedAt',
      'paymentDueAt',
      'revocableUntil',
      'paidAt',
      'heldAt',
      'how as ended',
      'endedAt',
      'subscriptionAllotment.shares as allottedShares',
      'subscriptionAllotment.amount as allottedAmount',
      'termsVersion',
      SUSPENDED_UNTIL.as('suspendedUntil'),
    ])
}
