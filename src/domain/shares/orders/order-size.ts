import { formatAmount, type MoneyText, parsePositive } from '../../money/money.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { Refusal } from '../../refusal.ts'
import { refuse } from '../refusals.ts'

/**
 * How much is ordered: shares, or the amount they come to; null is not given. `acceptFewer`: where not so many are left, those
 * that are.
 */
export type OrderSize = {
  shares?: number | null | undefined
  amount?: MoneyText | null | undefined
  acceptFewer?: boolean | null | undefined
}

/** What no offering could take. Refuses ORDER_UNCLEAR, SHARES_INVALID. */
export function unclearSize({ shares, amount }: OrderSize): Refusal | null {
  if ((shares == null) === (amount == null)) return refuse.ORDER_UNCLEAR({})
  return shares == null || isCount(shares) ? null : refuse.SHARES_INVALID({ shares })
}

/**
 * The shares that an order of clear size asks for. Refuses SHARES_INVALID, AMOUNT_NOT_WHOLE, BELOW_MINIMUM and what
 * `parsePositive` refuses.
 */
export function sharesAsked(offering: OfferingRow, { shares, amount }: OrderSize): number | Refusal {
  const asked = amount == null ? (shares ?? 0) : sharesFor(offering, amount)
  if (asked instanceof Refusal) return asked
  if (!isCount(asked)) return refuse.SHARES_INVALID({ shares: asked })
  return tooLittle(offering, asked) ?? asked
}

/** The shares that are promised for orders to come. Refuses what `unclearSize` and `sharesAsked` refuse. */
export function sharesPledged(offering: OfferingRow, size: OrderSize): number {
  const shares = unclearSize(size) ?? sharesAsked(offering, size)
  if (shares instanceof Refusal) throw shares
  return shares
}

const isCount = (shares: number) => Number.isSafeInteger(shares) && shares >= 1

/** The shares that an order gets where so many are left: what it asked for, fewer where it takes fewer, or none: SOLD_OUT. */
export function sharesServed(
  offering: OfferingRow,
  asked: number,
  { left, acceptFewer = false }: { left: number; acceptFewer?: boolean },
): number | Refusal {
  if (asked <= left) return asked
  if (!acceptFewer || left < 1) return refuse.SOLD_OUT({ asked, left, offered: offering.shares })
  return tooLittle(offering, left) ?? left
}

function sharesFor({ currency, sharePrice }: OfferingRow, amount: MoneyText): number | Refusal {
  const minor = positive(amount, currency)
  if (minor instanceof Refusal) return minor
  if (minor % sharePrice === 0n) return Number(minor / sharePrice)
  const below = (minor / sharePrice) * sharePrice
  const [lower, higher] = [below, below + sharePrice].map(each => formatAmount(each, currency))
  const price = formatAmount(sharePrice, currency)
  return refuse.AMOUNT_NOT_WHOLE({
    amount: amount.amount,
    price,
    currency,
    lower: lower ?? '',
    higher: higher ?? '',
  })
}

function positive(amount: MoneyText, currency: OfferingRow['currency']): bigint | Refusal {
  try {
    return parsePositive(amount, currency)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function tooLittle({ minimum, sharePrice, currency }: OfferingRow, shares: number): Refusal | null {
  const amount = sharePrice * BigInt(shares)
  if (minimum === null || amount >= minimum) return null
  const [given, least] = [amount, minimum].map(each => formatAmount(each, currency))
  return refuse.BELOW_MINIMUM({ amount: given ?? '', minimum: least ?? '', currency })
}
