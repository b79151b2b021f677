import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
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

/** Who reads a list of projects: the parties that he is or acts for, and the projects that he knows from inside. */
export type Reader = { partyIds: readonly string[]; projectIds: readonly string[] }

/** A page of projects by id; for a reader those he knows, and those with a published offering that exists for him. */
export async function projectsPage(
  em: EntityManager,
  { reader }: { reader: Reader | null },
  slice: Slice,
): Promise<ProjectRow[]> {
  const { within, order, limit } = keyset(['project.id'], slice)
  const query = sqlOf(em)
    .selectFrom('project')
    .select(['id', 'name', 'issuerId', 'currency', 'timeZone'])
    .where(within)
    .orderBy(order)
    .limit(limit)
  return (reader === null ? query : query.where(existsFor(reader))).execute() as Promise<ProjectRow[]>
}

function existsFor({ partyIds, projectIds }: Reader) {
  return sql<boolean>`(
    project.id = any(${projectIds}::uuid[]) or exists (
      select from offering
        join offering_publication as publication on publication.offering_id = offering.id
        join offering_terms as terms on terms.offering_id = offering.id
         and terms.version = coalesce((select max(version) from offering_revision_approval as approval
                                        where approval.offering_id = offering.id), publication.version)
       where offering.project_id = project.id
         and (audience = 'public' or (audience = 'members' and ${partyIds.length > 0})
              or (audience = 'invited' and exists (
                    select from invitation
                      left join invitation_redemption as redeemed on invitation_id = invitation.id
                     where invitation.offering_id = offering.id
                       and coalesce(redeemed.party_id, invitation.party_id) = any(${partyIds}::uuid[]))))))`
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
