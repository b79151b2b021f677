import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { regimesWith } from './terms/regimes.ts'

/**
 * What the owner of an offering offered beside it under the cap since an instant, in cents: published offerings that were
 * before the public at some moment since. One that is not decided counts all it offers, a decided one what it raised.
 */
export async function offeredBefore(
  em: EntityManager,
  { id, issuerId }: { id: string; issuerId: string },
  since: Date,
): Promise<bigint> {
  const { rows } = await sql<{ offered: bigint }>`
    select coalesce(sum(coalesce(closure.amount_allotted, terms.shares * terms.share_price)), 0)::bigint as offered
      from offering_publication as publication
      join offering on offering.id = publication.offering_id
      join project on project.id = offering.project_id
      join offering_terms as terms
        on terms.offering_id = offering.id and terms.version = publication.version
      left join offering_closure as closure on closure.offering_id = offering.id
     where project.issuer_id = ${issuerId} and offering.id <> ${id} and terms.regime = any(${regimesWith('offerCap')}::text[])
       and (closure.closed_at is null or closure.closed_at >= ${since})`.execute(sqlOf(em))
  return rows[0]?.offered ?? 0n
}
