import type { OfferingRow } from '../offerings.ts'

/** What shares in the register may be promised to give; which of it they do give is written in the contract's tiers. */
export type RegisterRight = 'receipts' | 'capital' | 'repayment' | 'interest'

/**
 * A thing that is handed over or a seat that is taken, beside or instead of shares. Chosen: each takes `price` of what the
 * order comes to, and there are `stock` of it. By itself: one for each `perShares` shares of the order.
 */
export type Item = {
  gives: 'reward' | 'ticket'
  code: string
  name: string
  /** A decimal in the project's currency. */
  price?: string
  perShares?: number
  /** Not given: as many as are asked for. */
  stock?: number
  /** The day by which it is delivered, or of the event. */
  deliverOn?: string
}

/**
 * What an order gives when it is allotted; an offering may promise several. Through the register go those of
 * `RegisterRight`: the order becomes shares of the class. `nothing` is a gift.
 */
export type Entitlement = { gives: RegisterRight } | Item | { gives: 'nothing' }

/** The kinds there are, in the order of the docstrings above. */
export const ENTITLEMENT_KINDS = [
  'receipts',
  'capital',
  'repayment',
  'interest',
  'reward',
  'ticket',
  'nothing',
] as const satisfies readonly Entitlement['gives'][]

/** What an offering promises where its terms do not say: a share of receipts. */
export const USUAL_ENTITLEMENTS: readonly Entitlement[] = [{ gives: 'receipts' }]

/** The rights that its shares give; none: its orders never enter the register. */
export function registerRights(entitlements: readonly Entitlement[]): RegisterRight[] {
  return entitlements.flatMap(({ gives }) => (isRight(gives) ? [gives] : []))
}

/** Whether it is a right of shares; if not it is an item, or nothing at all. */
function isRight(gives: Entitlement['gives']): gives is RegisterRight {
  return !isItemKind(gives) && gives !== 'nothing'
}

/** Whether it is handed over or admitted, and so has a code and a name. */
export function isItemKind(gives: Entitlement['gives']): gives is Item['gives'] {
  return gives === 'reward' || gives === 'ticket'
}

/** Whether an item is a seat that is taken; if not it is handed over. */
export function isAdmitted({ gives }: Pick<Item, 'gives'>): boolean {
  return gives === 'ticket'
}

/** The rewards and tickets that it promises. */
export function itemsOf(entitlements: readonly Entitlement[]): Item[] {
  return entitlements.filter((each): each is Item => each.gives === 'reward' || each.gives === 'ticket')
}

/** So many of an item. */
export type ItemCount = { code: string; count: number }

/** What so many shares of an offering bring by themselves. */
export function itemsWith({ entitlements }: Pick<OfferingRow, 'entitlements'>, shares: number): ItemCount[] {
  return itemsOf(entitlements).flatMap(({ code, perShares }) => {
    const count = perShares === undefined ? 0 : Math.floor(shares / perShares)
    return count === 0 ? [] : [{ code, count }]
  })
}
