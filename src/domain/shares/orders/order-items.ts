import { formatAmount, parseAmount } from '../../money/money.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { type ItemCount, itemsOf } from '../../offerings/terms/entitlements.ts'
import { Refusal } from '../../refusal.ts'
import { refuse } from '../refusals.ts'

/** How many of each item of limited stock are left, by code. Orders that are served take from it. */
export type ItemsLeft = Map<string, number>

/**
 * The items that an order chooses, if they are there and what it comes to pays them all; nothing is taken else.
 * Refuses ITEM_UNKNOWN, ITEM_COUNT_INVALID, ITEM_SOLD_OUT, ITEMS_TOO_DEAR.
 */
export function takeItems(
  offering: OfferingRow,
  { items = [], amount }: { items: readonly ItemCount[] | undefined; amount: bigint },
  left: ItemsLeft,
): ItemCount[] | Refusal {
  if (items.length === 0) return []
  const chosen = sumUp(items)
  let cost = 0n
  for (const { code, count } of chosen) {
    const price = priceOf(offering, code, count, left)
    if (price instanceof Refusal) return price
    cost += price
  }
  if (cost > amount) {
    const { currency } = offering
    const [cents, has] = [cost, amount].map(each => formatAmount(each, currency))
    return refuse.ITEMS_TOO_DEAR({ cost: cents ?? '', amount: has ?? '', currency })
  }
  for (const { code, count } of chosen) {
    const before = left.get(code)
    if (before !== undefined) left.set(code, before - count)
  }
  return chosen
}

function sumUp(items: readonly ItemCount[]): ItemCount[] {
  const counts = new Map<string, number>()
  for (const { code, count } of items) counts.set(code, (counts.get(code) ?? 0) + count)
  return [...counts].map(([code, count]) => ({ code, count }))
}

function priceOf(
  { entitlements, currency }: OfferingRow,
  code: string,
  count: number,
  left: ItemsLeft,
): bigint | Refusal {
  const item = itemsOf(entitlements).find(each => each.code === code)
  if (item?.price === undefined) return refuse.ITEM_UNKNOWN({ code })
  if (!Number.isSafeInteger(count) || count < 1) return refuse.ITEM_COUNT_INVALID({ code, count })
  const there = left.get(code) ?? count
  if (count > there) return refuse.ITEM_SOLD_OUT({ code, asked: count, left: there })
  return parseAmount(item.price, currency) * BigInt(count)
}
