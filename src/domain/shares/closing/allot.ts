import { allocate } from '../../money/allocate.ts'
import { exact, parseRatio, round } from '../../money/fraction.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import type { SubscriptionRow } from '../subscriptions.ts'

/** What a binding order gets: shares, and what they cost in minor units. What it paid beyond that goes back. */
export type Allotted = { order: SubscriptionRow; shares: number; amount: bigint }

/**
 * Decides what binding orders get, in the order of arrival. Each gets what it asked for, but in two cases the terms name:
 * pro rata, where more was asked for than there is, all get whole shares by what they asked for, by largest remainder, ties
 * to who came first; and what a sponsor adds is his ratio of what the others got, in whole shares, rounded down.
 */
export function allot(offering: OfferingRow, orders: readonly SubscriptionRow[]): Allotted[] {
  const asked = orders.map(order => order.shares)
  const shares = matched(offering, orders, cut(offering, asked))
  return orders.map((order, index) => {
    const got = shares[index] ?? 0
    return { order, shares: got, amount: offering.sharePrice * BigInt(got) }
  })
}

function cut({ allotment, shares: offered }: OfferingRow, asked: number[]): number[] {
  const all = asked.reduce((sum, shares) => sum + shares, 0)
  if (allotment !== 'proRata' || all <= offered) return asked
  const parts = { weights: asked.map(BigInt), carries: new BigInt64Array(asked.length) }
  return [...allocate(BigInt(offered), parts, 0n, 'largestRemainder').amounts].map(Number)
}

/** Cuts a sponsor's own orders, first come first served, to what he adds to the others. */
function matched({ matching }: OfferingRow, orders: readonly SubscriptionRow[], shares: number[]): number[] {
  if (matching === null) return shares
  const isSponsor = (index: number) => orders[index]?.partyId === matching.sponsorId
  const others = shares.reduce((sum, got, index) => sum + (isSponsor(index) ? 0 : got), 0)
  let left = Number(round(exact(BigInt(others)).mul(parseRatio(matching.ratio)), 'down'))
  return shares.map((got, index) => {
    if (!isSponsor(index)) return got
    const added = Math.min(got, left)
    left -= added
    return added
  })
}
