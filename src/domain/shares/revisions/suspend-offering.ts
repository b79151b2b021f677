import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { refuseMove } from '../../offerings/offering-states.ts'
import type { OfferingRow } from '../../offerings/offerings.ts'
import { projectOf } from '../../offerings/projects.ts'
import { refuse } from '../../offerings/refusals.ts'
import { readReason } from '../../offerings/review/reason.ts'
import { gatesOf } from '../../offerings/terms/regimes.ts'
import { TEXTS } from '../../parties/messages/texts.ts'
import { writeMessages } from '../../parties/messages/write-message.ts'
import { within } from '../../refusal.ts'
import { addDays, dayOf, endOfDay } from '../../time/calendar.ts'
import { investorsToTell, issuersToTell } from './readers-of-offering.ts'

/**
 * Somebody of the platform suspends an offering because its key investment information sheet leaves out or misstates what
 * could matter to the return: Art 23(12) of Regulation (EU) 2020/1503. Until an approved revision with another sheet is in
 * force no order is taken and nothing is decided; every order may be withdrawn. Without one by the end of the last calendar
 * day that the article allows, counted in the project's zone and without the day of the suspension, it is cancelled. Its
 * owner's people and all who ordered or wait get a mail, in this transaction.
 * Refuses OFFERING_UNKNOWN, OFFERING_MOVE_ILLEGAL, SHEET_NOT_ASKED, REASON_MALFORMED.
 */
export async function suspendOffering(
  em: EntityManager,
  input: { offeringId: string; reason: string },
  now: Date,
): Promise<{ offeringId: string }> {
  const { offeringId } = input
  const offering = await lockOffering(em, offeringId)
  refuseMove(offering, 'suspendOffering', now)
  const { sheetCorrection } = gatesOf(offering.regime)
  if (!sheetCorrection) throw refuse.SHEET_NOT_ASKED({ regime: offering.regime ?? 'none' })
  const reason = within('reason', () => readReason(input.reason))
  const lastDay = addDays(dayOf(now, offering.timeZone), sheetCorrection.parameters.calendarDays)
  const correctBy = endOfDay(lastDay, offering.timeZone)
  await sqlOf(em)
    .insertInto('sheetSuspension')
    .values({ offeringId, version: offering.version, reason, suspendedAt: now, correctBy })
    .execute()
  await tellOf(em, offering, { reason, lastDay }, now)
  return { offeringId }
}

type News = { reason: string; lastDay: string }

/** Art 23(12) asks to signal it to the owner, and to inform investors at once: what is wrong, what follows, what they may do. */
async function tellOf(em: EntityManager, offering: OfferingRow, news: News, now: Date): Promise<void> {
  const { name: project } = await projectOf(em, offering.projectId)
  const facts = { project, ...news }
  const issuers = await issuersToTell(em, offering, now)
  const investors = await investorsToTell(em, offering.id, now)
  const mails = [
    ...issuers.map(({ address, language }) => ({ address, ...TEXTS[language].sheetDefect(facts) })),
    ...investors.map(({ address, language }) => ({ address, ...TEXTS[language].sheetSuspended(facts) })),
  ]
  await writeMessages(em, mails, now)
}
