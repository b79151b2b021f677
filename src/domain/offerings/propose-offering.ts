import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { vatRateOn } from '../billing/vat-rates.ts'
import { newId } from '../ids.ts'
import { profileOf } from '../parties/people/profiles.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'
import { lockProject } from './lock-project.ts'
import { refuseTooMany } from './offered-shares.ts'
import { classesById } from './projects.ts'
import { refuse } from './refusals.ts'
import { writeSubmission } from './review/submit-offering.ts'
import type { CardTermsInput } from './terms/check-card-terms.ts'
import { checkEntitlements } from './terms/check-entitlements.ts'
import { checkOfferingTerms, type OfferingTermsInput } from './terms/check-offering-terms.ts'
import { checkRepeats } from './terms/check-repeats.ts'
import { USUAL_ENTITLEMENTS } from './terms/entitlements.ts'
import { refuseBelowNominal } from './terms/valuation.ts'
import { openCounters, writeTerms } from './write-terms.ts'

/** What is sold: shares of a class, or, where no order enters a register, something of a project. */
export type Offered = { classId: string } | { projectId: string; isFurtherRound?: boolean }

/** Terms as they are proposed: without a rate of VAT it is the standard rate of the closing day. */
export type NewTerms = Omit<OfferingTermsInput, 'vatRatio'> & { vatRatio?: string | null | undefined }

/**
 * Writes an offering with the first version of its terms, and hands it in for review unless it is to stay a draft. The
 * public does not see it before an approver publishes it. Refuses what `checkOfferingTerms`, `checkRepeats` and
 * `checkEntitlements` refuse,
 * CLASS_UNKNOWN, PROJECT_UNKNOWN, PARTY_UNKNOWN, BELOW_NOMINAL, OFFERED_TOO_MANY, VAT_RATE_UNKNOWN.
 */
export async function proposeOffering(
  em: EntityManager,
  input: Offered & { terms: NewTerms; asDraft?: boolean },
): Promise<{ offeringId: string }> {
  const terms = { ...input.terms, vatRatio: input.terms.vatRatio ?? usualVat(input.terms) }
  const shareClass = 'classId' in input ? await classFor(em, input.classId) : null
  const classId = shareClass?.id ?? null
  const project = await lockProject(em, 'classId' in input ? (shareClass?.projectId ?? '') : input.projectId)
  const row = rowOf(terms)
  checkOfferingTerms(terms, project.currency)
  if (!('isFurtherRound' in input)) checkRepeats(row, { classId, timeZone: project.timeZone })
  checkEntitlements(row.entitlements, { ...row, classId, currency: project.currency })
  if (row.matching !== null) await profileOf(em, row.matching.sponsorId)
  if (shareClass !== null) {
    refuseBelowNominal(terms.sharePrice, shareClass, project)
    await refuseTooMany(em, shareClass, terms.shares)
  }
  const offeringId = newId()
  await sqlOf(em).insertInto('offering').values({ id: offeringId, projectId: project.id, classId }).execute()
  await writeTerms(em, { offeringId, version: 1, ...row })
  await openCounters(em, { offeringId, ...row })
  if (terms.cards != null) await takeCards(em, offeringId, terms.cards)
  if (!input.asDraft) await writeSubmission(em, { offeringId, version: 1, number: 1 })
  return { offeringId }
}

async function classFor(em: EntityManager, id: string) {
  const [found] = await classesById(em, [id])
  if (found === undefined) throw refuse.CLASS_UNKNOWN({ id })
  return found
}

/** Where the terms do not say: the standard rate of the day on which the platform will have earned its commission. */
function usualVat({ commissionRatio, closesAt }: NewTerms): string {
  return /[1-9]/.test(commissionRatio) ? vatRateOn(dayOf(closesAt, PLATFORM_ZONE)).ratio : '0'
}

async function takeCards(em: EntityManager, offeringId: string, cards: CardTermsInput): Promise<void> {
  const { paymentCosts, holdDays } = cards
  await sqlOf(em)
    .insertInto('cardTerms')
    .values({ offeringId, version: 1, paymentCosts, chargeback: 'receivable', holdDays })
    .execute()
}

function rowOf({
  regime = null,
  keyInformation = null,
  offeredElsewhere = 0n,
  minimum = null,
  entitlements = USUAL_ENTITLEMENTS,
  allotment = 'inOrder',
  matching = null,
  life = null,
  audience = 'public',
  repeats = null,
  cards: _cards,
  ...terms
}: OfferingTermsInput) {
  const [hash, sides] = [keyInformation?.sha256 ?? null, keyInformation?.sides ?? null]
  const given = { minimum, entitlements, allotment, matching, life, audience, repeats }
  return { ...terms, regime, keyInformation: hash, keyInformationSides: sides, offeredElsewhere, ...given }
}
