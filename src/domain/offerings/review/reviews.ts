import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { PLATFORM_ZONE } from '../../time/calendar.ts'
import type { ReviewReason } from './criteria.ts'

/** A submission and how its review ended; `outcome` null: it waits. */
export type ReviewRow = {
  offeringId: string
  version: number
  submittedAt: Date
  outcome: 'accepted' | 'sentBack' | 'refused' | null
  reason: ReviewReason | null
  explanation: string | null
  decidedAt: Date | null
}

/** The reviews of an offering, the first one first. */
export async function reviewsOf(em: EntityManager, offeringId: string): Promise<ReviewRow[]> {
  const { rows } = await sql<ReviewRow>`
    select submission.offering_id as "offeringId", submission.version, occurred_at as "submittedAt",
           case when decision.outcome is null and published_at is not null then 'accepted' else decision.outcome end
             as outcome,
           reason, explanation, coalesce(decided_at, published_at) as "decidedAt"
      from offering_submission as submission
      join act on act.id = submission.act_id
      left join review_decision as decision on decision.submission_id = submission.id
      left join offering_publication as publication on publication.offering_id = submission.offering_id
     where submission.offering_id = ${offeringId} order by number`.execute(sqlOf(em))
  return rows
}

/** How many were handed in within a month, and how many reviews ended in it, each way. `month`: such as "2025-01". */
export type ReviewMonth = {
  month: string
  submitted: number
  accepted: number
  sentBack: number
  refused: number
}

/** The months in which something was handed in or decided, the latest first; months in the zone of the platform. */
export async function reviewMonths(em: EntityManager, most: number): Promise<ReviewMonth[]> {
  const { rows } = await sql<ReviewMonth>`
    with step (what, happened_at) as (
      select 'submitted', occurred_at from offering_submission join act on act.id = act_id
      union all select 'accepted', published_at from offering_publication
      union all select outcome, decided_at from review_decision
    )
    select to_char(happened_at at time zone ${PLATFORM_ZONE}::text, 'YYYY-MM') as month,
           (count(*) filter (where what = 'submitted'))::int as submitted,
           (count(*) filter (where what = 'accepted'))::int as accepted,
           (count(*) filter (where what = 'sentBack'))::int as "sentBack",
           (count(*) filter (where what = 'refused'))::int as refused
      from step group by month order by month desc limit ${most}`.execute(sqlOf(em))
  return rows
}
