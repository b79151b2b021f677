import type { Currency } from '../../money/currency.ts'
import { parseRatio } from '../../money/fraction.ts'
import { parseAmount } from '../../money/money.ts'
import { parseName } from '../../parties/people/names.ts'
import { within } from '../../refusal.ts'
import { parseDay } from '../../time/calendar.ts'
import { checkCode, refuseTwice } from './check-contract.ts'
import type { ContractTerms, Tier } from './contract-terms.ts'
import { type Entitlement, type Item, itemsOf, type RegisterRight, registerRights } from './entitlements.ts'
import type { Allotment, Matching } from './offering-terms.ts'
import { refuse } from './refusals.ts'

/** Of terms, what decides whether their promises are clear. */
type Promising = {
  classId: string | null
  currency: Currency
  allotment: Allotment
  matching: Matching | null
}

/** Most of an item, or of the shares it is counted by. */
const MOST_COUNT = 2_000_000_000

/**
 * That what an offering promises is clear: something is promised, a gift promises nothing else, shares stand in a class
 * (and only they do), and each item is counted in one way. Where orders may be cut, pro rata or a sponsor's, no item has a price: what is
 * left of an order might not pay for it. Refuses ENTITLEMENTS_UNCLEAR, ITEM_UNCLEAR, CLASS_CODE_MALFORMED, CLASS_TWICE,
 * NAME_MALFORMED, DATE_MALFORMED and what `parseAmount` refuses.
 */
export function checkEntitlements(
  entitlements: readonly Entitlement[],
  { classId, currency, allotment, matching }: Promising,
): void {
  const unclear = (why: string) => refuse.ENTITLEMENTS_UNCLEAR({ why })
  const kinds = entitlements.map(({ gives }) => gives)
  const [rights, items] = [registerRights(entitlements), itemsOf(entitlements)]
  if (kinds.length === 0) throw unclear('it promises nothing; a gift says so with "nothing"')
  if (kinds.includes('nothing') && kinds.length > 1)
    throw unclear('a gift promises "nothing" and nothing else')
  if (new Set(rights).size < rights.length) throw unclear('a right of its shares is named twice')
  if (rights.length > 0 && classId === null)
    throw unclear(`"${rights[0]}" is given by shares, and no class is named`)
  if (rights.length === 0 && classId !== null)
    throw unclear('a class is named, and no right of its shares is promised')
  refuseTwice(items.map(item => checkCode(item.code)))
  within('entitlements', () => {
    for (const item of items) checkItem(item, currency, allotment === 'proRata' || matching !== null)
  })
}

function checkItem(item: Item, currency: Currency, isCut: boolean): void {
  const { code, name, price, perShares, stock, deliverOn } = item
  const unclear = (why: string) => refuse.ITEM_UNCLEAR({ code, why })
  parseName(name)
  if (deliverOn !== undefined) parseDay(deliverOn)
  if ((price === undefined) === (perShares === undefined))
    throw unclear('it has either a price or a number of shares')
  for (const count of [perShares, stock]) {
    if (count !== undefined && !(Number.isSafeInteger(count) && count >= 1 && count <= MOST_COUNT)) {
      throw unclear(`${count} of it or for it is not between 1 and ${MOST_COUNT}`)
    }
  }
  if (price === undefined) {
    // Else an order for shares would have to be refused for want of what it did not ask for.
    if (stock !== undefined) throw unclear('what comes by itself with shares has no stock of its own')
    return
  }
  if (parseAmount(price, currency) <= 0n) throw unclear(`its price ${price} is not above zero`)
  if (isCut) throw unclear('orders may be cut in the end, and what is left might not pay its price')
}

/**
 * That the contract keeps what the shares of an offering promise: for receipts some tier pays the class, for a repayment one
 * up to what was raised, for interest one up to the interest on it. A share of the capital is held, whatever is paid.
 * Refuses ENTITLEMENT_UNPAID.
 */
export function checkPromise(
  rights: readonly RegisterRight[],
  { tiers }: Pick<ContractTerms, 'tiers'>,
  classCode: string,
): void {
  const paying = tiers.filter(tier =>
    tier.split.some(({ to, ratio }) => to === `class:${classCode}` && pays(ratio)),
  )
  for (const right of rights) {
    if (right !== 'capital' && !paying.some(tier => keeps(right, tier, classCode))) {
      throw refuse.ENTITLEMENT_UNPAID({ right, class: classCode })
    }
  }
}

const pays = (ratio: string) => parseRatio(ratio).n !== 0n

function keeps(right: RegisterRight, { upTo }: Tier, classCode: string): boolean {
  if (right === 'repayment') return upTo?.raised?.class === classCode
  if (right === 'interest') return upTo?.interest?.class === classCode
  return true
}
