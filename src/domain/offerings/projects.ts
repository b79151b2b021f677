import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../database/keyset.ts'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'
import { refuse } from './refusals.ts'

export type ProjectRow = {
  id: string
  name: string
  issuerId: string
  currency: Currency
  timeZone: string
}

/** The projects with these ids, those that exist. */
export function projects(em: EntityManager, ids: readonly string[]): Promise<ProjectRow[]> {
  return sqlOf(em)
    .selectFrom('project')
    .select(['id', 'name', 'issuerId', 'currency', 'timeZone'])
    .where('id', 'in', ids)
    .execute() as Promise<ProjectRow[]>
}

/** A page of projects by id; for the public those with a published offering. */
export async function projectsPage(
  em: EntityManager,
  { publishedOnly }: { publishedOnly: boolean },
  slice: Slice,
): Promise<ProjectRow[]> {
  const { within, order, limit } = keyset(['project.id'], slice)
  const query = sqlOf(em)
    .selectFrom('project')
    .select(['id', 'name', 'issuerId', 'currency', 'timeZone'])
    .where(within)
    .orderBy(order)
    .limit(limit)
  const published = query.where(({ exists, selectFrom }) =>
    exists(
      selectFrom('offering')
        .innerJoin('offeringPublication', 'offeringPublication.offeringId', 'offering.id')
        .whereRef('offering.projectId', '=', 'project.id')
        .select('offering.id'),
    ),
  )
  return (publishedOnly ? published : query).execute() as Promise<ProjectRow[]>
}

/** The projects of which one of these parties is the issuer. */
export async function projectsIssuedBy(
  em: EntityManager,
  partyIds: readonly string[],
): Promise<{ id: string; issuerId: string }[]> {
  if (partyIds.length === 0) return []
  return sqlOf(em)
    .selectFrom('project')
    .select(['id', 'issuerId'])
    .where('issuerId', 'in', partyIds)
    .execute()
}

/** One project. Refuses PROJECT_UNKNOWN. */
export async function projectOf(em: EntityManager, id: string): Promise<ProjectRow> {
  const [project] = await projects(em, [id])
  if (project === undefined) throw refuse.PROJECT_UNKNOWN({ id })
  return project
}

export type ShareClassRow = {
  id: string
  projectId: string
  code: string
  name: string
  shares: number
  /** What one share is of the capital, in minor units, if anything. */
  nominal: bigint | null
}

/** The share classes of a project, in the order they were named. */
export function classesOf(em: EntityManager, projectId: string): Promise<ShareClassRow[]> {
  return classes(em).where('projectId', '=', projectId).orderBy('id').execute()
}

/** The share classes with these ids, those that exist. */
export function classesById(em: EntityManager, ids: readonly string[]): Promise<ShareClassRow[]> {
  return classes(em).where('id', 'in', ids).execute()
}

function classes(em: EntityManager) {
  return sqlOf(em).selectFrom('shareClass').select(['id', 'projectId', 'code', 'name', 'shares', 'nominal'])
}
