import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'
import type { GoalMode } from './offering.ts'
import { refuse } from './refusals.ts'
import type { Entitlement } from './terms/entitlements.ts'
import type { Allotment, Matching } from './terms/offering-terms.ts'
import type { Regime } from './terms/regimes.ts'

/** An offering with its current terms, counter and facts. Money in minor units of `currency`. */
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
  proposerId: string | null
  publishedAt: Date | null
  outcome: 'funded' | 'failed' | null
  closedAt: Date | null
  sharesAllotted: number | null
  amountAllotted: bigint | null
  sharesTaken: number
  /** Of the latest order; 0 before the first. */
  lastPosition: number
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

/** Which of these projects have a published offering. */
export async function publishedProjects(em: EntityManager, ids: readonly string[]): Promise<string[]> {
  const found = await sqlOf(em)
    .selectFrom('offeringPublication')
    .innerJoin('offering', 'offering.id', 'offeringPublication.offeringId')
    .select('projectId')
    .distinct()
    .where('projectId', 'in', ids)
    .execute()
  return found.map(row => row.projectId)
}

/** Published offerings past their closing instant that are not decided yet. */
export async function offeringsToClose(em: EntityManager, now: Date): Promise<string[]> {
  const rows = await all(em)
    .where('publishedAt', 'is not', null)
    .where('closesAt', '<=', now)
    .where('offeringClosure.id', 'is', null)
    .execute()
  return rows.map(row => row.id)
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('offering')
    .innerJoin('project', 'project.id', 'offering.projectId')
    .innerJoin('act', 'act.id', 'offering.actId')
    .innerJoin('offeringTerms', 'offeringTerms.offeringId', 'offering.id')
    .innerJoin('offeringCounter', 'offeringCounter.offeringId', 'offering.id')
    .leftJoin('offeringPublication', 'offeringPublication.offeringId', 'offering.id')
    .leftJoin('offeringClosure', 'offeringClosure.offeringId', 'offering.id')
    .where(({ eb, selectFrom }) =>
      eb(
        'offeringTerms.version',
        '=',
        selectFrom('offeringTerms as latest')
          .whereRef('latest.offeringId', '=', 'offering.id')
          .select(({ fn }) => fn.max('latest.version').as('version')),
      ),
    )
    .select([
      'offering.id',
      'offering.projectId',
      'offering.classId',
      'project.issuerId',
      'project.currency',
      'project.timeZone',
      'offeringTerms.version',
      'sharePrice',
      'offeringTerms.shares',
      'goalMode',
      'goal',
      'maxPerInvestor',
      'opensAt',
      'closesAt',
      'paymentDueAt',
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
      'act.actorId as proposerId',
      'publishedAt',
      'outcome',
      'closedAt',
      'sharesAllotted',
      'amountAllotted',
      'offeringCounter.taken as sharesTaken',
      'offeringCounter.position as lastPosition',
    ])
}
