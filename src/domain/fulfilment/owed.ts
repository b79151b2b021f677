import {
  type Entitlement,
  type Item,
  type ItemCount,
  itemsOf,
  itemsWith,
} from '../offerings/terms/entitlements.ts'

/** An order that was allotted: what it got, what was chosen with it, and what the terms it was made on promise. */
export type AllottedOrder = {
  id: string
  shares: number
  chosen: readonly ItemCount[]
  entitlements: readonly Entitlement[]
  timeZone: string
}

/** So many of an item. */
export type OwedItem = { item: Item; count: number }

/** What an allotted order is owed: the items that were chosen for it, and those that come with the shares it got. */
export function owedItems({ shares, chosen, entitlements }: AllottedOrder): OwedItem[] {
  const items = new Map(itemsOf(entitlements).map(item => [item.code, item]))
  return [...chosen, ...itemsWith({ entitlements }, shares)].flatMap(({ code, count }) => {
    const item = items.get(code)
    return item === undefined ? [] : [{ item, count }]
  })
}
