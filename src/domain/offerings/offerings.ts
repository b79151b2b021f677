import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'
import type { GoalMode } from './offering.ts'
import { refuse } from './refusals.ts'
import type { Entitlement } from './terms/entitlements.ts'
import type { Audience, LifeClauses } from './terms/life-clauses.ts'
import type { Allotment, Matching, Repeats } from './terms/offering-terms.ts'
import type { Regime } from './terms/regimes.ts'

/**
 * An offering with its terms (once it is published those in force, before the latest), counter and facts. Money in minor
 * units of `currency`. `closesAt` and `paymentDueAt` are those that hold now: moved by the latest early close or extension.
 */
export type OfferingRow = {
  id: string
  projectId: string
  /** Null: nothing it takes enters a register. */
  classId: string | null
  issuerId: string
  currency: Currency
  timeZone: string
  version: number
  sharePrice: bigint
  shares: number
  goalMode: GoalMode
  goal: bigint | null
  maxPerInvestor: number | null
  opensAt: Date
  closesAt: Date
  paymentDueAt: Date
  withdrawalDays: number
  commissionRatio: string
  vatRatio: string
  regime: Regime | null
  keyInformation: string | null
  keyInformationSides: number | null
  offeredElsewhere: bigint
  minimum: bigint | null
  entitlements: readonly Entitlement[]
  allotment: Allotment
  matching: Matching | null
  /** After which time it is offered again. */
  repeats: Repeats | null
  proposerId: string | null
  publishedAt: Date | null
  outcome: 'funded' | 'failed' | null
  closedAt: Date | null
  sharesAllotted: number | null
  amountAllotted: bigint | null
  sharesTaken: number
  /** Of the latest order; 0 before the first. */
  lastPosition: number
  audience: Audience
  life: LifeClauses | null
  /** The closing instant as the terms have it, before it was moved. */
  closesAtInTerms: Date
  /** The latest submission, and how its review ended if not by a publication. */
  submissionId: string | null
  reviewed: 'sentBack' | 'refused' | null
  /** How many members voted for it; 0 where the terms ask for no vote. */
  votes: number
  /** Until just before then its sheet may be corrected, for which it is suspended; null: it is not. */
  correctBy: Date | null
}

/** The offerings with these ids, those that exist. */
export function offerings(em: EntityManager, ids: readonly string[]): Promise<OfferingRow[]> {
  return all(em).where('offering.id', 'in', ids).execute() as Promise<OfferingRow[]>
}

/** One offering. Refuses OFFERING_UNKNOWN. */
export async function offeringOf(em: EntityManager, id: string): Promise<OfferingRow> {
  const [offering] = await offerings(em, [id])
  if (offering === undefined) throw refuse.OFFERING_UNKNOWN({ id })
  return offering
}

/** The offerings of projects, oldest first. */
export function offeringsOfProjects(
  em: EntityManager,
  projectIds: readonly string[],
): Promise<OfferingRow[]> {
  return all(em).where('offering.projectId', 'in', projectIds).orderBy('offering.id').execute() as Promise<
    OfferingRow[]
  >
}

/** The published offerings of these projects, and for whom they exist. */
export async function publishedIn(
  em: EntityManager,
  projectIds: readonly string[],
): Promise<{ id: string; projectId: string; audience: Audience }[]> {
  return sqlOf(em)
    .selectFrom('offeringPublication')
    .innerJoin('offering', 'offering.id', 'offeringPublication.offeringId')
    .innerJoin('offeringTerms', 'offeringTerms.offeringId', 'offering.id')
    .select(['offering.id', 'projectId', 'audience'])
    .where('projectId', 'in', projectIds)
    .where('offeringTerms.version', '=', VERSION)
    .execute()
}

/**
 * Published offerings past their closing instant, or past a vote that missed its quorum, that are not decided yet; of those
 * whose sheet is to be corrected the ones for which it is too late.
 */
