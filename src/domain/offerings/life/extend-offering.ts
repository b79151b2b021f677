import type { EntityManager } from '@mikro-orm/postgresql'
import { daysAfter } from '../../time/calendar.ts'
import { lockOffering } from '../lock-offering.ts'
import { refuseMove } from '../offering-states.ts'
import { refuse } from '../refusals.ts'
import { moveClosing } from './move-closing.ts'

/**
 * The issuer or finance lets an offering close later, before its closing begins and at most by the calendar days that
 * its terms foresee, counted from the closing instant in the terms in the project's zone. Whoever ordered knew of these
 * days, so no order is suspended by it. To the instant at which it closes already nothing is changed.
 * Refuses OFFERING_UNKNOWN, OFFERING_MOVE_ILLEGAL, EXTENSION_NOT_FORESEEN, EXTENSION_OUT_OF_RANGE.
 */
export async function extendOffering(
  em: EntityManager,
  input: { offeringId: string; closesAt: Date },
  now: Date,
): Promise<{ offeringId: string }> {
  const { offeringId, closesAt } = input
  const offering = await lockOffering(em, offeringId)
  if (closesAt.getTime() === offering.closesAt.getTime()) return { offeringId }
  refuseMove(offering, 'extendOffering', now)
  const days = offering.life?.mostExtensionDays
  const least = offering.closesAt.toISOString()
  if (days === undefined) throw refuse.EXTENSION_NOT_FORESEEN({ closesAt: least })
  const most = daysAfter(offering.closesAtInTerms, days, offering.timeZone)
  if (closesAt < offering.closesAt || closesAt > most) {
    throw refuse.EXTENSION_OUT_OF_RANGE({
      asked: closesAt.toISOString(),
      least,
      most: most.toISOString(),
      days: String(days),
    })
  }
  await moveClosing(em, offering, { how: 'extended', closesAt }, now)
  return { offeringId }
}
