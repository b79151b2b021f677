import { offeringState } from '../../offerings/offering-states.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { refuse as refuseOffering } from '../../offerings/refusals.ts'
import type { Refusal } from '../../refusal.ts'
import { addDays, dayOf, endOfDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'

/** An order as it comes: who, how many shares, when. */
export type NewOrder = { partyId: string; shares: number; orderedAt: Date }

/** An order that was accepted: its place, what is owed for it, in minor units, and until when it may be withdrawn. */
export type Reservation = NewOrder & { position: number; amount: bigint; revocableUntil: Date }

/**
 * Serves the orders of one offering in this order, each by itself: what one takes the next does not find. `held`: the
 * shares that parties have ordered before, where the offering has a maximum per investor.
 * Refuses each by OFFERING_UNKNOWN, SHARES_INVALID, OFFERING_NOT_OPEN, OVER_MAXIMUM, SOLD_OUT.
 */
export function serveOrders(
  offering: OfferingRow,
  held: ReadonlyMap<string, number>,
  orders: readonly NewOrder[],
): (Reservation | Refusal)[] {
  const ordered = new Map(held)
  const revocableUntil = endsOf(offering)
  let left = offering.shares - offering.sharesTaken
  let position = offering.lastPosition
  return orders.map(order => {
    const before = ordered.get(order.partyId) ?? 0
    const refusal = refusalOf(offering, order, { held: before, left })
    if (refusal !== null) return refusal
    ordered.set(order.partyId, before + order.shares)
    left -= order.shares
    position += 1
    const amount = offering.sharePrice * BigInt(order.shares)
    return { ...order, position, amount, revocableUntil: revocableUntil(order.orderedAt) }
  })
}

function refusalOf(
  offering: OfferingRow,
  { shares, orderedAt }: NewOrder,
  { held, left }: { held: number; left: number },
): Refusal | null {
  if (!Number.isSafeInteger(shares) || shares < 1) return refuse.SHARES_INVALID({ shares })
  const state = offeringState(offering, orderedAt)
  if (state === 'draft') return refuseOffering.OFFERING_UNKNOWN({ id: offering.id })
  if (state !== 'open') {
    const [opensAt, closesAt] = [offering.opensAt.toISOString(), offering.closesAt.toISOString()]
    return refuse.OFFERING_NOT_OPEN({ state, opensAt, closesAt })
  }
  const { maxPerInvestor: most } = offering
  if (most !== null && held + shares > most) return refuse.OVER_MAXIMUM({ asked: shares, held, most })
  if (shares > left) return refuse.SOLD_OUT({ asked: shares, left, offered: offering.shares })
  return null
}

/**
 * Until when orders may be withdrawn: the end of the last calendar day on which they may, their own day not counted. All
 * orders of one day have the same, so it is worked out once for each day.
 */
function endsOf({ withdrawalDays, timeZone }: OfferingRow): (orderedAt: Date) => Date {
  let known: { from: Date; to: Date; until: Date } | null = null
  return orderedAt => {
    if (withdrawalDays === 0) return orderedAt
    if (known === null || orderedAt < known.from || orderedAt >= known.to) {
      const day = dayOf(orderedAt, timeZone)
      const endAfter = (days: number) => endOfDay(addDays(day, days), timeZone)
      known = { from: endAfter(-1), to: endAfter(0), until: endAfter(withdrawalDays) }
    }
    return known.until
  }
}