export async function offeringsToClose(em: EntityManager, now: Date): Promise<string[]> {
  const rows = await all(em)
    .where('publishedAt', 'is not', null)
    .where('offeringClosure.id', 'is', null)
    .where(
      sql<boolean>`case when ${CORRECT_BY} is not null then ${CORRECT_BY} <= ${now}
                        else ${CLOSES_AT} <= ${now} or ((life->'vote'->>'endsAt')::timestamptz <= ${now}
                               and ${VOTES} < (life->'vote'->>'quorum')::int) end`,
    )
    .execute()
  return rows.map(row => row.id)
}

/** What the latest early close or extension says, and what the terms say before there was one. */
const moved = (column: 'closes_at' | 'payment_due_at') =>
  sql<Date>`coalesce((select ${sql.ref(column)} from closing_change as moved where moved.offering_id = offering.id
                       order by number desc limit 1), ${sql.ref(`offering_terms.${column}`)})`

const CLOSES_AT = moved('closes_at')

const LATEST_SUBMISSION = sql<string | null>`(select id from offering_submission as submission
  where submission.offering_id = offering.id order by number desc limit 1)`

const REVIEWED = sql<'sentBack' | 'refused' | null>`(select outcome from review_decision
  where submission_id = ${LATEST_SUBMISSION})`

/** Votes are counted only where the terms ask for them: orders of others pass here one after the other. */
const VOTES = sql<number>`case when life->'vote' is null then 0 else
  (select count(*)::int from interest_vote where interest_vote.offering_id = offering.id) end`

/** The latest revision that was approved; before any the version that was published; before that the latest one. */
const VERSION = sql<number>`coalesce(
  (select max(version) from offering_revision_approval where offering_id = offering.id),
  offering_publication.version,
  (select max(version) from offering_terms as latest where latest.offering_id = offering.id))`

/** Of the terms in force: under others it is not suspended any more. */
const CORRECT_BY = sql<Date | null>`(select correct_by from sheet_suspension as suspension
  where suspension.offering_id = offering.id and suspension.version = offering_terms.version)`

/** What is read of terms as it stands there. */
const TERMS = [
  'sharePrice',
  'offeringTerms.shares',
  'goalMode',
  'goal',
  'maxPerInvestor',
  'opensAt',
  'withdrawalDays',
  'commissionRatio',
  'vatRatio',
  'regime',
  'keyInformation',
  'keyInformationSides',
  'offeredElsewhere',
  'minimum',
  'entitlements',
  'allotment',
  'matching',
  'repeats',
  'audience',
  'life',
] as const

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('offering')
    .innerJoin('project', 'project.id', 'offering.projectId')
    .innerJoin('act', 'act.id', 'offering.actId')
    .innerJoin('offeringTerms', 'offeringTerms.offeringId', 'offering.id')
    .innerJoin('offeringCounter', 'offeringCounter.offeringId', 'offering.id')
    .leftJoin('offeringPublication', 'offeringPublication.offeringId', 'offering.id')
    .leftJoin('offeringClosure', 'offeringClosure.offeringId', 'offering.id')
    .where('offeringTerms.version', '=', VERSION)
    .select([
      'offering.id',
      'offering.projectId',
      'offering.classId',
      'project.issuerId',
      'project.currency',
      'project.timeZone',
      'offeringTerms.version',
      ...TERMS,
      CLOSES_AT.as('closesAt'),
      moved('payment_due_at').as('paymentDueAt'),
      'act.actorId as proposerId',
      'publishedAt',
      'offeringClosure.outcome',
      'closedAt',
      'sharesAllotted',
      'amountAllotted',
      'offeringCounter.taken as sharesTaken',
      'offeringCounter.position as lastPosition',
      'offeringTerms.closesAt as closesAtInTerms',
      LATEST_SUBMISSION.as('submissionId'),
      REVIEWED.as('reviewed'),
      VOTES.as('votes'),
      CORRECT_BY.as('correctBy'),
    ])
}
