import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { refuse } from './refusals.ts'

type Counted = { id: string; shares: number }

/**
 * That a class has so many shares beside those that its offerings offer or have allotted, and those that came into being
 * elsewhere. `offeringId`: this one is not counted. Refuses OFFERED_TOO_MANY.
 */
export async function refuseTooMany(
  em: EntityManager,
  shareClass: Counted,
  asked: number,
  offeringId: string | null = null,
): Promise<void> {
  const left = await sharesLeft(em, shareClass, offeringId)
  if (asked > left) throw refuse.OFFERED_TOO_MANY({ asked, left, all: shareClass.shares })
}

/**
 * How many shares of a class no offering offers or has allotted: one that failed gives back all, one that ended what it did
 * not allot, one that was refused never offered any. Nor came they into being elsewhere.
 */
export async function sharesLeft(
  em: EntityManager,
  shareClass: Counted,
  offeringId: string | null = null,
): Promise<number> {
  const { rows } = await sql<{ offered: number }>`
    select (coalesce(sum(coalesce(closure.shares_allotted,
                                 case allotment when 'proRata' then terms.shares else counter.offered end)), 0)
            + (select coalesce(sum(shares), 0) from outside_shares where class_id = ${shareClass.id}))::int as offered
      from offering
      join offering_counter as counter on counter.offering_id = offering.id
     join lateral (select shares, allotment from offering_terms where offering_id = offering.id
                    order by version desc limit 1) as terms on true
      left join offering_closure as closure on closure.offering_id = offering.id
     where class_id = ${shareClass.id} and offering.id is distinct from ${offeringId}::uuid
       and not exists (select from offering_submission join review_decision on submission_id = offering_submission.id
                        where offering_submission.offering_id = offering.id and outcome = 'refused')`.execute(
    sqlOf(em),
  )
  return shareClass.shares - (rows[0]?.offered ?? 0)
}
