import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../database/copy.ts'
import { newId } from '../ids.ts'
import { accountsFor } from '../ledger/accounts-for.ts'
import { book } from '../ledger/book.ts'
import type { OfferingRow } from '../offerings/offerings.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'
import { commissionOn } from './commission.ts'
import { holderAccount, issuerAccount, subscriberAccount } from './shares-accounts.ts'
import type { SubscriptionRow } from './subscriptions.ts'

type Allotment = { offering: OfferingRow; orders: readonly SubscriptionRow[]; closureId: string }

/**
 * Writes a lot per order into the register and releases the money to the issuer, in one entry. The accounts of the
 * holders are opened before, so that their holdings name them from the first run on.
 */
export async function allotOrders(em: EntityManager, allotment: Allotment, now: Date): Promise<void> {
  const { offering, orders, closureId } = allotment
  const columns = ['id', 'class_id', 'taker_id', 'shares', 'paid_in', 'occurred_at', 'subscription_id']
  const lots = orders.map(order => [
    newId(),
    offering.classId,
    order.partyId,
    order.shares,
    order.amount,
    now.toISOString(),
    order.id,
  ])
  const takers = [...new Set(orders.map(order => order.partyId))]
  await accountsFor(
    em,
    takers.map(partyId => holderAccount(partyId, offering.currency)),
  )
  await copyInto(em, 'lot', columns, lots)
  const released = orders.reduce((total, order) => total + order.amount, 0n)
  await book(em, { kind: 'offeringFunded', factId: closureId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    ...orders.map(order => ({ account: subscriberAccount(order), amount: order.amount })),
    { account: issuerAccount(offering), amount: -released },
  ])
}

/** Charges the platform's commission on a closing, and the VAT on it, to the issuer. */
export async function chargeCommission(
  em: EntityManager,
  closing: { offering: OfferingRow; amount: bigint; closureId: string },
  now: Date,
): Promise<void> {
  const { offering, amount, closureId } = closing
  const { currency } = offering
  const { commission, vat } = commissionOn(amount, offering)
  if (commission === 0n) return
  await book(em, { kind: 'commissionCharged', factId: closureId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: issuerAccount(offering), amount: commission + vat },
    { account: { kind: 'income', currency }, amount: -commission },
    { account: { kind: 'vat', currency }, amount: -vat },
  ])
}
