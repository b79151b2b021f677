import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import { formatAmount } from '../money/money.ts'
import { profileOf } from '../parties/people/profiles.ts'
import { lockProject } from './lock-project.ts'
import { classesById, type ProjectRow } from './projects.ts'
import { refuse } from './refusals.ts'
import { checkEntitlements } from './terms/check-entitlements.ts'
import { checkOfferingTerms, type OfferingTermsInput } from './terms/check-offering-terms.ts'
import { itemsOf, USUAL_ENTITLEMENTS } from './terms/entitlements.ts'
import { MOST_SHARES } from './terms/offering-terms.ts'
import { refuse as refuseTerms } from './terms/refusals.ts'

/** What is sold: shares of a class, or, where no order enters a register, something of a project. */
export type Offered = { classId: string } | { projectId: string }

/**
 * Writes an offering with the first version of its terms. The public does not see it before an approver publishes it.
 * Refuses what `checkOfferingTerms` and `checkEntitlements` refuse, CLASS_UNKNOWN, PROJECT_UNKNOWN, PARTY_UNKNOWN,
 * BELOW_NOMINAL, OFFERED_TOO_MANY.
 */
export async function proposeOffering(
  em: EntityManager,
  input: Offered & { terms: OfferingTermsInput },
): Promise<{ offeringId: string }> {
  const { terms } = input
  const shareClass = 'classId' in input ? await classFor(em, input.classId) : null
  const classId = shareClass?.id ?? null
  const project = await lockProject(em, 'classId' in input ? (shareClass?.projectId ?? '') : input.projectId)
  const row = rowOf(terms)
  checkOfferingTerms(terms, project.currency)
  checkEntitlements(row.entitlements, { ...row, classId, currency: project.currency })
  if (row.matching !== null) await profileOf(em, row.matching.sponsorId)
  if (shareClass !== null) {
    const { nominal } = shareClass
    if (nominal !== null && terms.sharePrice < nominal) throw belowNominal(terms.sharePrice, nominal, project)
    const left = shareClass.shares - (await offeredOf(em, shareClass.id))
    if (terms.shares > left)
      throw refuse.OFFERED_TOO_MANY({ asked: terms.shares, left, all: shareClass.shares })
  }
  const offeringId = newId()
  await sqlOf(em).insertInto('offering').values({ id: offeringId, projectId: project.id, classId }).execute()
  await sqlOf(em)
    .insertInto('offeringTerms')
    .values({ offeringId, version: 1, ...row, ...asJson(row) })
    .execute()
  await openCounters(em, offeringId, row)
  return { offeringId }
}

function belowNominal(price: bigint, nominal: bigint, { currency }: ProjectRow) {
  const [given, least] = [price, nominal].map(each => formatAmount(each, currency))
  return refuseTerms.BELOW_NOMINAL({ price: given ?? '', nominal: least ?? '', currency })
}

async function classFor(em: EntityManager, id: string) {
  const [found] = await classesById(em, [id])
  if (found === undefined) throw refuse.CLASS_UNKNOWN({ id })
  return found
}

function rowOf({
  regime = null,
  keyInformation = null,
  offeredElsewhere = 0n,
  minimum = null,
  entitlements = USUAL_ENTITLEMENTS,
  allotment = 'inOrder',
  matching = null,
  ...terms
}: OfferingTermsInput) {
  const [hash, sides] = [keyInformation?.sha256 ?? null, keyInformation?.sides ?? null]
  const given = { minimum, entitlements, allotment, matching }
  return { ...terms, regime, keyInformation: hash, keyInformationSides: sides, offeredElsewhere, ...given }
}

/** A list would be sent as an array of PostgreSQL. */
const asJson = ({ entitlements }: Pick<ReturnType<typeof rowOf>, 'entitlements'>) => ({
  entitlements: sql<typeof entitlements>`${JSON.stringify(entitlements)}::jsonb`,
})

/** Where orders are cut in the end, more may be ordered than there is. */
async function openCounters(
  em: EntityManager,
  offeringId: string,
  { allotment, shares, entitlements }: ReturnType<typeof rowOf>,
): Promise<void> {
  const offered = allotment === 'proRata' ? MOST_SHARES : shares
  await sqlOf(em)
    .insertInto('offeringCounter')
    .values({ offeringId, offered, taken: 0, position: 0 })
    .execute()
  const counters = itemsOf(entitlements).flatMap(({ code, stock }) =>
    stock === undefined ? [] : [{ offeringId, code, stock, taken: 0 }],
  )
  if (counters.length > 0) await sqlOf(em).insertInto('itemCounter').values(counters).execute()
}

/** Shares of a class that are on offer or were allotted: a failed or ended offering gives back what it did not allot. */
async function offeredOf(em: EntityManager, classId: string): Promise<number> {
  const { rows } = await sql<{ offered: number }>`
    select coalesce(sum(coalesce(closure.shares_allotted, terms.shares)), 0)::int as offered
      from offering
      join lateral (select shares from offering_terms where offering_id = offering.id order by version desc limit 1)
           as terms on true
      left join offering_closure as closure on closure.offering_id = offering.id
     where class_id = ${classId}`.execute(sqlOf(em))
  return rows[0]?.offered ?? 0
}
