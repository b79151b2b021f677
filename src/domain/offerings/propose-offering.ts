import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import { lockProject } from './lock-project.ts'
import { classesById } from './projects.ts'
import { refuse } from './refusals.ts'
import { checkOfferingTerms, type OfferingTermsInput } from './terms/check-offering-terms.ts'

/**
 * Writes an offering of one class with the first version of its terms. The public does not see it before an
 * approver publishes it. Refuses what `checkOfferingTerms` refuses, CLASS_UNKNOWN, OFFERED_TOO_MANY.
 */
export async function proposeOffering(
  em: EntityManager,
  input: { classId: string; terms: OfferingTermsInput },
): Promise<{ offeringId: string }> {
  const { classId, terms } = input
  const [shareClass] = await classesById(em, [classId])
  if (shareClass === undefined) throw refuse.CLASS_UNKNOWN({ id: classId })
  const project = await lockProject(em, shareClass.projectId)
  checkOfferingTerms(terms, project.currency)
  const left = shareClass.shares - (await offeredOf(em, classId))
  if (terms.shares > left)
    throw refuse.OFFERED_TOO_MANY({ asked: terms.shares, left, all: shareClass.shares })
  const offeringId = newId()
  await sqlOf(em).insertInto('offering').values({ id: offeringId, projectId: project.id, classId }).execute()
  await sqlOf(em)
    .insertInto('offeringTerms')
    .values({ offeringId, version: 1, ...rowOf(terms) })
    .execute()
  await sqlOf(em)
    .insertInto('offeringCounter')
    .values({ offeringId, offered: terms.shares, taken: 0, position: 0 })
    .execute()
  return { offeringId }
}

function rowOf({
  regime = null,
  keyInformation = null,
  offeredElsewhere = 0n,
  ...terms
}: OfferingTermsInput) {
  const [hash, sides] = [keyInformation?.sha256 ?? null, keyInformation?.sides ?? null]
  return { ...terms, regime, keyInformation: hash, keyInformationSides: sides, offeredElsewhere }
}

/** Shares of a class that are on offer or were allotted: a failed or ended offering gives back what it did not allot. */
async function offeredOf(em: EntityManager, classId: string): Promise<number> {
  const { rows } = await sql<{ offered: number }>`
    select coalesce(sum(coalesce(closure.shares_allotted, counter.offered)), 0)::int as offered
      from offering
      join offering_counter as counter on counter.offering_id = offering.id
      left join offering_closure as closure on closure.offering_id = offering.id
     where class_id = ${classId}`.execute(sqlOf(em))
  return rows[0]?.offered ?? 0
}
