import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { Currency } from '../../money/currency.ts'
import { cardTermsOf } from '../cards/card-terms-of.ts'
import { lockOffering } from '../lock-offering.ts'
import { lockProject } from '../lock-project.ts'
import { refuseTooMany } from '../offered-shares.ts'
import { refuseMove } from '../offering-states.ts'
import { offeringOf } from '../offerings.ts'
import { classesById } from '../projects.ts'
import { refuse } from '../refusals.ts'
import { checkEntitlements } from '../terms/check-entitlements.ts'
import { checkOfferingTerms, type OfferingTermsInput } from '../terms/check-offering-terms.ts'
import { checkRepeats } from '../terms/check-repeats.ts'
import { refuseBelowNominal } from '../terms/valuation.ts'
import { resizeCounters, writeTerms } from '../write-terms.ts'
import { asGiven, refuseFixed, revised } from './revised-terms.ts'
import { diffOf } from './terms-diff.ts'
import { type TermsRow, termsOf } from './versions.ts'

/**
 * Appends the next version of an offering's terms: those that count now, with these changed. Before the publication the
 * latest version counts at once; afterwards the new one waits for `approveRevision`.
 * Refuses OFFERING_UNKNOWN, OFFERING_MOVE_ILLEGAL, what `checkOfferingTerms`, `checkRepeats` and `checkEntitlements` refuse,
 * TERMS_UNCHANGED, TERMS_FROZEN,
 * TERM_FIXED, SHEET_UNCHANGED, OFFERED_TOO_MANY.
 */
export async function reviseOffering(
  em: EntityManager,
  input: { offeringId: string; terms: Partial<OfferingTermsInput> },
  now: Date,
): Promise<{ offeringId: string }> {
  const { offeringId } = input
  const { projectId, classId } = await offeringOf(em, offeringId)
  const { currency, timeZone } = await lockProject(em, projectId)
  const offering = await lockOffering(em, offeringId)
  refuseMove(offering, 'reviseOffering', now)
  const before = await termsOf(em, offeringId, offering.version)
  const after = revised(before, input.terms)
  const [cards = null] = await cardTermsOf(em, [offeringId])
  checkOfferingTerms({ ...asGiven(after), cards }, currency)
  checkRepeats(after, { classId, timeZone })
  const changes = diffOf(before, after, currency)
  if (changes.length === 0) throw refuse.TERMS_UNCHANGED({ version: before.version })
  refuseFixed(offering, changes)
  checkEntitlements(after.entitlements, { ...after, classId, currency })
  if (classId !== null) await checkClass(em, classId, after, currency)
  await writeTerms(em, { ...after, version: nextVersion(offeringId) })
  if (offering.publishedAt === null) await resizeCounters(em, after)
  return { offeringId }
}

async function checkClass(em: EntityManager, classId: string, after: TermsRow, currency: Currency) {
  const [shareClass] = await classesById(em, [classId])
  if (shareClass === undefined) throw refuse.CLASS_UNKNOWN({ id: classId })
  refuseBelowNominal(after.sharePrice, shareClass, { currency })
  await refuseTooMany(em, shareClass, after.shares, after.offeringId)
}

/** The number after the latest. */
function nextVersion(offeringId: string) {
  return sql<number>`(select max(version) + 1 from offering_terms where offering_id = ${offeringId})`
}
