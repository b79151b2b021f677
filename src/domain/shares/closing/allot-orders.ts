import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { issueInvoice } from '../../billing/issue-invoice.ts'
import { newId } from '../../ids.ts'
import { accountsFor } from '../../ledger/accounts-for.ts'
import { book } from '../../ledger/book.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { surcharges } from '../cards/surcharges.ts'
import { holderAccount, issuerAccount, subscriberAccount } from '../shares-accounts.ts'
import type { Allotted } from './allot.ts'
import { commissionOn } from './commission.ts'
import { endRefunded } from './refund-orders.ts'

type Allotment = { offering: OfferingRow; allotted: readonly Allotted[]; closureId: string }

/**
 * Writes what each order got, a lot for each into the register where the offering has a class, and releases the money to the
 * issuer, in one entry; what an order paid and did not get is credited to its investor. The accounts of the holders are
 * opened before, so that their holdings name them from the first run on.
 */
export async function allotOrders(em: EntityManager, allotment: Allotment, now: Date): Promise<void> {
  const { offering, allotted, closureId } = allotment
  const got = allotted.filter(each => each.shares > 0)
  const none = allotted.filter(each => each.shares === 0).map(each => each.order)
  await writeAllotments(em, got, now)
  if (none.length > 0) await endRefunded(em, offering.id, none, now)
  if (offering.classId !== null) await writeLots(em, { ...offering, classId: offering.classId }, got, now)
  // Of an order that gets nothing all goes back, also what its investor bore of the costs of his card.
  const beyond = await surcharges(
    em,
    none.map(order => order.id),
  )
  // What the bank has to change back first stays where it is until it has.
  const moved = allotted.filter(({ order, shares }) => shares > 0 || order.heldAt === null)
  const released = got.reduce((total, each) => total + each.amount, 0n)
  await book(em, { kind: 'offeringFunded', factId: closureId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    ...moved.map(({ order }) => ({
      account: subscriberAccount(order),
      amount: order.amount + beyond(order.id),
    })),
    ...moved
      .filter(({ order, amount }) => amount < order.amount)
      .map(({ order, amount }) => ({
        account: holderAccount(order.partyId, order.currency),
        amount: amount - order.amount - beyond(order.id),
      })),
    { account: issuerAccount(offering), amount: -released },
  ])
}

async function writeAllotments(em: EntityManager, got: readonly Allotted[], now: Date): Promise<void> {
  const rows = got.map(({ order, shares, amount }) => [order.id, shares, amount, now.toISOString()])
  await copyInto(em, 'subscription_allotment', ['subscription_id', 'shares', 'amount', 'allotted_at'], rows)
}

async function writeLots(
  em: EntityManager,
  { classId, currency }: OfferingRow & { classId: string },
  got: readonly Allotted[],
  now: Date,
): Promise<void> {
  const takers = [...new Set(got.map(({ order }) => order.partyId))]
  await accountsFor(
    em,
    takers.map(partyId => holderAccount(partyId, currency)),
  )
  const columns = ['id', 'class_id', 'taker_id', 'shares', 'paid_in', 'occurred_at', 'subscription_id']
  const lots = got.map(({ order, shares, amount }) => [
    newId(),
    classId,
    order.partyId,
    shares,
    amount,
    now.toISOString(),
    order.id,
  ])
  await copyInto(em, 'lot', columns, lots)
}

/** Charges the platform's commission on a closing, and the VAT on it, to the issuer, and bills it to him. */
export async function chargeCommission(
  em: EntityManager,
  closing: { offering: OfferingRow; amount: bigint; closureId: string },
  now: Date,
): Promise<void> {
  const { offering, amount, closureId } = closing
  const { currency } = offering
  const { commission, vat } = commissionOn(amount, offering)
  if (commission === 0n) return
  const { issuerId: buyerId, projectId: scopeId, vatRatio } = offering
  const lines = [{ kind: 'commission' as const, label: '', net: commission }]
  const bill = { kind: 'commission' as const, causeId: closureId, chargedTo: 'issuer' as const, lines }
  await issueInvoice(em, { ...bill, buyerId, scopeId, currency, vatRatio }, now)
  await book(em, { kind: 'commissionCharged', factId: closureId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: issuerAccount(offering), amount: commission + vat },
    { account: { kind: 'income', currency }, amount: -commission },
    { account: { kind: 'vat', currency }, amount: -vat },
  ])
}
