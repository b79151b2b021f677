import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { fixedTerm } from '../../offerings/life/revised-terms.ts'
import { diffOf } from '../../offerings/life/terms-diff.ts'
import { type VersionRow, versionsOf } from '../../offerings/life/versions.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { refuseTooMany } from '../../offerings/offered-shares.ts'
import { refuseMove } from '../../offerings/offering-states.ts'
import { type OfferingRow, offeringOf } from '../../offerings/offerings.ts'
import { classesById, projectOf } from '../../offerings/projects.ts'
import { passPublication } from '../../offerings/publication-gates.ts'
import { refuse } from '../../offerings/refusals.ts'
import { refuseUnlessReviewer } from '../../offerings/review/reviewer.ts'
import { RECONFIRM_DAYS } from '../../offerings/terms/life-clauses.ts'
import { gatesOf } from '../../offerings/terms/regimes.ts'
import { resizeCounter } from '../../offerings/write-terms.ts'
import { TEXTS } from '../../parties/messages/texts.ts'
import { writeMessages } from '../../parties/messages/write-message.ts'
import { lockParty } from '../../parties/people/lock-party.ts'
import { addBusinessDays } from '../../time/business-days.ts'
import { dayOf, endOfDay } from '../../time/calendar.ts'
import { activeSubscriptions } from '../subscriptions.ts'
import { promoteWaiting } from '../waiting/promote-waiting.ts'
import { lapseOrders } from './lapse-orders.ts'
import { investorsToTell } from './readers-of-offering.ts'

/**
 * An approver puts the latest revision of a published offering in force, as he would publish it. From then on every order
 * under older terms that has not ended is suspended: its investor reconfirms it within the business days that the terms
 * said until now (TARGET; 2 if they said nothing), to the end of the last day in the project's zone, or it lapses.
 * Where the regime asks for a sheet and there is another one, investors get a mail (Art 23(8), (12) of Regulation (EU)
 * 2020/1503), and an offering that was suspended for it goes on.
 * Refuses OFFERING_UNKNOWN, OFFERING_MOVE_ILLEGAL, REVISION_UNKNOWN, SHEET_UNCHANGED, SAME_PERSON, INTEREST_DECLARED, TERM_FIXED,
 * REVISION_BELOW_ORDERS, OFFERED_TOO_MANY, and what `checkPublication` refuses.
 */
export async function approveRevision(
  em: EntityManager,
  input: { offeringId: string; version: number; approverId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  const { offeringId, version, approverId } = input
  const { projectId } = await offeringOf(em, offeringId)
  await lockProject(em, projectId)
  await lockOffering(em, offeringId)
  // What was not reconfirmed under the revision before this one ends by that, whether the job was there or not.
  await lapseOrders(em, offeringId, now)
  const offering = await offeringOf(em, offeringId)
  refuseMove(offering, 'approveRevision', now)
  const revision = await waiting(em, offering, version)
  const isOtherSheet = revision.terms.keyInformation !== offering.keyInformation
  if (offering.correctBy !== null && !isOtherSheet) {
    throw refuse.SHEET_UNCHANGED({ correctBy: offering.correctBy.toISOString() })
  }
  await refuseUnlessReviewer(em, offering, approverId, 'Approving a revision')
  await refuseAgainstOrders(em, offering, revision)
  const { shares, sharePrice, keyInformationSides, offeredElsewhere } = revision.terms
  const revised = { ...offering, shares, sharePrice, keyInformationSides, offeredElsewhere }
  const gates = gatesOf(offering.regime)
  if (gates.offerCap || gates.conflicts) await lockParty(em, offering.issuerId)
  await passPublication(em, revised, gates, now)
  const days = offering.life?.reconfirmDays ?? RECONFIRM_DAYS
  const lastDay = addBusinessDays(dayOf(now, offering.timeZone), days)
  const reconfirmBy = endOfDay(lastDay, offering.timeZone)
  await sqlOf(em)
    .insertInto('offeringRevisionApproval')
    .values({ offeringId, version, approvedAt: now, reconfirmBy })
    .execute()
  await resizeCounter(em, revision.terms)
  await promoteWaiting(em, offeringId, now)
  if (gates.sheetCorrection && isOtherSheet) await tellInvestors(em, offering, lastDay, now)
  return { offeringId }
}

/** Whoever ordered under the sheet before, or waits, is told at once that there is another one. */
async function tellInvestors(em: EntityManager, offering: OfferingRow, lastDay: string, now: Date) {
  const { name: project } = await projectOf(em, offering.projectId)
  const mails = (await investorsToTell(em, offering.id, now)).map(({ address, language }) => ({
    ...{ address, ...TEXTS[language].sheetCorrected({ project, lastDay }) },
  }))
  await writeMessages(em, mails, now)
}

/** The revision that waits: the latest version, if it is not in force. An older one would take a later one back. */
async function waiting(em: EntityManager, offering: OfferingRow, version: number): Promise<VersionRow> {
  const latest = (await versionsOf(em, offering.id)).at(-1)
  const waits = latest !== undefined && latest.terms.version > offering.version ? latest : undefined
  if (waits?.terms.version === version) return waits
  throw refuse.REVISION_UNKNOWN({ version, waiting: waits ? `version ${waits.terms.version}` : 'none' })
}

/** What was paid for orders was a price times a number of shares: the price stays while there are any, and so do the shares. */
async function refuseAgainstOrders(
  em: EntityManager,
  offering: OfferingRow,
  { terms }: VersionRow,
): Promise<void> {
  const { id, sharePrice, currency, sharesTaken } = offering
  const [price] = diffOf({ sharePrice }, { sharePrice: terms.sharePrice }, currency)
  const orders = price ? await activeSubscriptions(em, id) : []
  if (price && orders.length > 0) throw fixedTerm(price, `${orders.length} orders were made at it`)
  if (offering.allotment === 'inOrder' && terms.shares < sharesTaken) {
    throw refuse.REVISION_BELOW_ORDERS({ shares: terms.shares, ordered: sharesTaken })
  }
  const [shareClass] = offering.classId === null ? [] : await classesById(em, [offering.classId])
  if (shareClass !== undefined) await refuseTooMany(em, shareClass, terms.shares, id)
}
