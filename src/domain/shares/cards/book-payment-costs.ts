import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { book } from '../../ledger/book.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { issuerAccount, subscriberAccount } from '../shares-accounts.ts'

/**
 * Charges what the card payments of allotted orders cost to whom the terms said when they were paid: to the issuer out of
 * what was released to him, to an investor what he paid beyond his order. What the platform bears is charged to nobody.
 */
export async function bookPaymentCosts(
  em: EntityManager,
  { offering, closureId }: { offering: OfferingRow; closureId: string },
  now: Date,
): Promise<void> {
  const { id: offeringId, currency } = offering
  const { rows } = await sql<{ partyId: string; bearer: 'issuer' | 'investor'; cost: bigint }>`
    select party_id as "partyId", bearer, sum(cost)::bigint as cost
      from subscription
      join subscription_allotment as got on got.subscription_id = subscription.id
      join subscription_payment on subscription_payment.subscription_id = subscription.id
      join card_payment on card_payment.id = card_payment_id
      join card_intent on card_intent.id = intent_id
     where offering_id = ${offeringId} and bearer in ('issuer', 'investor')
     group by party_id, bearer order by party_id, bearer`.execute(sqlOf(em))
  const total = rows.reduce((sum, { cost }) => sum + cost, 0n)
  await book(em, { kind: 'paymentCostsCharged', factId: closureId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    ...rows.map(({ partyId, bearer, cost }) => ({
      account:
        bearer === 'issuer' ? issuerAccount(offering) : subscriberAccount({ partyId, offeringId, currency }),
      amount: cost,
    })),
    { account: { kind: 'charge' as const, currency }, amount: -total },
  ])
}
