import type { Currency } from '../money/currency.ts'
import { parseAmount } from '../money/money.ts'
import { addBusinessDays, isBusinessDay } from '../time/business-days.ts'
import { nextTest, type PayoutRule, type Rail } from './payout-rules.ts'

/** What a balance must reach, in minor units, and the bank business day on which it is tested. */
export type PayoutTest = { minimum: bigint; on: string }

/** The tests to come in a currency, by these rails or by all, as seen on a day: the earliest first. */
export type Testing = (
  of: { currency: Currency; rails: readonly Rail[] | 'all' },
  today: string,
) => readonly PayoutTest[]

/**
 * Finds the tests of some rules. What was found is remembered for as long as the function is: a hundred thousand holders
 * share a handful of currencies, rails and days.
 */
export function testsBy(rules: readonly PayoutRule[]): Testing {
  const known = new Map<string, readonly PayoutTest[]>()
  return ({ currency, rails }, today) => {
    const key = `${currency} ${rails} ${today}`
    const before = known.get(key)
    if (before !== undefined) return before
    const found = rules
      .filter(rule => rule.currency === currency && (rails === 'all' || rails.includes(rule.rail)))
      .flatMap(rule => {
        const on = nextTest(rule, today)
        return on === null ? [] : [{ minimum: parseAmount(rule.minimum, currency), on: onBankDay(on) }]
      })
      .toSorted((a, b) => (a.on < b.on || (a.on === b.on && a.minimum < b.minimum) ? -1 : 1))
    known.set(key, found)
    return found
  }
}

/** A day off is tested on the business day after it. */
const onBankDay = (day: string) => (isBusinessDay(day) ? day : addBusinessDays(day, 1))
