import { offeringState } from '../../offerings/offering-states.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { refuse as refuseOffering } from '../../offerings/refusals.ts'
import type { ItemCount } from '../../offerings/terms/entitlements.ts'
import { MOST_SHARES } from '../../offerings/terms/offering-terms.ts'
import { type Gates, gatesOf } from '../../offerings/terms/regimes.ts'
import type { SuitabilityFacts } from '../../parties/suitability/standing.ts'
import { Refusal } from '../../refusal.ts'
import { addDays, dayOf, endOfDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { passGates } from './investor-gates.ts'
import { takeItems } from './order-items.ts'
import { type OrderSize, sharesAsked, sharesServed, unclearSize } from './order-size.ts'

/** An order as it comes: who, how much, which items with it, when. */
export type NewOrder = OrderSize & { partyId: string; items?: readonly ItemCount[]; orderedAt: Date }

/**
 * An order that was accepted: its place, what is owed for it, in minor units, until when it may be withdrawn, and by which
 * acknowledgements of its investor it passed the gates of the regime.
 */
export type Reservation = {
  partyId: string
  orderedAt: Date
  shares: number
  items: readonly ItemCount[]
  position: number
  amount: bigint
  revocableUntil: Date
  acknowledgements: string[]
}

/** What is known of parties before their orders are served, where the offering asks for it. */
export type KnownOfParties = {
  /** Those for whom it does not exist. */
  outside?: ReadonlySet<string>
  /** The shares they have ordered in it before. */
  held: ReadonlyMap<string, number>
  suitability: ReadonlyMap<string, SuitabilityFacts>
  /** The acknowledgements that their orders in it have used. */
  spent: ReadonlySet<string>
  itemsLeft: ReadonlyMap<string, number>
}

/**
 * Serves the orders of one offering in this order, each by itself: what one takes the next does not find.
 * Refuses each by OFFERING_UNKNOWN, OFFERING_NOT_OPEN, OFFERING_SUSPENDED, OVER_MAXIMUM, and what `unclearSize`, `sharesAsked`, `sharesServed`,
 * `passGates` and `takeItems` refuse.
 */
export function serveOrders(
  offering: OfferingRow,
  known: KnownOfParties,
  orders: readonly NewOrder[],
): (Reservation | Refusal)[] {
  const ordered = new Map(known.held)
  const spent = new Set(known.spent)
  const itemsLeft = new Map(known.itemsLeft)
  const gates = gatesOf(offering.regime)
  const revocableUntil = endsFor(offering, gates)
  let left = leftOf(offering)
  let position = offering.lastPosition
  return orders.map(order => {
    const { partyId, orderedAt } = order
    if (known.outside?.has(partyId)) return refuseOffering.OFFERING_UNKNOWN({ id: offering.id })
    const before = ordered.get(partyId) ?? 0
    const shares = refusalOf(offering, order) ?? sharesFor(offering, order, { held: before, left })
    if (shares instanceof Refusal) return shares
    const amount = offering.sharePrice * BigInt(shares)
    const total = offering.sharePrice * BigInt(before + shares)
    const facts = known.suitability.get(partyId)
    const passed = passGates(gates, { offeringId: offering.id, orderedAt, amount, total, facts, spent })
    if (passed instanceof Refusal) return passed
    const items = takeItems(offering, { items: order.items, amount }, itemsLeft)
    if (items instanceof Refusal) return items
    const { acknowledgements, isProtected } = passed
    for (const id of acknowledgements) spent.add(id)
    ordered.set(partyId, before + shares)
    left -= shares
    position += 1
    const until = revocableUntil(orderedAt, isProtected)
    return { partyId, orderedAt, shares, items, position, amount, revocableUntil: until, acknowledgements }
  })
}

/** The shares that can still be ordered. Where orders are cut in the end, more is ordered than there is. */
export function leftOf({ allotment, shares, sharesTaken }: OfferingRow): number {
  return (allotment === 'proRata' ? MOST_SHARES : shares) - sharesTaken
}

function refusalOf(offering: OfferingRow, order: NewOrder): Refusal | null {
  const unclear = unclearSize(order)
  if (unclear !== null) return unclear
  const state = offeringState(offering, order.orderedAt)
  if (offering.publishedAt === null) return refuseOffering.OFFERING_UNKNOWN({ id: offering.id })
  if (state === 'open') return null
  const { sheetCorrection } = gatesOf(offering.regime)
  if (offering.correctBy !== null && offering.outcome === null && sheetCorrection) {
    const correctBy = offering.correctBy.toISOString()
    return refuse.OFFERING_SUSPENDED({ state, correctBy, article: sheetCorrection.article })
  }
  const [opensAt, closesAt] = [offering.opensAt.toISOString(), offering.closesAt.toISOString()]
  return refuse.OFFERING_NOT_OPEN({ state, opensAt, closesAt })
}

function sharesFor(
  offering: OfferingRow,
  order: NewOrder,
  { held, left }: { held: number; left: number },
): number | Refusal {
  const asked = sharesAsked(offering, order)
  if (asked instanceof Refusal) return asked
  const { maxPerInvestor: most } = offering
  if (most !== null && held + asked > most) return refuse.OVER_MAXIMUM({ asked, held, most })
  return sharesServed(offering, asked, { left, acceptFewer: order.acceptFewer ?? false })
}

/**
 * Until when an order may be withdrawn: as the terms say to everybody, and where the gates protect the investor not before
 * the days of reflection are over. These are read in both ways there are, and the later counts: the end of the fourth
 * calendar day after that of the order, and 96 hours from its instant (Art 22(2)-(3) of Regulation (EU) 2020/1503). The
 * second is the later one only where a day of 23 hours lies between.
 */
function endsFor({ withdrawalDays, timeZone }: OfferingRow, { reflection }: Gates) {
  const promised = endsOf(withdrawalDays, timeZone)
  const reflected = reflection && endsOf(reflection.parameters.calendarDays, timeZone)
  return (orderedAt: Date, isProtected: boolean): Date => {
    if (!reflection || !reflected || !isProtected) return promised(orderedAt)
    const hours = orderedAt.getTime() + reflection.parameters.hours * 3_600_000
    return new Date(Math.max(promised(orderedAt).getTime(), reflected(orderedAt).getTime(), hours))
  }
}

/**
 * The end of the last of so many calendar days, the order's own day not counted. All orders of one day have the same, so
 * it is worked out once for each day.
 */
function endsOf(days: number, timeZone: string): (orderedAt: Date) => Date {
  let known: { from: Date; to: Date; until: Date } | null = null
  return orderedAt => {
    if (days === 0) return orderedAt
    if (known === null || orderedAt < known.from || orderedAt >= known.to) {
      const day = dayOf(orderedAt, timeZone)
      const endAfter = (count: number) => endOfDay(addDays(day, count), timeZone)
      known = { from: endAfter(-1), to: endAfter(0), until: endAfter(days) }
    }
    return known.until
  }
}
