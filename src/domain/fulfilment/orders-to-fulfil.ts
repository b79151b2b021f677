import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { AllottedOrder } from './owed.ts'

/** Funded offerings that promise items and of which some order may not have its deliveries and tickets yet. */
export async function offeringsToFulfil(em: EntityManager): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select closure.offering_id as id from offering_closure as closure
     where outcome = 'funded'
       and not exists (select from items_completion as done where done.offering_id = closure.offering_id)
       and exists (select from offering_terms as terms cross join jsonb_array_elements(entitlements) as item
                    where terms.offering_id = closure.offering_id and item ->> 'code' is not null)
     order by closure.offering_id`.execute(sqlOf(em))
  return rows.map(row => row.id)
}

/**
 * The allotted orders of an offering after one, by id, each with the terms it was made on. An order that ended after all is
 * owed nothing.
 */
export async function ordersToFulfil(
  em: EntityManager,
  offeringId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<AllottedOrder[]> {
  const { rows } = await sql<AllottedOrder>`
    select ordered.id, got.shares, terms.entitlements, project.time_zone,
           coalesce((select jsonb_agg(jsonb_build_object('code', code, 'count', count) order by code)
                       from ordered_item where subscription_id = ordered.id), '[]') as chosen
      from subscription as ordered
      join subscription_allotment as got on got.subscription_id = ordered.id
      join offering_terms as terms on terms.offering_id = ordered.offering_id and terms.version = terms_version
      join offering on offering.id = ordered.offering_id
      join project on project.id = project_id
     where ordered.offering_id = ${offeringId} and (${after}::uuid is null or ordered.id > ${after})
       and not exists (select from subscription_end where subscription_id = ordered.id)
     order by ordered.id limit ${limit}`.execute(sqlOf(em))
  return rows
}
