import { formatAmount } from '../../money/money.ts'
import type { OfferingRow } from '../offerings.ts'
import type { ProjectRow, ShareClassRow } from '../projects.ts'
import { registerRights } from './entitlements.ts'
import { refuse } from './refusals.ts'

/**
 * What the price of a share says the whole is worth, in minor units: the shares there are before the offering, and with all it
 * offers. `premium`: what a share costs beyond its part of the capital; null where its class names none.
 */
export type Valuation = { preMoney: bigint; postMoney: bigint; premium: bigint | null }

/** The valuation of an offering that gives a share of the capital; null for every other. */
export function valuationOf(
  { entitlements, sharePrice, shares: offered }: OfferingRow,
  { shares: all, nominal }: ShareClassRow,
): Valuation | null {
  if (!registerRights(entitlements).includes('capital')) return null
  return {
    preMoney: sharePrice * BigInt(all - offered),
    postMoney: sharePrice * BigInt(all),
    premium: nominal === null ? null : sharePrice - nominal,
  }
}

/** Refuses BELOW_NOMINAL: no share is sold for less than its part of the capital. */
export function refuseBelowNominal(
  price: bigint,
  { nominal }: ShareClassRow,
  { currency }: Pick<ProjectRow, 'currency'>,
): void {
  if (nominal === null || price >= nominal) return
  const [given, least] = [price, nominal].map(each => formatAmount(each, currency))
  throw refuse.BELOW_NOMINAL({ price: given ?? '', nominal: least ?? '', currency })
}
