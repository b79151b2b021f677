import type { EntityManager } from '@mikro-orm/postgresql'
import { daysAfter } from '../../time/calendar.ts'
import { lockOffering } from '../lock-offering.ts'
import { refuseMove } from '../offering-states.ts'
import { refuse } from '../refusals.ts'
import { moveClosing } from './move-closing.ts'

/**
 * The issuer or finance lets an open offering close earlier, where its terms foresee it: not before its least number of
 * calendar days since it opened, and with the days of notice, both counted in the project's zone. To the instant at
 * which it closes already nothing is changed.
 * Refuses OFFERING_UNKNOWN, OFFERING_MOVE_ILLEGAL, EARLY_CLOSE_NOT_FORESEEN, EARLY_CLOSE_TOO_SOON.
 */
export async function closeEarly(
  em: EntityManager,
  input: { offeringId: string; closesAt: Date },
  now: Date,
): Promise<{ offeringId: string }> {
  const { offeringId, closesAt } = input
  const offering = await lockOffering(em, offeringId)
  if (closesAt.getTime() === offering.closesAt.getTime()) return { offeringId }
  refuseMove(offering, 'closeEarly', now)
  const { timeZone, life } = offering
  const most = offering.closesAt.toISOString()
  if (life?.earlyClose === undefined) throw refuse.EARLY_CLOSE_NOT_FORESEEN({ closesAt: most })
  const least = daysAfter(offering.opensAt, life.earlyClose.minimumDays, timeZone)
  const notice = daysAfter(now, life.earlyClose.noticeDays, timeZone)
  if (closesAt < least || closesAt < notice || closesAt > offering.closesAt) {
    throw refuse.EARLY_CLOSE_TOO_SOON({
      asked: closesAt.toISOString(),
      least: least.toISOString(),
      notice: notice.toISOString(),
      most,
    })
  }
  await moveClosing(em, offering, { how: 'early', closesAt }, now)
  return { offeringId }
}
