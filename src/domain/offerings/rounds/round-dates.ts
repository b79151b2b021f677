import { addMonths, monthsLater, movedWith } from '../../time/calendar.ts'
import type { OfferingRow } from '../offerings.ts'
import type { OfferingTermsInput } from '../terms/check-offering-terms.ts'
import type { Entitlement } from '../terms/entitlements.ts'

/** What the dates of all rounds are counted from. */
export type FirstRound = Pick<OfferingRow, 'opensAt' | 'closesAt' | 'paymentDueAt' | 'timeZone'>

/**
 * When the round opens and closes that comes so many months after the first: always counted from the first, so that what
 * begins on the 31st of January begins on the 28th of February and again on the 31st of March.
 */
export function roundDates(first: FirstRound, months: number) {
  const { opensAt, closesAt, paymentDueAt, timeZone } = first
  const closes = monthsLater(opensAt, months + 1, timeZone)
  return {
    opensAt: monthsLater(opensAt, months, timeZone),
    closesAt: closes,
    paymentDueAt: movedWith(paymentDueAt, closesAt, closes, timeZone),
  }
}

/** The first month after these whose round has not closed yet: an appeal of a month that has passed is not made up. */
export function monthsToNext(first: FirstRound, months: number, now: Date): number {
  let next = months + 1
  while (roundDates(first, next).closesAt <= now) next += 1
  return next
}

/** The terms of an offering again, for the round that comes so many months after the first. */
export function termsOfRound(
  { first, last }: { first: FirstRound; last: OfferingRow },
  { months, since }: { months: number; since: number },
): OfferingTermsInput {
  const { sharePrice, shares, goalMode, goal, maxPerInvestor, withdrawalDays } = last
  const { commissionRatio, vatRatio, regime, minimum, allotment, matching, repeats, audience } = last
  const { vote: _vote, ...life } = last.life ?? {}
  return {
    ...{ sharePrice, shares, goalMode, goal, maxPerInvestor, withdrawalDays },
    ...{ commissionRatio, vatRatio, regime, minimum, allotment, matching, repeats, audience, life },
    ...roundDates(first, months),
    entitlements: last.entitlements.map(each => deliveredLater(each, since)),
  }
}

function deliveredLater(entitlement: Entitlement, months: number): Entitlement {
  if (!('deliverOn' in entitlement) || entitlement.deliverOn === undefined) return entitlement
  return { ...entitlement, deliverOn: addMonths(entitlement.deliverOn, months) }
}
